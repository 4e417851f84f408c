import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { reply } from '../helpers/answers.ts';
import {
  atPrompt,
  BANNER,
  KEYS,
  openRepl,
  pasted,
  serveChat,
  SUMMARY,
  userFolders,
  type Repl,
} from '../helpers/repl.ts';
import { tempFolder, writeIn } from '../helpers/sandbox.ts';
import { openShell } from '../helpers/screen.ts';

const screenOf = (...rows: string[]): string => rows.join('\n');
const SHELL = { SHELL: '/bin/sh' };

/** Types a line as a person does: Enter comes once the line is on the screen. */
async function enter(repl: Repl, line: string): Promise<void> {
  repl.type(line);
  await repl.waitFor(line.slice(0, 60));
  repl.type('\r');
}

async function run(repl: Repl, line: string): Promise<string> {
  const rows = repl.rows().length;
  await enter(repl, line);
  return repl.waitFor(new RegExp(`^(?!(?:.*\\n){${rows - 1}}>[^\\n]*$)[^]*\\n>$`));
}

describe.skipIf(process.platform === 'win32')('! runs a command', () => {
  test('in the shell, shows what it prints and how it failed, and sends nothing of it', async () => {
    const chat = await serveChat();
    const repl = await openRepl({ server: chat, env: SHELL });
    await run(repl, '!echo "$0: one"; echo two >&2');
    await run(repl, '! printf three');
    await run(repl, '!exit 3');
    await run(repl, '!kill -9 $$');
    await repl.say('hi\r');
    expect(repl.shown()).toBe(
      screenOf(
        BANNER,
        '> !echo "$0: one"; echo two >&2',
        '/bin/sh: one',
        'two',
        '> ! printf three',
        'three',
        '> !exit 3',
        'exit status 3',
        '> !kill -9 $$',
        'ended by SIGKILL',
        '> hi',
        '',
        'Hello',
        SUMMARY,
        '',
        '>',
      ),
    );
    expect(chat.said(0)).toEqual(['user: hi']);
    expect(chat.asked()).toHaveLength(1);
  });

  test('that has the terminal for itself, as it was before the program', async () => {
    const cwd = tempFolder();
    const repl = await openRepl({ server: await serveChat(), cwd, env: SHELL, cols: 200 });
    await enter(repl, '!stty -a > modes; test -t 0 && test -t 1 && test -t 2 && echo READY; read x; echo "got $x"');
    await repl.waitFor('\nREADY');
    repl.type('a line\r');
    await repl.waitFor(/got a line\n>$/);
    expect(readFileSync(join(cwd, 'modes'), 'utf8')).toMatch(/[^-]icanon/);
    expect(readFileSync(join(cwd, 'modes'), 'utf8')).toMatch(/[^-]echo\s/);
  });

  test('and restores the terminal that a command leaves changed', async () => {
    const at = tempFolder();
    writeIn(at, 'break', '#!/bin/sh\nstty raw -echo; printf "\\033[?1049h\\033[31m\\033[?25l"; kill -9 $$\n', 0o755);
    const line = 'stty -a > before; claude-stream; stty -a > after';
    const repl = await atPrompt(openShell(line, { server: await serveChat(), cwd: at, env: SHELL }));
    await run(repl, '!. ./break');
    expect(repl.shown()).toBe(screenOf(BANNER, '> !. ./break', 'ended by SIGKILL', '>'));
    expect(repl.cursorVisible()).toBe(true);
    await run(repl, '!stty -a > between');
    await repl.say('hi\r');
    expect(repl.rows().slice(4, 7)).toEqual(['> hi', '', 'Hello']);
    repl.type(KEYS.ctrlD);
    expect(await repl.exit).toBe(0);
    const modes = ['before', 'between', 'after'].map((file) => readFileSync(join(at, file), 'utf8'));
    expect(modes).toEqual([modes[0], modes[0], modes[0]]);
  });

  test('that Ctrl-C ends, and not the conversation', async () => {
    const chat = await serveChat();
    const repl = await openRepl({ server: chat, env: SHELL });
    await enter(repl, "!trap 'exit 7' INT; echo READY; while :; do sleep 1; done");
    await repl.waitFor('\nREADY');
    repl.type(KEYS.ctrlC);
    await repl.waitFor(/exit status 7\n>$/);
    await repl.say('hi\r');
    expect(chat.said(0)).toEqual(['user: hi']);
  });

  test('whose folder is its own', async () => {
    const cwd = tempFolder();
    const repl = await openRepl({ server: await serveChat(), cwd, env: SHELL, cols: 200 });
    await run(repl, '!cd /');
    expect(repl.rows().at(-2)).toBe(`cd changes only its own shell: still in ${cwd}`);
  });

  test('with nothing after it says how it is used', async () => {
    const repl = await openRepl({ server: await serveChat(), env: SHELL });
    for (const line of ['!', '!!']) {
      await run(repl, line);
      expect(repl.rows().slice(-4)).toEqual([
        `> ${line}`,
        'claude-stream: ! needs a command',
        '  for example !git status',
        '>',
      ]);
    }
  });

  test('only if there is a shell', async () => {
    const repl = await openRepl({ server: await serveChat(), env: { SHELL: '/no/such/shell' } });
    await run(repl, '!ls');
    expect(repl.rows().slice(-3)).toEqual([
      'claude-stream: cannot start /no/such/shell',
      '  set $SHELL to your shell',
      '>',
    ]);
  });

  test('that the history keeps, and Up runs again', async () => {
    const { env } = userFolders();
    const first = await openRepl({ server: await serveChat(), env: { ...env, ...SHELL } });
    await run(first, '!echo once');
    first.type(KEYS.ctrlD);
    await first.exit;
    const repl = await openRepl({ server: await serveChat(), env: { ...env, ...SHELL } });
    repl.type(KEYS.up);
    await repl.waitFor('> !echo once');
    await repl.say('\r');
    expect(repl.shown()).toBe(screenOf(BANNER, '> !echo once', 'once', '>'));
  });
});

