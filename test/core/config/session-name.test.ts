import { describe, expect, test } from 'vitest';
import { checkName, foldCase } from '../../../src/core/config/session-name.ts';
import { usageMistake } from '../../helpers/usage-mistake.ts';

describe('the name of a conversation', () => {
  test.each([
    [' How  tides\twork ', 'How tides work'],
    ['a\u001b[31mb\u0007', 'a[31mb'],
    ['\none\r\n', 'one'],
    ['a\ud800b', 'a\ufffdb'],
    ['\u{1f30a}'.repeat(100), '\u{1f30a}'.repeat(100)],
  ])('is cleaned: %j', (typed, name) => {
    expect(checkName(typed)).toBe(name);
  });

  test.each([
    ['', 'the name of a conversation cannot be empty'],
    [' \u001b ', 'the name of a conversation cannot be empty'],
    ['one\ntwo', 'the name of a conversation must be one line'],
    ['one\rtwo', 'the name of a conversation must be one line'],
    ['one\u2028two', 'the name of a conversation must be one line'],
    ['one\u2029two', 'the name of a conversation must be one line'],
    ['x'.repeat(101), 'the name of a conversation can have at most 100 characters, not 101'],
  ])('is refused: %j', (typed, what) => {
    expect(usageMistake(() => checkName(typed))).toEqual({ what });
  });

  test('is compared without regard to case and to how accents are encoded', () => {
    expect(foldCase('Cafe\u0301 \u00c9T\u00c9')).toBe('caf\u00e9 \u00e9t\u00e9');
  });
});
