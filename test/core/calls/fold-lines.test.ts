import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amountOf, foldLines, UNLIMITED } from '../../../src/core/calls/fold-lines.ts';
import { roughWidth } from '../../../src/core/text/rough-width.ts';

const fold = (lines: string[], rows = 3, columns = 5) => foldLines(lines, { rows, columns });

describe('folded lines', () => {
  test.each<[string[], string[], string | undefined]>([
    [[], [], undefined],
    [['a', '', 'c'], ['a', '', 'c'], undefined],
    [['a', 'b', 'c', 'd'], ['a', 'b', 'c', 'd'], undefined],
    [['a', 'b', 'c', 'd', 'e'], ['a', 'b', 'c'], '2 more lines'],
    [['abcdefghij'], ['abcde', 'fghij'], undefined],
    [['a'.repeat(20)], ['aaaaa', 'aaaaa', 'aaaaa', 'aaaaa'], undefined],
    [['a'.repeat(21)], ['aaaaa', 'aaaaa', 'aaaaa'], '6 more characters'],
    [['a', 'b', 'c'.repeat(11), 'd'], ['a', 'b', 'ccccc'], '1 more line'],
    [['ab cdefg'], ['ab ', 'cdefg'], undefined],
    [['a bcdefg'], ['a bcd', 'efg'], undefined],
    [['abcde fg'], ['abcde', ' fg'], undefined],
    [['日本語日本語'], ['日本', '語日', '本語'], undefined],
  ])('of %j are %j, without %s', (lines, rows, hidden) => {
    expect(fold(lines)).toEqual({ rows, hidden });
  });

  test('are whole where there is room', () => {
    const lines = Array.from({ length: 1000 }, (_, n) => 'x'.repeat(n));
    expect(foldLines(lines, UNLIMITED)).toEqual({ rows: lines, hidden: undefined });
  });

  test('give a row to a character that is wider than it', () => {
    expect(fold(['日日日'], 9, 1)).toEqual({ rows: ['日', '日', '日'], hidden: undefined });
  });

  test('show the beginning and count the rest, whatever the lines are', () => {
    const line = fc.string({ unit: 'grapheme', maxLength: 40 });
    fc.assert(
      fc.property(
        fc.array(line),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 20, max: 30 }),
        (lines, rows, columns) => {
          const folded = foldLines(lines, { rows, columns });
          expect(lines.join('').startsWith(folded.rows.join(''))).toBe(true);
          expect(folded.rows.length).toBeLessThanOrEqual(rows + (folded.hidden === undefined ? 1 : 0));
          expect(folded.rows.every((row) => roughWidth(row) <= columns || row.length > 1)).toBe(true);
          expect(folded.hidden === undefined).toBe(
            folded.rows.join('') === lines.join('') && folded.rows.length >= lines.length,
          );
        },
      ),
    );
  });
});

test.each([
  [0, '0 lines'],
  [1, '1 line'],
  [1234, '1,234 lines'],
])('%d is the amount %s', (n, amount) => {
  expect(amountOf(n, 'line')).toBe(amount);
});
