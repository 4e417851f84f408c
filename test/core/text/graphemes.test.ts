import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAscii, splitGraphemes } from '../../../src/core/text/graphemes.ts';

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const segmented = (text: string) => Array.from(segmenter.segment(text), ({ segment }) => segment);

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
    const scripts = [
      '日',
      'か\u3099',
      '한',
      '\u1112',
      '\u1161',
      'ท',
      'ี',
      'ำ',
      'न',
      'म',
      '\u094d',
      'ी',
      'ש',
      '\u05b8',
      'م',
      '\u064b',
    ];
    const joined = ['🙂', '👍🏽', '\u200d', '❤', '\ufe0f', '🇩', '1\u20e3', '\u0600', '\u{e0061}', '\u{1f3fb}', '\ud83d'];
    const units = ['a', 'é', 'e\u0301', '\u0301', '\r', '\n', ' ', '\u00ad', ...scripts, ...joined];
    const texts = fc.oneof(
      fc.string({ unit: fc.constantFrom(...units), maxLength: 400 }),
      fc.string({ unit: 'binary', maxLength: 200 }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(splitGraphemes(text)).toEqual(segmented(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('are the same where the text ends with half a surrogate pair', () => {
    for (const text of ['\u0600\ud83d', 'a\ud83d', '\ud83d']) expect(splitGraphemes(text)).toEqual(segmented(text));
  });

  test('are the same for every code point, alone and with a mark', () => {
    const codes = Array.from({ length: 0x40000 }, (_, code) => code);
    const different = codes.filter((code) => {
      const character = String.fromCodePoint(code);
      const text = `日${character}日${character}\u0301日${character}${character}a`;
      return splitGraphemes(text).join() !== segmented(text).join();
    });
    expect(different).toEqual([]);
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
