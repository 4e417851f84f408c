import { appendFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { lineOf } from '../../src/core/conversation/journal-lines.ts';
import { tempFolder } from '../helpers/sandbox.ts';
import { openScreen, openShell, type ScreenOptions } from '../helpers/screen.ts';
import { replyLine, writeSession } from '../helpers/sessions.ts';

let folder = '';
let env: Record<string, string> = {};

beforeEach(() => {
  const data = tempFolder();
  folder = join(data, 'claude-stream', 'sessions');
  env = { XDG_DATA_HOME: data, TZ: 'UTC' };
});

const open = (args: readonly string[], options: ScreenOptions = {}) =>
  openScreen(['sessions', ...args], { env, ...options });
const tides = () =>
  writeSession(folder, {
    id: 'bcdfghjk',
    name: 'Tides',
    started: '2025-03-01T10:00:00.000Z',
    turns: [
      {
        prompt: 'how do tides work, and why are there two of them\nevery day?\n\n  indented',
        reply: 'The **moon** pulls.',
      },
    ],
  });
const hostile = () =>
  writeSession(folder, {
    id: 'ccccdddd',
    started: '2025-04-01T10:00:00.000Z',
    name: 'evil\u001b]0;owned\u0007 name\u202e with many words in it',
    model: 'mo\u001b[2Jdel',
    turns: [
      {
        prompt: 'a\u001b[2Jb\u009b31m',
        reply: { content: [{ type: 'text', text: 'c\u001b[2Jd\u0007' }], model: 'x\u001bc' },
      },
    ],
  });
const UNSAFE =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001A\u001C-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]|\u001B[^[]|\u001B\[2J/;

describe.skipIf(process.platform === 'win32')('sessions on a terminal', () => {
  test('are listed within its width', async () => {
    tides();
    hostile();
    const screen = open([], { cols: 40 });
    await screen.exit;
    expect(screen.rows()).toEqual([
      'TIME        ID        TITLE',
      '2025-04-01  ccccdddd  evil]0;owned nam…',
      '2025-03-01  bcdfghjk  Tides',
    ]);
    expect(screen.bytes()).not.toMatch(UNSAFE);
  });

  test('are shown as they first appeared', async () => {
    tides();
    const screen = open(['show'], { cols: 40 });
    expect(await screen.exit).toBe(0);
    expect(screen.rows()).toEqual([
      '> how do tides work, and why are there',
      '  two of them',
      '  every day?',
      '',
      '    indented',
      '',
      'The moon pulls.',
    ]);
    expect(screen.bytes()).toContain(
      '\u001B[36m> \u001B[39m\u001B[22m\u001B[1mhow do tides work, and why are there\u001B[22m',
    );
    expect(screen.cursorVisible()).toBe(true);
  });

  test.each([
    [['show']],
    [['show', '--raw']],
    [['show', '--json']],
    [['export']],
    [['search', 'evil']],
    [['list', '--json']],
  ])('cannot control it: %j', async (args) => {
    hostile();
    const screen = open(args, { cols: 200 });
    expect(await screen.exit).toBe(0);
    const bytes = screen
      .bytes()
      // The painter keeps the cursor's place with ESC 7 and ESC 8.
      .replaceAll(/\u001B[78]|\u001B\[(\?[\d;]+[hl]|[\d;]*[mGKJHABCDF])|\r/g, (sequence) =>
        sequence.endsWith('2J') ? sequence : '',
      );
    expect(bytes).not.toMatch(UNSAFE);
  });

  test('are shown with the search words in bold', async () => {
    tides();
    const screen = open(['search', 'MOON']);
    await screen.exit;
    expect(screen.rows()).toEqual(['bcdfghjk  Tides', '  The **moon** pulls.']);
    expect(screen.bytes()).toContain('\u001B[1mmoon\u001B[22m');
  });

  test('are no longer searched once the reader has gone', async () => {
    for (let n = 0; n < 50; n++) {
      writeSession(folder, {
        id: `bb${String(n).padStart(6, '0')}`,
        turns: [{ prompt: `moon ${'x '.repeat(2000)}`, reply: 'x' }],
      });
    }
    const shell = openShell('(claude-stream sessions search moon; echo code $? >&2) | head -n 1 | cut -c 1-14', {
      env,
    });
    await shell.exit;
    expect(shell.rows().toSorted()).toEqual([expect.stringMatching(/^bb\d{6} {2}moon$/), 'code 0']);
  });

  test('are removed after a yes', async () => {
    const { path } = tides();
    const screen = open(['rm', 'tides']);
    await screen.waitFor('[y/N]');
    screen.type('y\r');
    expect(await screen.exit).toBe(0);
    expect(screen.rows()).toEqual([
      'Permanently remove this conversation?',
      '  bcdfghjk  Tides',
      '[y/N] y',
      'claude-stream: removed bcdfghjk',
    ]);
    expect(existsSync(path)).toBe(false);
  });

  test('without a reply are removed after a yes, except one that got a reply meanwhile', async () => {
    const written = ['bbbbbbbb', 'cccccccc', 'dddddddd'].map((id) =>
      writeSession(folder, { id, turns: [{ prompt: id }] }),
    );
    const kept = tides();
    const screen = open(['rm', '--empty']);
    await screen.waitFor('[y/N]');
    appendFileSync(written[1]!.path, lineOf(replyLine('Hello', '2026-03-01T10:00:00.000Z')));
    screen.type('y\r');
    expect(await screen.exit).toBe(0);
    expect(screen.rows()).toEqual([
      'Permanently remove these 3 conversations?',
      '  dddddddd  dddddddd',
      '  cccccccc  cccccccc',
      '  bbbbbbbb  bbbbbbbb',
      '[y/N] y',
      'claude-stream: removed dddddddd, bbbbbbbb',
    ]);
    expect([...written, kept].map(({ path }) => existsSync(path))).toEqual([false, true, false, true]);
  });

  test('are listed up to a limit before many are removed', async () => {
    for (let n = 10; n < 70; n++) writeSession(folder, { id: `bbbbbb${n}` });
    const screen = open(['rm', '--empty'], { rows: 80 });
    await screen.waitFor('[y/N]');
    expect(screen.rows()).toHaveLength(53);
    expect(screen.rows().slice(-2)).toEqual(['  and 10 more', '[y/N]']);
    screen.type('y\r');
    expect(await screen.exit).toBe(0);
    expect(screen.text()).toMatch(/removed (bbbbbb\d\d,\s+){10}and 50 more$/);
  });

  test.each([
    ['n', '\r'],
    ['nothing', '\r'],
    ['the end of input', '\u0004'],
  ])('stay when the answer is %s', async (answer, key) => {
    const { path } = tides();
    const screen = open(['rm', 'bcd']);
    await screen.waitFor('[y/N]');
    screen.type(answer === 'n' ? `n${key}` : key);
    expect(await screen.exit).toBe(0);
    expect(screen.text()).toContain('nothing removed');
    expect(existsSync(path)).toBe(true);
  });

  test('stay when the question is interrupted', async () => {
    const { path } = tides();
    const screen = open(['rm', 'bcd']);
    await screen.waitFor('[y/N]');
    screen.type('\u0003');
    expect(await screen.exit).toBe(130);
    expect(existsSync(path)).toBe(true);
  });
});
