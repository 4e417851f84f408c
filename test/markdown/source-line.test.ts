import { describe, expect, it } from 'vitest';
import { dropIndent, dropMarker, isBlank, lastBreak, lineFrom } from '../../src/markdown/source-line.ts';

describe('lineFrom', () => {
  it.each([
    ['text', 0, 0, 'text'],
    ['  text ', 0, 2, 'text '],
    ['\ttext', 0, 4, 'text'],
    ['\ttext', 1, 3, 'text'],
    [' \ttext', 0, 4, 'text'],
    [' \ttext', 3, 5, 'text'],
    ['    \t', 0, 8, ''],
    ['', 5, 0, ''],
    ['\u00a0text', 0, 0, '\u00a0text'],
  ])('%j at column %i is indented by %i and holds %j', (text, column, indent, content) => {
    expect(lineFrom(text, column)).toEqual({ text, column, indent, content });
  });
});

describe('dropIndent', () => {
  it.each([
    ['    text', 0, 2, '  text', 2],
    ['  text', 0, 2, 'text', 2],
    ['  text', 0, 4, 'text', 2],
    ['text', 3, 2, 'text', 3],
    ['\ttext', 0, 1, '   text', 1],
    ['\ttext', 2, 1, ' text', 3],
    [' \ttext', 1, 2, ' text', 3],
    ['\t\ttext', 0, 4, '\ttext', 4],
    ['\t\ttext', 0, 5, '   text', 5],
    ['  ', 0, 1, ' ', 1],
    ['text', 0, 0, 'text', 0],
  ])('of %j at column %i leaves, without %i columns, %j at column %i', (text, column, columns, left, at) => {
    expect(dropIndent(lineFrom(text, column), columns)).toEqual(lineFrom(left, at));
  });
});

it.each([
  ['> text', 1, ' text', 1],
  ['  12) text', 3, ' text', 5],
  ['\t- text', 1, ' text', 5],
])('dropMarker takes the indentation and the marker from %j', (text, length, left, column) => {
  expect(dropMarker(lineFrom(text), length)).toEqual(lineFrom(left, column));
});

it.each([
  ['', true],
  [' \t ', true],
  [' x', false],
  ['\u00a0', false],
])('isBlank(%j) is %j', (text, expected) => {
  expect(isBlank(lineFrom(text))).toBe(expected);
});

describe('lastBreak', () => {
  it.each([
    ['one two three', 8, 7],
    ['one two', 7, 3],
    ['one\ntwo three', 6, 3],
    ['one two\nthree', 9, 7],
    ['unbroken', 4, 4],
    [' unbroken', 4, 4],
    ['abc🙂', 4, 3],
    ['ab🙂c', 4, 4],
  ])('of %j within %i is at %i', (text, max, at) => {
    expect(lastBreak(text, max)).toBe(at);
  });
});
