import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { reply } from '../helpers/answers.ts';
import { gate } from '../helpers/gate.ts';
import {
  atPrompt,
  BANNER,
  KEYS,
  openRepl,
  RESUME_HINT,
  serveChat,
  SUMMARY,
  normalizeScreen,
  userFolders,
} from '../helpers/repl.ts';
import { openShell, type Screen, type ScreenOptions } from '../helpers/screen.ts';
import type { Answer } from '../helpers/server.ts';
import { closeReply, openReply, sse, textDelta } from '../helpers/sse.ts';
import { tempFolder, writeIn } from '../helpers/sandbox.ts';

const screenOf = (...rows: string[]): string => rows.join('\n');
const shown = (screen: Screen): string => normalizeScreen(screen.text());
const unfinished = (text: string): Answer => ({ body: sse(...openReply({ text })), end: 'hold' });

const MARK_PASTES = '\u001b[?2004h';
const LEAVE_PASTES = '\u001b[?2004l';
/** Whether bracketed paste is on, by the last sequence written. */
const marksPastes = (screen: Screen): boolean =>
  screen.bytes().lastIndexOf(MARK_PASTES) > screen.bytes().lastIndexOf(LEAVE_PASTES);

/** A shell with job control that runs the program, reports its end, and says whether the terminal is as it was. */
function openJob(options: ScreenOptions, command = 'claude-stream'): Screen {
  const line = [
    'set -m',
    'stty -a > before',
    `sh -c 'echo $$ > pid; exec ${command}'; code=$?`,
    'while jobs %1 > /dev/null 2>&1; do',
    'stty -a > after; cmp before after && echo STOPPED',
    'read go; fg; code=$?',
    'done',
    'echo "code $code"',
    'stty -a > after; cmp before after && echo unchanged',
  ].join('\n');
  return openShell(line, options);
}

const pidIn = (folder: string): number => Number(readFileSync(join(folder, 'pid'), 'utf8'));

async function stopAndContinue(screen: Screen): Promise<void> {
  await screen.waitFor(/STOPPED$/);
  expect(marksPastes(screen)).toBe(false);
  expect(screen.cursorVisible()).toBe(true);
  screen.type('go\r');
}

