import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { reply } from '../helpers/answers.ts';
import { BANNER, KEYS, openRepl, serveChat, SUMMARY } from '../helpers/repl.ts';
import { tempFolder, writeIn } from '../helpers/sandbox.ts';

const screenOf = (...rows: string[]): string => rows.join('\n');
const CTRL_X_CTRL_E = '\u0018\u0005';
const CODE = 'Two ways:\n\n```js\none();\n```\n\n- and\n\n  ```sh\n  two\n  ```\n';

/** The texts that were copied through the terminal, in order. */
const copiedIn = (bytes: string): string[] =>
  [...bytes.matchAll(/\u001b\]52;c;([^\u0007]*)\u0007/g)].map(([, text]) => Buffer.from(text!, 'base64').toString());

describe.skipIf(process.platform === 'win32')('an editor', () => {
  const editor = (folder: string, script: string) => writeIn(folder, 'my editor', `#!/bin/sh\n${script}\n`, 0o755);

  test.each([
    ['/edit', '/edit the draft\r'],
    ['Ctrl-X Ctrl-E', `the draft${CTRL_X_CTRL_E}`],
  ])('edits the prompt with %s, and owns the terminal meanwhile', async (_, keys) => {
    const cwd = tempFolder();
    const script = editor(
      cwd,
      `cat "$2" > before; stty -a > stty; printf '%s' "$1" > flag; printf 'Edited\\nin two lines\\n' > "$2"; echo EDITING; read key; echo "got $key"`,
    );
    const chat = await serveChat();
    const repl = await openRepl({ server: chat, cwd, env: { EDITOR: `'${script}' --wait` } });
    repl.type(keys);
    await repl.waitFor('EDITING');
    repl.type('a key\r');
    await repl.waitFor(/got a key\n> Edited\n {2}in two lines$/);
    await repl.say('\r');
    expect(chat.said(0)).toEqual(['user: Edited\nin two lines']);
    expect(readFileSync(join(cwd, 'before'), 'utf8')).toBe('the draft');
    expect(readFileSync(join(cwd, 'flag'), 'utf8')).toBe('--wait');
    expect(readFileSync(join(cwd, 'stty'), 'utf8')).toMatch(/(^|\s)icanon/);
    expect(readFileSync(join(cwd, 'stty'), 'utf8')).toMatch(/\secho\s/);
  });

  test.each([
    ['/edit', '/edit the draft\r'],
    ['Ctrl-X Ctrl-E', `the draft${CTRL_X_CTRL_E}`],
  ])('that fails leaves the prompt as it was with %s', async (_, keys) => {
    const cwd = tempFolder();
    const script = editor(cwd, 'echo nothing > "$1"; echo EDITING; exit 1');
    const repl = await openRepl({ server: await serveChat(), cwd, env: { EDITOR: `'${script}'` } });
    repl.type(keys);
    await repl.waitFor(/EDITING\n> the draft$/);
    await repl.say(KEYS.ctrlC);
    expect(repl.rows().slice(-3)).toEqual(['EDITING', '> the draft^C', '>']);
  });

  test.each([
    ['/edit', '/edit the draft\r'],
    ['Ctrl-X Ctrl-E', `the draft${CTRL_X_CTRL_E}`],
  ])('that does not exist is reported with %s, without losing the prompt', async (_, keys) => {
    const repl = await openRepl({ server: await serveChat(), env: { EDITOR: 'no-such-editor' } });
    repl.type(keys);
    await repl.waitFor(/no-such-editor[^]*\n> the draft$/);
    expect(repl.text()).toContain('claude-stream: cannot start no-such-editor');
    expect(repl.text()).not.toContain('bug');
  });

  test('receives Ctrl-C itself: the conversation continues', async () => {
    const cwd = tempFolder();
    const script = editor(
      cwd,
      `trap 'echo CAUGHT' INT; echo EDITING; read key || read key; echo "got $key"; echo done > "$1"`,
    );
    const repl = await openRepl({ server: await serveChat(), cwd, env: { EDITOR: `'${script}'` } });
    repl.type(`draft${CTRL_X_CTRL_E}`);
    await repl.waitFor('EDITING');
    repl.type(KEYS.ctrlC);
    await repl.waitFor('CAUGHT');
    repl.type('x\r');
    expect(await repl.waitFor(/> draft$/)).toMatch(/got x\n> draft$/);
  });
});

