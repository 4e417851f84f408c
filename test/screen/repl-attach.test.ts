import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PNG } from '../helpers/attachments.ts';
import { BANNER, KEYS, openRepl, pasted, serveChat, SUMMARY, type Repl } from '../helpers/repl.ts';
import { tempFolder, writeIn } from '../helpers/sandbox.ts';

const screenOf = (...rows: string[]): string => rows.join('\n');

function folder(): string {
  const at = tempFolder();
  writeIn(at, 'f.py', 'a\nb\nc\n');
  writeIn(at, 'src/cat.png', PNG);
  return at;
}

/** Types a line as a person does: Enter comes once the line is on the screen. */
async function enter(repl: Repl, line: string): Promise<void> {
  repl.type(line);
  await repl.waitFor(`> ${line}`);
  await repl.say('\r');
}

describe.skipIf(process.platform === 'win32')('/file', () => {
  test('attaches files to the next prompt, and to no other', async () => {
    const chat = await serveChat();
    const repl = await openRepl({ server: chat, cwd: folder() });
    await repl.say('/file f.py\r');
    await repl.say('/file nope.py\r');
    repl.type('/file sr\t');
    await repl.waitFor('/file src/');
    repl.type('\t');
    await repl.waitFor('/file src/cat.png');
    await repl.say('\r');
    await repl.say('what do you see? @f.py\r');
    await repl.say('thanks\r');
    expect(repl.shown()).toBe(
      screenOf(
        BANNER,
        '> /file f.py',
        'f.py, 3 lines: goes with the next prompt',
        '> /file nope.py',
        'claude-stream: nope.py: no such file',
        '> /file src/cat.png',
        'src/cat.png, image, 1 × 1: goes with the next prompt',
        '> what do you see? @f.py',
        'f.py, 3 lines',
        'src/cat.png, image, 1 × 1',
        '',
        'Hello',
        SUMMARY,
        '',
        '> thanks',
        '',
        'Hello',
        SUMMARY,
        '',
        '>',
      ),
    );
    const attached = '<file path="f.py">\na\nb\nc\n</file> + [image] + what do you see? @f.py';
    expect(chat.said(0)).toEqual([`user: ${attached}`]);
    expect(chat.said(1)).toEqual([`user: ${attached}`, 'assistant: Hello', 'user: thanks']);
  });

  test('lets the user choose a file', async () => {
    const repl = await openRepl({ server: await serveChat(), cwd: folder() });
    repl.type('/file\r');
    await repl.waitFor(/file:\n> f\.py\n {2}src\/cat\.png\ntype to filter · ↑↓ move · Enter choose · Esc cancel$/);
    repl.type('cat');
    await repl.waitFor(/file: cat\n> src\/cat\.png\ntype/);
    repl.type('\r');
    await repl.waitFor(/next prompt\n>$/);
    expect(repl.rows().slice(-3)).toEqual([
      'file: src/cat.png',
      'src/cat.png, image, 1 × 1: goes with the next prompt',
      '>',
    ]);
  });

  test('attaches what a command prints, and shows it', async () => {
    const chat = await serveChat();
    const repl = await openRepl({ server: chat, cwd: folder(), env: { SHELL: '/bin/sh' } });
    await enter(repl, '/file !cat f.py; echo no >&2; exit 4');
    await repl.say('why?\r');
    expect(repl.shown()).toBe(
      screenOf(
        BANNER,
        '> /file !cat f.py; echo no >&2; exit 4',
        ...['a', 'b', 'c', 'no'],
        'output of cat f.py; echo no >&2; exit 4, exit status 4, 4 lines: goes with the',
        '  next prompt',
        '> why?',
        'output of cat f.py; echo no >&2; exit 4, exit status 4, 4 lines',
        '',
        'Hello',
        SUMMARY,
        '',
        '>',
      ),
    );
    expect(chat.said(0)).toEqual([
      'user: <file path="output of cat f.py; echo no &gt;&amp;2; exit 4, exit status 4">\na\nb\nc\nno\n</file> + why?',
    ]);
  });

  test('ends a command that prints without end, and one that Ctrl-C stops', async () => {
    const repl = await openRepl({ server: await serveChat(), env: { SHELL: '/bin/sh' }, cols: 120, scrollback: 100 });
    repl.type('/file !yes | cat');
    await repl.waitFor('!yes | cat');
    repl.type('\r');
    await repl.waitFor(/tail -n 500\n>$/);
    expect(repl.rows().slice(-3)).toEqual([
      'claude-stream: yes | cat was ended after 1 MB of output, and nothing is attached',
      '  for example, attach the end of it: /file !yes | cat | tail -n 500',
      '>',
    ]);
    repl.type('/file !echo so far; sleep 60');
    await repl.waitFor(/sleep 60$/);
    repl.type('\r');
    await repl.waitFor(/\nso far$/);
    repl.type(KEYS.ctrlC);
    await repl.waitFor(/ended by SIGINT, 1 line: goes with the next prompt\n>$/);
  });

  test('runs no command that was pasted', async () => {
    const cwd = folder();
    const repl = await openRepl({ server: await serveChat(), cwd, env: { SHELL: '/bin/sh' } });
    for (const keys of [`${pasted('/file !touch ran')}\r`, '/file !touch ran\r']) {
      await repl.say(keys);
      expect(repl.rows().slice(-3)).toEqual([
        'claude-stream: a command that was pasted is not run',
        '  Up and Enter run it',
        '>',
      ]);
    }
    await repl.say('/file ran\r');
    expect(repl.rows().at(-2)).toBe('claude-stream: ran: no such file');
  });

  test('does not wait for a FIFO or a device', async () => {
    const repl = await openRepl({ server: await serveChat() });
    await repl.say('/file /dev/tty\r');
    expect(repl.rows().at(-2)).toBe('claude-stream: /dev/tty is not a regular file');
  });
});

describe.skipIf(process.platform === 'win32')('/paste', () => {
  test('attaches the picture in the clipboard, and text after it', async () => {
    const at = tempFolder();
    writeIn(at, 'a.png', PNG);
    const script = (list: string, print: string) =>
      writeIn(at, 'wl-paste', `#!/bin/sh\ncase "$1" in --list-types) echo ${list};; *) ${print};; esac\n`, 0o755);
    script('image/png', `cat '${join(at, 'a.png')}'`);
    const chat = await serveChat();
    const env = { PATH: [at, process.env['PATH']].join(delimiter), WAYLAND_DISPLAY: 'wayland-9' };
    const repl = await openRepl({ server: chat, env });
    await repl.say('/paste\r');
    script('text/plain', 'printf "a\\nb"');
    await repl.say('/paste\r');
    await repl.say('what is it?\r');
    expect(repl.shown()).toBe(
      screenOf(
        BANNER,
        '> /paste',
        'clipboard, image, 1 × 1: goes with the next prompt',
        '> /paste',
        'clipboard 2, 2 lines: goes with the next prompt',
        '> what is it?',
        'clipboard, image, 1 × 1',
        'clipboard 2, 2 lines',
        '',
        'Hello',
        SUMMARY,
        '',
        '>',
      ),
    );
    expect(chat.said(0)).toEqual(['user: [image] + <file path="clipboard 2">\na\nb\n</file> + what is it?']);
  });

  test('says what is missing', async () => {
    const repl = await openRepl({ server: await serveChat(), env: { PATH: tempFolder(), DISPLAY: ':9' } });
    await repl.say('/paste\r');
    expect(repl.rows().slice(-3)).toEqual([
      'claude-stream: xclip is not installed',
      '  install it to read the clipboard',
      '>',
    ]);
  });
});