describe.skipIf(process.platform === 'win32')('Ctrl-Z, and fg', () => {
  test.each([
    ['Ctrl-Z', (screen: Screen) => screen.type(KEYS.ctrlZ)],
    ['a signal from elsewhere', (_: Screen, folder: string) => process.kill(pidIn(folder), 'SIGTSTP')],
  ])('at the prompt bring an unfinished line back (%s)', async (_, stop) => {
    const cwd = tempFolder();
    const chat = await serveChat();
    const screen = openJob({ server: chat, cwd });
    const repl = await atPrompt(screen);
    repl.type('half a ');
    await repl.waitFor(/> half a$/);
    stop(screen, cwd);
    await stopAndContinue(screen);
    await repl.waitFor(/\n> half a$/);
    expect(marksPastes(screen)).toBe(true);
    await repl.say('line\r');
    expect(chat.said(0)).toEqual(['user: half a line']);
    expect(shown(screen).slice(-screenOf('> half a line', '', 'Hello', SUMMARY, '', '>').length)).toBe(
      screenOf('> half a line', '', 'Hello', SUMMARY, '', '>'),
    );
    repl.type(KEYS.ctrlD);
    await repl.waitFor('unchanged');
    expect(repl.text()).toContain('code 0');
  });

  test('during a reply leave it whole, shown once, and the prompt returns', async () => {
    const end = gate();
    const body = (async function* () {
      yield sse(...openReply({ deltas: ['The moon **pulls'] }));
      await end.passed;
      yield sse(textDelta('** at the sea.'), ...closeReply({ text: '' }));
    })();
    const chat = await serveChat([{ body }, reply()]);
    const screen = openJob({ server: chat });
    const repl = await atPrompt(screen);
    repl.type('why?\r');
    await repl.waitFor('The moon pulls');
    repl.type(`ahead${KEYS.ctrlZ}`);
    await stopAndContinue(screen);
    await delay(200);
    end.open();
    await repl.waitForLine(/> ahead$/);
    const text = shown(screen);
    expect(text.match(/The moon/g)).toHaveLength(1);
    expect(text.endsWith(screenOf('The moon pulls at the sea.', SUMMARY, '', '> ahead'))).toBe(true);
    await repl.say('\r');
    expect(chat.said(1).at(-1)).toBe('user: ahead');
  });

  test('during a reply, for longer than --stall-timeout, leave it whole', async () => {
    const end = gate();
    const body = (async function* () {
      yield sse(...openReply({ deltas: ['The moon pulls'] }));
      await end.passed;
      yield sse(textDelta(' at the sea.'), ...closeReply({ text: '' }));
    })();
    const chat = await serveChat([{ body }]);
    const screen = openJob({ server: chat }, 'claude-stream --stall-timeout 1.2');
    const repl = await atPrompt(screen);
    repl.type('why?\r');
    await repl.waitFor('The moon pulls');
    repl.type(KEYS.ctrlZ);
    await repl.waitFor(/STOPPED$/);
    end.open();
    // The limit, and more than a timer is ever late.
    await delay(2000);
    await stopAndContinue(screen);
    await repl.waitFor(/at the sea\.[^]*\n>$/);
    expect(shown(screen)).toContain(`The moon pulls at the sea.\n${SUMMARY}\n\n>`);
  });

  test('while waiting for a reply continue the wait', async () => {
    const begin = gate();
    const body = (async function* () {
      await begin.passed;
      yield sse(...openReply({ text: 'At last.' }), ...closeReply({ text: 'At last.' }));
    })();
    const screen = openJob({ server: await serveChat([{ body }]) });
    const repl = await atPrompt(screen);
    repl.type('why?\r');
    await repl.waitFor(/\d s · claude-opus-5-5/);
    repl.type(KEYS.ctrlZ);
    await stopAndContinue(screen);
    await repl.waitFor(/\d s · claude-opus-5-5/);
    begin.open();
    await repl.waitFor(/At last\.[^]*\n>$/);
    expect(shown(screen).endsWith(screenOf('', 'At last.', SUMMARY, '', '>'))).toBe(true);
    expect(shown(screen)).not.toMatch(/\d s · claude/);
  });

  test('in the editor go to the editor, which has the keys again afterwards', async () => {
    const folder = tempFolder();
    const editor = writeIn(
      folder,
      'editor',
      '#!/bin/sh\necho EDITING; kill -TSTP 0; stty -a > in-editor; read key; echo "$key" > "$1"\n',
      0o755,
    );
    const screen = openJob({ server: await serveChat(), cwd: folder, env: { EDITOR: editor } });
    const repl = await atPrompt(screen);
    repl.type('/edit\r');
    await repl.waitFor('EDITING');
    await stopAndContinue(screen);
    await delay(200);
    expect(readFileSync(join(folder, 'in-editor'), 'utf8')).toMatch(/\secho\s/);
    repl.type('from the editor\r');
    await repl.waitFor(/> from the editor$/);
  });
});

