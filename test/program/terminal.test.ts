import { describe, expect, test } from 'vitest';
import { reply } from '../helpers/answers.ts';
import { openScreen, openShell } from '../helpers/screen.ts';
import { serve } from '../helpers/server.ts';

describe.skipIf(process.platform === 'win32')('a reply on the terminal', () => {
  test('ends with a newline even if the model sent none', async () => {
    const server = await serve(reply({ text: 'Hello' }));
    const shell = openShell('claude-stream -q hi; echo next', { server });
    await shell.exit;
    expect(shell.rows()).toEqual(['Hello', 'next']);
  });

  test('gets no second newline if the model sent one', async () => {
    const server = await serve(reply({ text: 'Hello\n' }));
    const shell = openShell('claude-stream -q hi; echo next', { server });
    await shell.exit;
    expect(shell.rows()).toEqual(['Hello', 'next']);
  });

  test('that is empty leaves no blank line', async () => {
    const server = await serve(reply({}));
    const shell = openShell('claude-stream -q hi; echo next', { server });
    await shell.exit;
    expect(shell.rows()).toEqual(['next']);
  });

  test.each([
    ['colours', ['\u001B[31mred\u001B[0m']],
    ['a sequence split over deltas', ['\u001B', '[31', 'mred']],
    ['a new window title', ['\u001B]0;owned\u0007', 'red']],
    ['a title split over deltas', ['\u001B]0;own', 'ed\u0007red']],
    ['C1 controls', ['\u009B31mred\u0085']],
    ['a bell, a backspace, a carriage return and DEL', ['r\u0007e\u0008d\r\u007F']],
    ['bidi overrides and isolates', ['\u202Er\u2066e\u2069d\u202C\u200F']],
  ])('cannot control it: %s', async (_, deltas) => {
    const server = await serve(reply({ deltas }));
    const screen = openScreen(['-q', '--raw', 'hi'], { server });
    expect(await screen.exit).toBe(0);
    expect(screen.bytes()).not.toMatch(
      /[\u0000-\u0009\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/,
    );
    expect(screen.text()).toContain('r');
  });

  test('keeps its tabs and newlines when it is raw', async () => {
    const server = await serve(reply({ text: 'a\tb\nc' }));
    const screen = openScreen(['-q', '--raw', 'hi'], { server });
    await screen.exit;
    expect(screen.rows()).toEqual(['a       b', 'c']);
  });

  test('keeps its emoji, joiners and all', async () => {
    const server = await serve(reply({ deltas: ['👩', '\u200D', '🚀 ok'] }));
    const screen = openScreen(['-q', 'hi'], { server });
    await screen.exit;
    expect(screen.bytes()).toContain('👩‍🚀 ok');
  });
});
