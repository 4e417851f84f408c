import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAscii, splitGraphemes } from '../../../src/core/text/graphemes.ts';

const FAMILY = '👩‍👩‍👧';

describe('the characters that people see', () => {
  test.each([
    ['', []],
    ['ab c', ['a', 'b', ' ', 'c']],
    [`a${FAMILY}b`, ['a', FAMILY, 'b']],
    ['e\u0301e', ['e\u0301', 'e']],
    ['🇩🇪🇫🇷', ['🇩🇪', '🇫🇷']],
    ['a\r\nb', ['a', '\r\n', 'b']],
    ['\ud83d', ['\ud83d']],
  ])('of %j are %j', (text, characters) => {
    expect(splitGraphemes(text)).toEqual(characters);
  });

  test('are the same as of the text segmented at once', () => {
    const unit = fc.constantFrom('a', 'é', 'e\u0301', '日', '🙂', '👍🏽', '\u0301', '\r', '\n', ' ');
    const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
    fc.assert(
      fc.property(fc.string({ unit, minLength: 50, maxLength: 400 }), (text) => {
        const expected = Array.from(segmenter.segment(text), ({ segment }) => segment);
        expect(splitGraphemes(text)).toEqual(expected);
      }),
    );
  });

  test('stay whole where a long text is segmented in parts', () => {
    for (let length = 120; length < 130; length++) {
      expect(splitGraphemes(`${'é'.repeat(length)}👍🏽b`).slice(length)).toEqual(['👍🏽', 'b']);
    }
  });

  test('can be of any length', () => {
    const long = `a${'\u0301'.repeat(1000)}`;
    expect(splitGraphemes(`${long}b`).join('')).toBe(`${long}b`);
    expect(splitGraphemes(`${long}b`).at(-1)).toBe('b');
  });
});

test.each([
  ['', true],
  [' a~', true],
  ['a\tb', false],
  ['a\nb', false],
  ['a\u007f', false],
  ['é', false],
  ['日a', false],
  ['a日', false],
])('%j is printable ASCII: %s', (text, expected) => {
  expect(isAscii(text)).toBe(expected);
});
