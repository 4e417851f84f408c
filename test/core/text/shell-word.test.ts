import { expect, test } from 'vitest';
import { shellWord } from '../../../src/core/text/shell-word.ts';

test.each([
  ['files__read_file', 'files__read_file'],
  ['a.b:c/d@e%f+g=h,i-j', 'a.b:c/d@e%f+g=h,i-j'],
  ['files__*', "'files__*'"],
  ['two words', "'two words'"],
  ['', "''"],
  ["it's", String.raw`'it'\''s'`],
  ['a;b', "'a;b'"],
  ['a$b', "'a$b'"],
  ['a\nb', "'a\nb'"],
])('%j is %s', (word, typed) => {
  expect(shellWord(word)).toBe(typed);
});
