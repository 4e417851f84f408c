import { describe, expect, it } from 'vitest';
import {
  acrossLineEnd,
  acrossLineStart,
  capitalize,
  columnOf,
  insert,
  moveLine,
  rangeOf,
  replace,
  rewriteWord,
  textEnd,
  textStart,
  transpose,
  type Motion,
} from '../../src/line-editor/edit-buffer.ts';
import {
  lineEnd,
  lineStart,
  longWordStart,
  nextCharacter,
  previousCharacter,
  wordEnd,
  wordStart,
} from '../../src/line-editor/text-boundaries.ts';
import { marked, unmarked } from './play-keys.ts';

describe('a motion', () => {
  it.each<[string, Motion, string, string]>([
    ['previousCharacter', previousCharacter, 'ae\u0301|b', 'a|e\u0301b'],
    ['nextCharacter', nextCharacter, 'a|e\u0301b', 'ae\u0301|b'],
    ['wordStart', wordStart, 'see a/b.c|', 'see a/b.|c'],
    ['wordEnd', wordEnd, '|see a', 'see| a'],
    ['longWordStart', longWordStart, 'see a/b.c|', 'see |a/b.c'],
    ['lineStart', lineStart, 'one\ntw|o\nsix', 'one\n|two\nsix'],
    ['lineEnd', lineEnd, 'one\nt|wo\nsix', 'one\ntwo|\nsix'],
    ['textStart', textStart, 'one\ntw|o', '|one\ntwo'],
    ['textEnd', textEnd, 'on|e\ntwo', 'one\ntwo|'],
  ])('%s moves the cursor', (_, motion, from, to) => {
    const buffer = unmarked(from);
    expect(marked({ ...buffer, cursor: motion(buffer.text, buffer.cursor) })).toBe(to);
  });

  it.each([
    ['one t|wo', '|one two', 'one two|'],
    ['one\n|two\nsix', 'one|\ntwo\nsix', 'one\ntwo|\nsix'],
    ['one|\ntwo', '|one\ntwo', 'one\n|two'],
    ['|', '|', '|'],
  ])('crosses a line break only from the edge of the line: %j', (from, start, end) => {
    const buffer = unmarked(from);
    expect(marked({ ...buffer, cursor: acrossLineStart(buffer.text, buffer.cursor) })).toBe(start);
    expect(marked({ ...buffer, cursor: acrossLineEnd(buffer.text, buffer.cursor) })).toBe(end);
  });

  it('spans a range in text order', () => {
    expect(rangeOf(unmarked('ab|cd'), () => 0)).toEqual({ from: 0, to: 2 });
    expect(rangeOf(unmarked('ab|cd'), () => 4)).toEqual({ from: 2, to: 4 });
    expect(rangeOf(unmarked('ab|cd'), () => 2)).toEqual({ from: 2, to: 2 });
  });
});

describe('replacing', () => {
  it('puts the cursor after the new text', () => {
    expect(marked(replace(unmarked('|one two six'), 4, 7, 'five'))).toBe('one five| six');
    expect(marked(insert(unmarked('one |six'), 'two '))).toBe('one two |six');
  });

  it('moves the cursor past a character that the new text joins', () => {
    expect(marked(insert(unmarked('|👧'), '👩\u200d'))).toBe('👩\u200d👧|');
  });
});

describe('one line up', () => {
  it.each([
    ['one\nt|wo', 1, 'o|ne\ntwo'],
    ['one\ntwo|', 9, 'one|\ntwo'],
    ['one\n\nt|hree', 3, 'one\n|\nthree'],
    ['\n|a', 1, '|\na'],
    ['e\u0301f\nab|', 2, 'e\u0301f|\nab'],
    ['zero\none\nt|wo', 0, 'zero\n|one\ntwo'],
  ])('from %j to column %i is %j', (from, column, to) => {
    expect(marked(moveLine(unmarked(from), -1, column)!)).toBe(to);
  });

  it.each(['|', 'one|', 'on|e\ntwo'])('does not exist from %j', (from) => {
    expect(moveLine(unmarked(from), -1, 0)).toBeUndefined();
  });
});

describe('one line down', () => {
  it.each([
    ['o|ne\ntwo', 1, 'one\nt|wo'],
    ['one|\n', 3, 'one\n|'],
    ['|one\n\nthree', 2, 'one\n|\nthree'],
    ['o|ne\ntwo\nthree', 9, 'one\ntwo|\nthree'],
  ])('from %j to column %i is %j', (from, column, to) => {
    expect(marked(moveLine(unmarked(from), 1, column)!)).toBe(to);
  });

  it.each(['|', '|one', 'one\nt|wo'])('does not exist from %j', (from) => {
    expect(moveLine(unmarked(from), 1, 0)).toBeUndefined();
  });
});

it.each([
  ['|', 0],
  ['abc|', 3],
  ['abc\nde\u0301|f', 2],
  ['abc\n|', 0],
])('the cursor in %j is in column %i', (buffer, column) => {
  expect(columnOf(unmarked(buffer))).toBe(column);
});

it.each([
  ['ab|c', 'acb|'],
  ['abc|', 'acb|'],
  ['a|bc', 'ba|c'],
  ['|abc', '|abc'],
  ['a|', 'a|'],
  ['|', '|'],
  ['ab\nc|', 'ab\nc|'],
  ['ab\ncd|', 'ab\ndc|'],
  ['ab|\ncd', 'ba|\ncd'],
  ['ab\n|cd', 'ab\n|cd'],
  ['ab\nc|d', 'ab\ndc|'],
  ['e\u0301🙂|', '🙂e\u0301|'],
])('transposing turns %j into %j', (from, to) => {
  expect(marked(transpose(unmarked(from)))).toBe(to);
});

it.each([
  ['o|ne two', 'o<ne>| two'],
  ['one| two', 'one< two>|'],
  ['one|', 'one<>|'],
])('rewriting a word turns %j into %j', (from, to) => {
  expect(marked(rewriteWord(unmarked(from), (word) => `<${word}>`))).toBe(to);
});

it.each([
  ['oNE', 'One'],
  ['  oNE two', '  One two'],
  ['"élan"', '"Élan"'],
  ['1st', '1st'],
  ['...', '...'],
])('%j capitalized is %j', (text, capitalized) => {
  expect(capitalize(text)).toBe(capitalized);
});
