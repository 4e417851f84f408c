import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createWordRest } from '../../../src/terminal/input/word-rest.ts';

/** What comes through of these keys, after a letter that `es` may follow. */
function passed(keys: readonly string[]): string[] {
  const word = createWordRest(String);
  word.expect('es');
  return [...keys.flatMap((chord) => word.pass(chord)), ...word.expect('')];
}

test.each([
  [['enter'], []],
  [['e', 's', 'enter'], []],
  [['E', 'S', 'enter'], []],
  [
    ['e', 's', 'enter', 'enter', 'e'],
    ['enter', 'e'],
  ],
  [
    ['h', 'i'],
    ['h', 'i'],
  ],
  [
    ['e', 'x'],
    ['e', 'x'],
  ],
  [
    ['e', 'enter'],
    ['e', 'enter'],
  ],
  [
    ['e', 's', 's', 'enter'],
    ['e', 's', 's', 'enter'],
  ],
  [
    ['e', 's'],
    ['e', 's'],
  ],
])('of %j comes through %j', (keys, expected) => expect(passed(keys)).toEqual(expected));

test('Enter comes through where no rest is expected', () => {
  const word = createWordRest(String);
  word.expect('');
  expect(word.pass('enter')).toEqual(['enter']);
});

test('nothing else is lost, and the order is kept', () => {
  const keys = fc.array(fc.constantFrom('e', 's', 'x', 'enter', 'ctrl-c'));
  fc.assert(
    fc.property(keys, (typed) => {
      const dropped = typed.join(' ').match(/^(e s )?enter( |$)/)?.[0] ?? '';
      expect(passed(typed).join(' ')).toBe(typed.join(' ').slice(dropped.length));
    }),
  );
});
