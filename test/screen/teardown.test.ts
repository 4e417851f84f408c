import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { tempFolder, writeIn } from '../helpers/sandbox.ts';
import { openShell, type Screen } from '../helpers/screen.ts';
import { serve, type Answer } from '../helpers/server.ts';
import { closeReply, openReply, sse, textDelta } from '../helpers/sse.ts';
import { Emulator } from './stage.ts';

const TABLE = 'Some **bold text\nthat goes on**\n\n| Name | Worth |\n| --- | ---: |\n| alpha | 17 |\n| beta | **2';
const unfinished: Answer = { body: sse(...openReply({ text: TABLE })), end: 'hold' };
const whole: Answer = { body: sse(...openReply({ text: TABLE }), ...closeReply({ text: TABLE })) };

const STTY = 'stty -a > before';
const COMPARE = 'stty -a > after; cmp before after && echo unchanged';

/** The screen that the bytes produce, including modes and styles. */
function judged(screen: Screen): Emulator {
  const emulator = new Emulator({ columns: 80, rows: 24 });
  emulator.write(screen.bytes());
  return emulator;
}

/** Fails unless the terminal is as it was, the next output starts in a row of its own, and the text is still there. */
function expectRestored(screen: Screen, text: readonly string[] = ['Some bold text that goes on', 'alpha']): void {
  const emulator = judged(screen);
  expect(screen.cursorVisible()).toBe(true);
  expect(emulator.terminal.modes).toMatchObject({ wraparoundMode: true, synchronizedOutputMode: false });
  const rows = screen.rows();
  expect(rows).toContain('unchanged');
  expect(emulator.row(rows.indexOf('unchanged')).trimEnd()).toBe('unchanged');
  for (const words of text) expect(screen.text()).toContain(words);
}

const pidIn = (folder: string): number => Number(readFileSync(join(folder, 'pid'), 'utf8'));

describe.skipIf(process.platform === 'win32')('the terminal is restored', () => {
  test('after a reply', async () => {
    const screen = openShell(`${STTY}; claude-stream -q hi; ${COMPARE}`, { server: await serve(whole) });
    await screen.exit;
    expectRestored(screen);
    expect(screen.text()).toMatch(/beta.*2\n/);
  });

  test.each([
    ['Ctrl-C', '\u0003', 130],
    ['SIGTERM', 'SIGTERM', 143],
    ['SIGHUP', 'SIGHUP', 129],
  ])('after %s in the middle of a table', async (_, by, code) => {
    const line = `trap : INT; ${STTY}; sh -c 'echo $$ > pid; exec claude-stream -q hi'; echo "code $?"; ${COMPARE}`;
    const cwd = tempFolder();
    const screen = openShell(line, { server: await serve(unfinished), cwd });
    await screen.waitFor('beta');
    if (by === '\u0003') screen.type(by);
    else process.kill(pidIn(cwd), by);
    await screen.exit;
    expectRestored(screen, ['Some bold text that goes on', 'alpha', 'beta']);
    // A terminal that was hung up is released by the signal itself.
    expect(screen.text()).toContain(`code ${code}`);
  });

  test('after a second Ctrl-C, which ends at once', async () => {
    const screen = openShell(`trap : INT; ${STTY}; claude-stream -q hi; ${COMPARE}`, {
      server: await serve(unfinished),
    });
    await screen.waitFor('beta');
    screen.type('\u0003\u0003');
    await screen.exit;
    expectRestored(screen, ['Some bold text that goes on', 'alpha', 'beta']);
  });

  test('after a crash', async () => {
    const crash = writeIn(tempFolder(), 'crash.mjs', "process.on('SIGUSR2', () => { throw new Error('a fault'); });");
    const line = `${STTY}; NODE_OPTIONS=--import=${crash} sh -c 'echo $$ > pid; exec claude-stream -q hi'; ${COMPARE}`;
    const cwd = tempFolder();
    const screen = openShell(line, { server: await serve(unfinished), cwd });
    await screen.waitFor('beta');
    process.kill(pidIn(cwd), 'SIGUSR2');
    await screen.exit;
    expectRestored(screen, ['Some bold text that goes on', 'alpha', 'beta', 'a fault']);
  });

  test('while the program is stopped with Ctrl-Z; fg continues it', async () => {
    let goOn = () => {};
    const stopped = new Promise<void>((resolve) => (goOn = resolve));
    const server = await serve({
      body: (async function* () {
        yield sse(...openReply({ text: TABLE }));
        await stopped;
        yield sse(textDelta('00** |\n\nand more\n'), ...closeReply({ text: TABLE }));
      })(),
    });
    const line = `set -m; ${STTY}; claude-stream -q hi; ${COMPARE}; read go; fg; stty -a > after; cmp before after && echo same`;
    const screen = openShell(line, { server });
    await screen.waitFor('beta');
    screen.type('\u001a');
    await screen.waitFor('unchanged');
    expect(screen.cursorVisible()).toBe(true);
    screen.type('go\r');
    await delay(300);
    goOn();
    await screen.exit;
    const text = screen.text();
    expect(text).toMatch(/alpha[^]*beta.*200[^]*and more\nsame$/);
    // The rows that were not final were erased before, and are there only once.
    expect(text.match(/alpha/g)).toHaveLength(1);
    expect(text.match(/Some bold/g)).toHaveLength(1);
    expect(screen.cursorVisible()).toBe(true);
  });

  test('after fg, and Ctrl-C still ends the program', async () => {
    const server = await serve({ body: sse(...openReply({ text: TABLE })), end: 'hold' });
    const line = `set -m; ${STTY}; claude-stream hi; ${COMPARE}; read go; fg; echo "code $?"; stty -a > after; cmp before after && echo same`;
    const screen = openShell(line, { server });
    await screen.waitFor('beta');
    screen.type('\u001a');
    await screen.waitFor('unchanged');
    screen.type('go\r');
    await delay(500);
    screen.type('\u0003');
    await screen.exit;
    expect(screen.text()).toMatch(/interrupted · [^]*code 130\nsame$/);
  });

  test('in the background, where the keys belong to the shell', async () => {
    const server = await serve({ ...whole, slice: 60, delayMs: 20 });
    const line = `set -m; ${STTY}; claude-stream -q hi --no-stdin & wait; echo; ${COMPARE}`;
    const screen = openShell(line, { server });
    await screen.exit;
    expect(screen.text()).toMatch(/beta.*2/);
    expect(screen.rows()).toContain('unchanged');
  });
});

