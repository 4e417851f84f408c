import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitGraphemes } from '../../../src/core/text/graphemes.ts';
import { lengthOf, prefix, truncate, truncateAtWord, truncateList } from '../../../src/core/text/truncate.ts';
import { widthOf } from '../../../src/markdown/layout/width.ts';

const FAMILY = '👩‍👩‍👧';
const text = fc.string({ unit: fc.constantFrom('a', ' ', 'é', 'e\u0301', '日', '🙂', FAMILY), maxLength: 20 });

describe('a truncated text', () => {
  test.each([
    ['one two', 7, 'one two'],
    ['one two', 6, 'one t…'],
    ['one two', 5, 'one…'],
    ['one two', 1, '…'],
    ['one two', -3, '…'],
    ['日本語', 6, '日本語'],
    ['日本語', 5, '日本…'],
    ['日本語', 4, '日…'],
    ['🙂🙂🙂', 5, '🙂🙂…'],
    ['🙂🙂🙂', 4, '🙂…'],
    [`${FAMILY}${FAMILY}`, 3, `${FAMILY}…`],
    ['', 0, ''],
  ])('%j in %i columns is %j', (whole, max, cut) => {
    expect(truncate(whole, max, widthOf)).toBe(cut);
  });

  test('fits, and consists of whole characters', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 30 }), fc.constantFrom(widthOf, lengthOf), (whole, max, measure) => {
        const cut = truncate(whole, max, measure);
        expect(measure(cut)).toBeLessThanOrEqual(max);
        if (cut === whole) return;
        const kept = splitGraphemes(cut.slice(0, -1));
        expect(splitGraphemes(whole).slice(0, kept.length)).toEqual(kept);
        expect(cut).toMatch(/(^|\S)…$/);
      }),
    );
  });

  test('is measured roughly by default', () => {
    expect(truncate('日本語', 5)).toBe('日本…');
    expect(truncate(FAMILY, 7)).toBe('…');
  });

  test('costs no more than its beginning', () => {
    let measured = 0;
    truncate(`é${'x'.repeat(100_000)}`, 10, (part) => (measured++, part.length));
    expect(measured).toBeLessThan(20);
  });
});

test.each([
  ['one two three four', 18, 'one two three four'],
  ['one two three four', 17, 'one two three…'],
  ['one two three four', 14, 'one two three…'],
  ['one two three four', 15, 'one two three…'],
  ['unbreakableunbreakable', 10, 'unbreakab…'],
  ['abcd efghijk', 7, 'abcd…'],
  ['abc defghijk', 6, 'abc d…'],
  ['ab 👩‍🚀', 5, 'ab…'],
  ['abc👩👩', 5, 'abc…'],
  ['👩👩👩', 5, '👩👩…'],
])('%j in %i code units is cut at a word where one ends nearby: %j', (line, max, cut) => {
  expect(truncateAtWord(line, max)).toBe(cut);
});

test.each([
  ['abc', 2, 'ab'],
  ['abc', 3, 'abc'],
  ['abc', 0, ''],
  ['a🙂b', 2, 'a'],
  ['a🙂b', 3, 'a🙂'],
  ['e\u0301e\u0301', 3, 'e\u0301'],
])('of %j, %i code units hold the characters %j', (whole, max, start) => {
  expect(prefix(whole, max, lengthOf)).toBe(start);
});

test.each([
  [[], 1, []],
  [['a', 'b'], 2, ['a', 'b']],
  [['a', 'b', 'c'], 2, ['a', 'b', 'and 1 more']],
  [['a', 'b', 'c'], 1, ['a', 'and 2 more']],
])('of the list %j at most %i are shown: %j', (items, max, shown) => {
  expect(truncateList(items, max)).toEqual(shown);
});