describe.skipIf(process.platform === 'win32')('/copy', () => {
  test('copies the reply, or one of its code blocks, through the terminal', async () => {
    const repl = await openRepl({ server: await serveChat([reply({ text: CODE })]) });
    await repl.say('/copy\r');
    await repl.say('hi\r');
    for (const line of ['/copy', '/copy 2', '/copy -2', '/copy 9', '/copy 0', '/copy x']) await repl.say(`${line}\r`);
    expect(copiedIn(repl.bytes())).toEqual([CODE, 'two\n', 'one();\n']);
    expect(repl.shown()).toBe(
      screenOf(
        BANNER,
        '> /copy',
        'claude-stream: no reply to copy',
        '> hi',
        '',
        'Two ways:',
        '',
        '── js',
        'one();',
        '',
        '• and',
        '',
        '  ── sh',
        '  two',
        SUMMARY,
        '',
        '> /copy',
        'copied 56 characters through the terminal (OSC 52), if it allows that',
        '> /copy 2',
        'copied 4 characters through the terminal (OSC 52), if it allows that',
        '> /copy -2',
        'copied 7 characters through the terminal (OSC 52), if it allows that',
        ...['9', '0', 'x'].flatMap((n) => [
          `> /copy ${n}`,
          `claude-stream: no code block ${n}`,
          '  the last reply has 2 code blocks',
        ]),
        '>',
      ),
    );
  });

  test("uses the desktop's clipboard program", async () => {
    const folder = tempFolder();
    writeIn(folder, 'xclip', '#!/bin/sh\necho "$@" > args\ncat > clipboard\n', 0o755);
    const repl = await openRepl({
      server: await serveChat([reply({ text: CODE })]),
      cwd: folder,
      env: { PATH: [folder, process.env['PATH']].join(delimiter), DISPLAY: ':9' },
    });
    await repl.say('hi\r');
    await repl.say('/copy 1\r');
    expect(repl.rows().at(-2)).toBe('copied 7 characters with xclip');
    expect(readFileSync(join(folder, 'clipboard'), 'utf8')).toBe('one();\n');
    expect(readFileSync(join(folder, 'args'), 'utf8')).toBe('-selection clipboard\n');
    expect(copiedIn(repl.bytes())).toEqual([]);
  });

  test('reports a text that is too long for the terminal', async () => {
    const repl = await openRepl({ server: await serveChat([reply({ text: 'long '.repeat(20_000) })]) });
    await repl.say('hi\r');
    await repl.say('/copy\r');
    expect(repl.rows().slice(-3)).toEqual([
      'claude-stream: cannot copy 100000 characters: too long for the terminal',
      '  use /save to write them to a file',
      '>',
    ]);
  });
});

describe.skipIf(process.platform === 'win32')('/save', () => {
  test('writes the conversation as Markdown, HTML or JSON, but never over an existing file', async () => {
    const cwd = tempFolder();
    const repl = await openRepl({
      server: await serveChat([reply({ text: 'Some **bold**.' })]),
      cwd,
      env: { HOME: cwd },
    });
    await repl.say('hi\r');
    for (const file of ['chat.md', 'chat.html', 'chat.json', '~/in home.md', 'chat.md', 'none/chat.md', '']) {
      await repl.say(`/save ${file}\r`);
    }
    expect(repl.shown()).toBe(
      screenOf(
        BANNER,
        '> hi',
        '',
        'Some bold.',
        SUMMARY,
        '',
        '> /save chat.md',
        'saved to chat.md',
        '> /save chat.html',
        'saved to chat.html',
        '> /save chat.json',
        'saved to chat.json',
        '> /save ~/in home.md',
        `saved to ${cwd}/in home.md`,
        '> /save chat.md',
        'claude-stream: chat.md already exists',
        '  choose another name',
        '> /save none/chat.md',
        'claude-stream: cannot write none/chat.md: no such folder',
        '> /save',
        'claude-stream: /save needs a file name',
        '  for example /save chat.md (or .html, .json)',
        '>',
      ),
    );
    const read = (name: string) => readFileSync(join(cwd, name), 'utf8');
    expect(read('chat.md')).toMatch(/^# hi\n[^]* · \$0\.0001\n[^]*## You, .*\n\nhi\n[^]*Some \*\*bold\*\*\.\n$/);
    expect(read('in home.md')).toBe(read('chat.md'));
    expect(read('chat.html')).toMatch(/^<!doctype html>[^]*<strong>bold<\/strong>/i);
    expect(JSON.parse(read('chat.json'))).toMatchObject({
      model: 'claude-opus-5-5',
      cost_usd: 0.000148,
      entries: [
        { type: 'prompt', content: 'hi' },
        { type: 'reply', cost_usd: 0.000148 },
      ],
    });
    expect(existsSync(join(cwd, 'none'))).toBe(false);
  });
});
