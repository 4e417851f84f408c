import { describe, expect, it } from 'vitest';
import { clipRow, headOf } from '../../../src/markdown/layout/clip.ts';

describe('clipRow', () => {
  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['日本', 4, '日本'],
    ['日本', 3, '日…'],
    ['日本語', 4, '日…'],
    ['abc', 1, '…'],
    ['日', 1, '…'],
    ['e\u0301e\u0301e\u0301', 2, 'e\u0301…'],
    ['', 1, ''],
    ['\u001b[1mab\u001b[0m', 2, '\u001b[1mab\u001b[0m'],
    ['\u001b[1mab\u001b[0mcd', 3, '\u001b[1mab…\u001b[0m'],
    ['a\u001b[1mbcd\u001b[0m', 3, 'a\u001b[1mb…\u001b[0m'],
    ['\u001b[1m日\u001b[0m日', 3, '\u001b[1m日…\u001b[0m'],
  ])('%j in %i columns is %j', (row, columns, clipped) => {
    expect(clipRow(row, columns)).toBe(clipped);
  });
});

it.each([
  ['abc', 2, 'ab'],
  ['abc', 0, ''],
  ['日本', 3, '日'],
  ['ae\u0301b', 2, 'ae\u0301'],
  ['a\u0301', 1, 'a\u0301'],
])('the head of %j in %i columns is %j', (text, columns, head) => {
  expect(headOf(text, columns)).toBe(head);
});