describe.skipIf(process.platform === 'win32')('the terminal is restored', () => {
  const partial = unfinished('The moon **pulls');

  test('after Ctrl-D', async () => {
    const screen = openJob({ server: await serveChat() });
    const repl = await atPrompt(screen);
    await repl.say('hi\r');
    repl.type(KEYS.ctrlD);
    await repl.exit;
    expect(marksPastes(screen)).toBe(false);
    expect(shown(screen)).toBe(screenOf(BANNER, '> hi', '', 'Hello', SUMMARY, '', RESUME_HINT, 'code 0', 'unchanged'));
  });

  test('after SIGTERM at a prompt with unfinished text', async () => {
    const cwd = tempFolder();
    const screen = openJob({ server: await serveChat(), cwd });
    const repl = await atPrompt(screen);
    repl.type('half a line');
    await repl.waitFor(/> half a line$/);
    process.kill(pidIn(cwd), 'SIGTERM');
    await repl.exit;
    expect(marksPastes(screen)).toBe(false);
    expect(shown(screen)).toBe(screenOf(BANNER, '> half a line', 'code 143', 'unchanged'));
  });

  test('after SIGTERM during a reply, whose text so far is saved', async () => {
    const cwd = tempFolder();
    const { env } = userFolders();
    const chat = await serveChat([partial, reply()]);
    const screen = openJob({ server: chat, cwd, env });
    const repl = await atPrompt(screen);
    repl.type('why?\r');
    await repl.waitFor('The moon pulls');
    process.kill(pidIn(cwd), 'SIGTERM');
    await repl.exit;
    expect(marksPastes(screen)).toBe(false);
    expect(screen.cursorVisible()).toBe(true);
    expect(shown(screen)).toBe(
      screenOf(
        BANNER,
        '> why?',
        '',
        'The moon **pulls',
        'interrupted by SIGTERM · 12 in · ~4 out · N s',
        '',
        RESUME_HINT,
        'code 143',
        'unchanged',
      ),
    );
    const next = await openRepl({ server: chat, env }, ['-c']);
    await next.say('and?\r');
    expect(chat.said(1).slice(0, 2)).toEqual([
      'user: why?',
      expect.stringMatching(/^assistant: The moon \*\*pulls \+ \[This reply was cut off here/),
    ]);
  });

  test('after SIGTERM while a list is open', async () => {
    const cwd = tempFolder();
    const screen = openJob({ server: await serveChat(), cwd });
    const repl = await atPrompt(screen);
    await repl.say('hi\r');
    await repl.say('/new\r');
    repl.type('/resume\r');
    await repl.waitFor(/1 turn\n/);
    process.kill(pidIn(cwd), 'SIGTERM');
    await repl.exit;
    const before = [BANNER, '> hi', '', 'Hello', SUMMARY, '', '> /new', 'started a new conversation'];
    expect(shown(screen)).toBe(screenOf(...before, '> /resume', 'code 143', 'unchanged'));
  });

  test('after Ctrl-\\ during a reply', async () => {
    const screen = openJob({ server: await serveChat([partial]) });
    const repl = await atPrompt(screen);
    repl.type('why?\r');
    await repl.waitFor('The moon pulls');
    repl.type('\u001c');
    await repl.exit;
    expect(marksPastes(screen)).toBe(false);
    expect(screen.cursorVisible()).toBe(true);
    expect(screen.rows().at(-1)).toBe('unchanged');
  });
});

describe.skipIf(process.platform === 'win32')('closing the window', () => {
  test('at the prompt ends the program', async () => {
    const { env } = userFolders();
    const chat = await serveChat();
    const repl = await openRepl({ server: chat, env });
    await repl.say('hi\r');
    repl.hangUp();
    expect(await repl.exit).toBe(129);
    const next = await openRepl({ server: chat, env }, ['-c']);
    expect(next.rows().slice(1)).toEqual(['> hi', '', 'Hello', '', '>']);
  });

  test('during a reply ends the program and saves the text so far', async () => {
    const { env } = userFolders();
    const chat = await serveChat([unfinished('The moon pulls'), reply()]);
    const repl = await openRepl({ server: chat, env });
    repl.type('why?\r');
    await repl.waitFor('The moon pulls');
    // By then it is on disk, however abrupt the end is.
    await delay(250);
    repl.hangUp();
    expect(await repl.exit).toBe(129);
    const next = await openRepl({ server: chat, env }, ['-c']);
    expect(next.rows().slice(1, 4)).toEqual(['> why?', '', 'The moon pulls']);
    await next.say('and?\r');
    expect(chat.said(1).slice(0, 2)).toEqual([
      'user: why?',
      expect.stringMatching(/^assistant: The moon pulls \+ \[This reply was cut off here/),
    ]);
  });
});
