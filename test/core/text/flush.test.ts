import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFlusher, type FlushUnit } from '../../../src/core/text/flush.ts';

test.each<[FlushUnit, string, string]>([
  ['delta', 'abc', ''],
  ['delta', 'abc\ud83d', '\ud83d'],
  ['delta', 'abc\ude42', ''],
  ['delta', '', ''],
  ['word', 'one two', 'two'],
  ['word', 'one\ntwo ', ''],
  ['word', 'one\u3000two', 'two'],
  ['word', 'one', 'one'],
  ['word', '漢字abc', 'abc'],
  ['word', 'ひらがなabc', 'abc'],
  ['word', 'カタカナabc', 'abc'],
  ['word', 'ไทยabc', 'abc'],
  ['word', '한글 단어', '단어'],
  ['word', 'wo！abc', 'abc'],
  ['word', 'wo。abc', 'abc'],
  ['line', 'one\ntwo\nthree', 'three'],
  ['line', 'one\n', ''],
  ['line', 'one two', 'one two'],
])('a flusher by %s holds back the end of %j: %j', (unit, piece, held) => {
  const flusher = createFlusher(unit);
  expect(flusher.push(piece)).toBe(piece.slice(0, piece.length - held.length));
  expect(flusher.end()).toBe(held);
  expect(flusher.end()).toBe('');
});

describe('pieces', () => {
  test.each<[FlushUnit, string[]]>([
    ['word', ['', 'Hello ', '', 'world!\n', '', 'Bye']],
    ['line', ['', '', '', 'Hello world!\n', '', 'Bye']],
  ])('come out once they complete a %s', (unit, shown) => {
    const flusher = createFlusher(unit);
    const pieces = ['Hel', 'lo wo', 'rld', '!\nBy', 'e'];
    expect([...pieces.map((piece) => flusher.push(piece)), flusher.end()]).toEqual(shown);
  });

  test('join the halves of a surrogate pair', () => {
    const flusher = createFlusher('delta');
    expect([flusher.push('a\ud83d'), flusher.push('\ude42b'), flusher.end()]).toEqual(['a', '🙂b', '']);
  });

  test.each<FlushUnit>(['delta', 'word', 'line'])('come out complete and unchanged (%s)', (unit) => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 30 }), (pieces) => {
        const flusher = createFlusher(unit);
        expect(pieces.map((piece) => flusher.push(piece)).join('') + flusher.end()).toBe(pieces.join(''));
      }),
    );
  });
});
