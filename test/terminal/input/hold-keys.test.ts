import { expect, test } from 'vitest';
import { holdKeys } from '../../../src/terminal/input/hold-keys.ts';
import type { Input } from '../../../src/terminal/input/keys.ts';
import { until } from '../../helpers/until.ts';
import { openTerminal } from '../fake-terminal.ts';

/** What is signalled, and what is given to the next reader, after these chunks. */
async function hold(chunks: readonly string[], options: { enters?: 'keep' | 'as-newlines'; awaited?: number } = {}) {
  const { enters = 'keep', awaited = 0 } = options;
  const { keys, type } = openTerminal();
  const signals: string[] = [];
  const held = holdKeys(keys, (signal) => void signals.push(signal));
  await type(...chunks);
  await until(() => signals.length >= awaited);
  held.release({ enters });
  const kept: Input[] = [];
  keys.take((input) => void kept.push(input));
  await Promise.resolve();
  return { signals, kept: kept.map((input) => (input.type === 'key' ? input.key.chord : `paste ${input.text}`)) };
}

test.each([
  ['Ctrl-C', '\u0003', 'SIGINT'],
  ['Esc', '\u001b', 'SIGINT'],
  ['Ctrl-Z', '\u001a', 'SIGTSTP'],
  ['Ctrl-\\', '\u001c', 'SIGQUIT'],
])('%s is a signal', async (_, key, signal) => {
  expect(await hold(['a', key], { awaited: 1 })).toEqual({ signals: [signal], kept: ['a'] });
});

test('an Esc that begins another key is none, however it is cut', async () => {
  expect(await hold(['\u001b[D', '\u001b', '[D', '\u001bb', '\u001b', 'b'])).toEqual({
    signals: [],
    kept: ['left', 'left', 'alt-b', 'alt-b'],
  });
});

test('Enter is kept, or breaks the line where nothing may send itself', async () => {
  expect((await hold(['a\r'])).kept).toEqual(['a', 'enter']);
  expect((await hold(['a\rb\r\r'], { enters: 'as-newlines' })).kept).toEqual(['a', 'ctrl-j', 'b']);
  expect((await hold(['\r'], { enters: 'as-newlines' })).kept).toEqual([]);
});

test('whoever shows what is typed gets all that is kept, also from somebody else who had the keys', async () => {
  const { keys, type } = openTerminal();
  const seen: Input[] = [];
  const held = holdKeys(
    keys,
    () => {},
    (input) => void seen.push(input),
  );
  await type('a', '\u0003');
  const holdAgain = held.lend();
  const giveBack = keys.take((input) => held.keep(input));
  await type('b');
  giveBack();
  holdAgain();
  await type('c');
  expect(seen.map((input) => (input.type === 'key' ? input.key.chord : 'paste'))).toEqual(['a', 'b', 'c']);
});
