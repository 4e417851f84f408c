import { describe, expect, test } from 'vitest';
import { createTextJoiner, joinedText } from '../../../src/core/reply/join-text.ts';

describe('text below another', () => {
  test.each([
    ['a', 'b', '\n\nb'],
    ['a\n', 'b', '\nb'],
    ['a\n\n', 'b', 'b'],
    ['a\n\n\n', 'b', 'b'],
    ['', 'b', 'b'],
    ['a\n\nb', 'c', '\n\nc'],
    ['a', '', ''],
    ['a', '\nb', '\n\n\nb'],
    // A repetition below a text is intended.
    ['The quick brown fox', 'The quick brown fox', '\n\nThe quick brown fox'],
  ])('%j, then %j, has a blank line before it', (before, text, shown) => {
    expect(joinedText({ before, isContinuation: false }, text)).toBe(shown);
  });

  test('has one blank line, before the first piece that is not empty', () => {
    const joiner = createTextJoiner({ before: 'a', isContinuation: false });
    expect(['', 'b', '', 'c'].map((text) => joiner.push(text))).toEqual(['', '\n\nb', '', 'c']);
    expect(joiner.end()).toBe('');
  });
});

test('text that continues another has no gap and repeats nothing', () => {
  expect(joinedText({ before: 'The quick brown fox', isContinuation: true }, 'quick brown fox jumps')).toBe(' jumps');
  expect(joinedText({ before: 'The quick', isContinuation: true }, ' brown')).toBe(' brown');
});
