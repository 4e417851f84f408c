import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakLine, longestWord } from '../../../src/markdown/layout/break-line.ts';
import { widthOf } from '../../../src/markdown/layout/width.ts';

const rows = (line: string, width: number) => breakLine(line, width).map(([start, end]) => line.slice(start, end));

const URL = 'https://example.com/a/long/path';

describe('breakLine', () => {
  it.each([
    [`see ${URL} for more`, ['see', URL, 'for more']],
    [`(${URL}).`, [`(${URL}).`]],
    [`www.example.com/a/long/path a`, ['www.example.com/a/long/path', 'a']],
    [`请看${URL}，谢谢大家`, ['请看', `${URL}，`, '谢谢大家']],
    [`${URL}/日本語/日本語`, [`${URL}/日本語/日本語`]],
    [`a/${'b'.repeat(16)}`, ['a/bbbbbbbb', 'bbbbbbbb']],
    ['http:// a', ['http:// a']],
  ])('never breaks a URL: %j', (line, expected) => {
    expect(rows(line, 10)).toEqual(expected);
  });

  it('loses nothing but blanks, and fills no row beyond its width', () => {
    const unit = fc.constantFrom('a', 'b', ' ', ' ', '日', '。', '🙂', 'e\u0301', 'ที่');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 80 }), fc.integer({ min: 2, max: 20 }), (line, width) => {
        const broken = rows(line, width);
        expect(broken.join('').replaceAll(' ', '')).toBe(line.replaceAll(' ', ''));
        for (const row of broken) expect(widthOf(row)).toBeLessThanOrEqual(width);
        for (const row of broken) expect(row).not.toMatch(/^ | $/);
      }),
    );
  });
});

it.each([
  [['one three', 'a'], 5, 0],
  [['日本語 a'], 2, 0],
  [[`a ${URL}`], URL.length, URL.length],
  [['abcdef', 'www.a'], 6, 5],
  [[''], 0, 0],
])('the longest word of %j has %i columns, the longest that is whole %i', (lines, width, wholeWidth) => {
  expect(longestWord(lines)).toEqual({ width, wholeWidth });
});
