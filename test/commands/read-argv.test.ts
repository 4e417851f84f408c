import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readArgv } from '../../src/commands/read-argv.ts';

test.each([
  [
    ['-x', 'q'],
    ['--extract=last', 'q'],
  ],
  [['-x', 'python', 'q'], undefined],
  [['-x', '-2', 'q'], undefined],
  [
    ['-qx', 'q'],
    ['-q', '--extract=last', 'q'],
  ],
  [
    ['-x', '--', 'python'],
    ['--extract=last', '--', 'python'],
  ],
  [
    ['-x=python', 'q'],
    ['-xpython', 'q'],
  ],
  [
    ['-qm=haiku', 'q'],
    ['-qmhaiku', 'q'],
  ],
  [['-smodel=x', 'q'], undefined],
  [['-q=x', 'q'], undefined],
  [['-s', '-x', 'q'], undefined],
  [['-s', '-x=python', 'q'], undefined],
  [['--', '-x', '-x=python'], undefined],
])('%j is rewritten for commander to %j', (argv, rewritten = argv) => {
  expect(readArgv(argv).argv).toEqual(rewritten);
});

test.each([
  [['-x', 'nim', 'shell please'], 'nim'],
  [['-qx', 'write', 'a', 'script'], 'write'],
  [['q', '-x', 'nim'], 'nim'],
  [['-x', 'python', 'shell please'], undefined],
  [['-x', 'write a script'], undefined],
  [['-x', 'q'], undefined],
  [['-x', '--', 'write', 'it'], undefined],
  [['--extract=nim', 'write', 'it'], undefined],
])('of %j, %j may be a language or the prompt', (argv, unclear) => {
  expect(readArgv(argv).unclear).toBe(unclear);
});

test.each([
  [['-h'], true],
  [['-qh'], true],
  [['-h', '--help'], false],
  [['--help'], false],
  [['-s', '-h'], false],
])('%j asks for the summary: %j', (argv, expected) => {
  expect(readArgv(argv).isSummary).toBe(expected);
});

test('words that are no flags stay as they are, whatever they are', () => {
  const word = fc.string({ minLength: 1 }).filter((text) => !text.startsWith('-'));
  fc.assert(
    fc.property(fc.array(word), (words) => {
      expect(readArgv(words).argv).toEqual(words);
    }),
  );
});