describe.skipIf(process.platform === 'win32')('keys typed during a reply', () => {
  /** A reply in small pieces that takes about a second. */
  const slowly = (): Answer => ({
    body: (async function* () {
      yield sse(...openReply({ deltas: ['Begin. '] }));
      for (let i = 0; i < 40; i++) {
        await delay(20);
        yield sse(textDelta(`word${i} `));
      }
      yield sse(...closeReply({ text: '' }));
    })(),
  });
  const expected = `Begin. ${Array.from({ length: 40 }, (_, i) => `word${i}`).join(' ')}`;

  async function typeInto(line: string, server: Awaited<ReturnType<typeof serve>>) {
    const screen = openShell(`printf 'material' > file; ${STTY}; ${line}; ${COMPARE}`, { server });
    await screen.waitFor('word2');
    for (const key of ['x', 'y', '\r', '\u001b[A', '\u007f', 'zzz\r\r']) {
      screen.type(key);
      await delay(20);
    }
    await screen.exit;
    return screen;
  }

  test.each([
    ['stdin is the terminal', 'claude-stream -q hi'],
    ['stdin is a pipe', 'cat file | claude-stream -q hi'],
    ['stdin is a file', 'claude-stream -q hi < file'],
    ['the text comes through a pipe', 'claude-stream -q hi | claude-stream render'],
  ])('are not echoed and do not break the display when %s', async (_, line) => {
    const screen = await typeInto(line, await serve(slowly()));
    expect(screen.rows().slice(0, -1).join(' ').replaceAll(/\s+/g, ' ')).toBe(expected);
    expectRestored(screen, []);
  });

  test('end the whole job, including the program that pipes, if they are Ctrl-C', async () => {
    const screen = openShell(
      `trap : INT; ${STTY}; (echo '- one'; sleep 50; echo '- never') | claude-stream render; echo "code $?"; ${COMPARE}`,
    );
    await screen.waitFor('one');
    screen.type('\u0003');
    await screen.exit;
    expect(screen.text()).toContain('code 130');
    expect(screen.text()).not.toContain('never');
    expectRestored(screen, ['one']);
  });
});