describe.skipIf(process.platform === 'win32')('a ! that nobody typed runs nothing', () => {
  const commandIn = (folder: string) => `!touch ${join(folder, 'ran')}`;
  async function open(args: readonly string[] = []) {
    const folder = tempFolder();
    const chat = await serveChat();
    const repl = await openRepl({ server: chat, env: SHELL, cols: 200 }, args);
    return { repl, chat, command: commandIn(folder), hasRun: () => existsSync(join(folder, 'ran')) };
  }
  const refused = [
    'claude-stream: a command that was pasted is not run',
    /^ {2}Up and Enter run it; .* start it with !!$/,
  ];

  test('when many lines are pasted: they are a prompt', async () => {
    const { repl, chat, command, hasRun } = await open();
    repl.type(pasted(`${command}\n${command}`));
    await repl.waitFor(/ran\n.*ran$/);
    await repl.say('\r');
    expect(chat.said(0)).toEqual([`user: ${command}\n${command}`]);
    expect(hasRun()).toBe(false);
  });

  test('when a line is pasted, until it is recalled', async () => {
    const { repl, chat, command, hasRun } = await open();
    repl.type(pasted(`${command}\n`));
    await repl.waitFor(/ran\n {2}$|ran$/);
    await repl.say('\r');
    expect(repl.rows().slice(-3, -1)).toEqual(refused.map((row) => expect.stringMatching(row)));
    expect(hasRun()).toBe(false);
    repl.type(KEYS.up);
    await repl.waitFor(/> !touch.*\n?\s*$/);
    await repl.say('\r');
    expect(hasRun()).toBe(true);
    expect(chat.asked()).toEqual([]);
  });

  test.each([
    ['a line', (line: string) => `${line}\r`, /start it with !!\n>$/],
    ['lines', (line: string) => `${line}\r${line}\r${line}`, /start it with !!\n> !touch .*ran$/],
  ])('when %s come in one piece, as from terminals that do not mark a paste', async (_, pieceOf, seen) => {
    const { repl, chat, command, hasRun } = await open();
    repl.type(pieceOf(command));
    await repl.waitFor(seen);
    repl.type(KEYS.ctrlU);
    await repl.waitFor(/>$/);
    await repl.say('hi\r');
    expect(chat.said(0)).toEqual(['user: hi']);
    expect(hasRun()).toBe(false);
  });

  test('when it is on the command line or piped in', async () => {
    const { repl, chat, command, hasRun } = await open(['-i', 'x']);
    repl.type(KEYS.ctrlD);
    await repl.exit;
    for (const line of [`claude-stream -i '${command}'`, `echo '${command}' | claude-stream -i`]) {
      const other = openShell(line, { server: chat, env: SHELL });
      await other.waitFor(/Hello\n[^]*>$/);
      other.type(KEYS.ctrlD);
      await other.exit;
    }
    expect([0, 1, 2].map((at) => chat.said(at))).toEqual([['user: x'], [`user: ${command}`], [`user: ${command}\n`]]);
    expect(hasRun()).toBe(false);
  });

  test('but a command may be pasted after it', async () => {
    const { repl, command, hasRun } = await open();
    repl.type('!');
    await repl.waitFor('!command');
    repl.type(pasted(command.slice(1)));
    await repl.waitFor(/ran$/);
    await repl.say('\r');
    expect(hasRun()).toBe(true);
  });

  test('and several lines after it stay to be changed', async () => {
    const { repl, chat, command, hasRun } = await open();
    repl.type('!');
    await repl.waitFor('!command');
    repl.type(pasted(`${command.slice(1)}\nthat is all`));
    await repl.waitFor(/all$/);
    repl.type('\r');
    await repl.waitFor(/single line\n[^]*> !touch.*\n {2}that is all$/);
    expect(hasRun()).toBe(false);
    expect(chat.asked()).toEqual([]);
  });
});

test('!! sends a prompt that starts with a !', async () => {
  const chat = await serveChat([reply()]);
  const repl = await openRepl({ server: chat, env: SHELL });
  await repl.say('!!important?\r');
  expect(chat.said(0)).toEqual(['user: !important?']);
});

test('Tab completes paths in a command, as its shell reads them', async () => {
  const cwd = tempFolder();
  writeIn(cwd, 'my notes (1).md', 'inside\n');
  const repl = await openRepl({ server: await serveChat(), cwd, env: SHELL });
  repl.type('!cat my');
  await repl.waitFor('!cat my');
  repl.type(KEYS.tab);
  await repl.waitFor(String.raw`> !cat my\ notes\ \(1\).md`);
  await repl.say('\r');
  expect(repl.rows().at(-2)).toBe('inside');
});
