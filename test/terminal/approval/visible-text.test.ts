import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyLines, quoted, visible, visibleLine, visibleName } from '../../../src/terminal/approval/visible-text.ts';
import { hostileText } from '../../helpers/hostile-inputs.ts';
import { unmarked } from '../../helpers/read-approval.ts';

describe('a visible text', () => {
  test.each([
    ['plain text, punctuation; $(symbols) & 123', 'plain text, punctuation; $(symbols) & 123'],
    ['日本語 Reykjavík нет שלום 🙂 “x” … ✅', '日本語 Reykjavík нет שלום 🙂 “x” … ✅'],
    ['a  b', 'a··b'],
    // An accent needs a letter that can be seen.
    ['é \u3164\u0301', String.raw`é \u3164\u0301`],
    // Letters of Hangul that join with the one before.
    ['\u1112\u1161\u11ab 한', '\u1112' + String.raw`\u1161\u11ab 한`],
    [' a ', '·a·'],
    [' ', '·'],
    [' '.repeat(8), '·'.repeat(8)],
    [`a${' '.repeat(9)}b`, 'a·(×9)b'],
    [`x${' '.repeat(5000)}; rm`, 'x·(×5000); rm'],
    ['a\tb\t\t', 'a⇥b⇥⇥'],
    ['a\nb\r', String.raw`a\u000ab\u000d`],
    ['\u0000\u001b[2J\u007f\u009b', String.raw`\u0000\u001b[2J\u007f\u009b`],
    ['\u202ea\u2066b\u200ec', String.raw`\u202ea\u2066b\u200ec`],
    ['\u200b\u200d\u2060\ufeff\u00ad', String.raw`\u200b\u200d\u2060\ufeff\u00ad`],
    ['\u2800'.repeat(300), String.raw`\u2800(×300)`],
    ['\u00a0\u3000\u2003\u2028\u2029', String.raw`\u00a0\u3000\u2003\u2028\u2029`],
    ['\u3164\uffa0\u115f\u034f\ufe0f\u180b', String.raw`\u3164\uffa0\u115f\u034f\ufe0f\u180b`],
    ['\u{e0041}\u{e0100}', String.raw`\u{e0041}\u{e0100}`],
    ['\u{1d159}\u{13441}\u{13442}', String.raw`\u{1d159}\u{13441}\u{13442}`],
    ['\ue000\u{f0000}', String.raw`\ue000\u{f0000}`],
    ['\u0378\uffff', String.raw`\u0378\uffff`],
    ['\ud800a\udc00', String.raw`\ud800a\udc00`],
    ['👩\u200d👧', String.raw`👩\u200d👧`],
    // An accent on a Latin letter has another way to be written, and could hide what it stands on.
    ['e\u0301', String.raw`e\u0301`],
    ['r\u0338m', String.raw`r\u0338m`],
    ['ไม่ได้ हिन्दी', 'ไม่ได้ हिन्दी'],
    [`я${'\u0300'.repeat(3)}`, `я${'\u0300'.repeat(3)}`],
    ['я\u0300\u0301\u0302\u0303', 'я\u0300\u0301\u0302' + String.raw`\u0303`],
    ['я\u20dd', String.raw`я\u20dd`],
    // An accent behind an escape would stand on the escape.
    ['я\u20dd\u0301', String.raw`я\u20dd\u0301`],
    ['\u0301\u0301', String.raw`\u0301\u0301`],
    // Text that looks like a mark or an escape is told from it.
    ['a·b ⇥ ↵', String.raw`a\u00b7b \u21e5 \u21b5`],
    [String.raw`C:\temp \d+ \n \\ \u12`, String.raw`C:\temp \d+ \n \\ \u12`],
    [String.raw`\u202e \u00E9 \u{1}`, String.raw`\u005cu202e \u005cu00E9 \u005cu{1}`],
    ['1920×1080 (×5) ( (×', '1920×1080 \\u0028×5) ( (×'],
    ['x(×5)', 'x(×5)'],
    ['  (×5)', String.raw`··\u0028×5)`],
    ['\u2800(×5)(×6)', String.raw`\u2800\u0028×5)(×6)`],
    ['\u0301(×5)', String.raw`\u0301\u0028×5)`],
    [`${' '.repeat(9)}5`, '·(×9)5'],
    ['', ''],
  ])('of %j is %j', (text, shown) => {
    expect(visible(text)).toBe(shown);
    expect(unmarked(shown)).toBe(text);
  });

  test('says which text it is, whatever that is', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(unmarked(visible(text))).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  test('has no character that cannot be seen or steers a terminal', () => {
    fc.assert(
      fc.property(fc.oneof(hostileText, fc.string({ unit: 'binary' })), (text) => {
        expect(visible(text)).toMatch(/^(?:[\p{L}\p{M}\p{N}\p{P}\p{S}]| (?! ))*$/u);
        expect(visible(text)).not.toMatch(/\p{Default_Ignorable_Code_Point}|\u2800/u);
      }),
    );
  });
});

test.each([
  ['    return x;', '    return x;'],
  [`${' '.repeat(40)}x`, `${' '.repeat(40)}x`],
  [`${' '.repeat(41)}x`, '·(×41)x'],
  ['    ', '····'],
  ['\t  x  y ', '⇥··x··y·'],
  ['  (×5)', '  (×5)'],
  ['', ''],
])('the line %j of a text is %j', (line, shown) => {
  expect(visibleLine(line)).toBe(shown);
});

test('empty lines are counted', () => {
  expect(emptyLines(300)).toBe('↵(×300)');
});

test.each([
  ['', '""'],
  ['true', '"true"'],
  ['say "hi" \\', String.raw`"say \"hi\" \\"`],
  [' a\u202e ', String.raw`"·a\u202e·"`],
  ['é', '"é"'],
])('%j in quotes is %s', (text, shown) => {
  expect(quoted(text)).toBe(shown);
});

test.each([
  ['get-weather_2.0', 'get-weather_2.0'],
  ['', '""'],
  ['rm -rf', '"rm -rf"'],
  ['we\u0430ther', String.raw`"we\u0430ther"`],
  ['files  ?\n┃', String.raw`"files··?\u000a\u2503"`],
  ['e\u0301日', String.raw`"e\u0301\u65e5"`],
  ['a"b\\', String.raw`"a\"b\\"`],
  ['😀', String.raw`"\u{1f600}"`],
])('the name %j is shown as %s', (name, shown) => {
  expect(visibleName(name)).toBe(shown);
});
