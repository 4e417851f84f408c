import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { widthOf } from '../../../src/markdown/layout/width.ts';
import { contentRows, leftOutRow, ownRows, type ApprovalRow } from '../../../src/terminal/approval/approval-rows.ts';
import { inputLines } from '../../../src/terminal/approval/input-lines.ts';
import { hostileInput } from '../../helpers/hostile-inputs.ts';
import { readInput, readLines } from '../../helpers/read-approval.ts';

const textOf = (row: ApprovalRow) => row.map(({ text }) => text).join('');
const rowsOf = (input: unknown, width: number, title = 'Run x?') =>
  contentRows(title, inputLines(input)!, { width, widthOf });
const shown = (input: unknown, width: number) =>
  rowsOf(input, width)
    .map(({ row }) => textOf(row))
    .slice(1);

describe('the rows of a call', () => {
  test('have a title, keys, and texts behind a bar of their own', () => {
    expect(
      rowsOf({ path: 'a', text: 'b\n\n' }, 40, 'Run write_file from server files?').map(({ row }) => textOf(row)),
    ).toEqual(['┃ Run write_file from server files?', '┃   path: a', '┃   text (2 lines):', '┃   │ b', '┃   │ ']);
  });

  test('have tones: for the bar, the title, keys, values, and for what stands for something else', () => {
    expect(rowsOf({ a: 'x  y' }, 40).map(({ row }) => row)).toEqual([
      [
        { text: '┃', tone: 'bar' },
        { text: ' ', tone: 'hint' },
        { text: 'Run x?', tone: 'title' },
      ],
      [
        { text: '┃', tone: 'bar' },
        { text: '   ', tone: 'hint' },
        { text: 'a: ', tone: 'key' },
        { text: 'x', tone: 'text' },
        { text: '··', tone: 'mark' },
        { text: 'y', tone: 'text' },
      ],
    ]);
  });

  test('are wrapped between words, and say so', () => {
    expect(shown({ a: 'one two three four five six seven' }, 26)).toEqual([
      '┃   a: one two three·',
      '┃↳    four five six·',
      '┃↳    seven',
    ]);
  });

  test('are wrapped in long words', () => {
    expect(shown({ a: 'x'.repeat(30) }, 26)).toEqual([`┃   a: ${'x'.repeat(14)}`, `┃↳    ${'x'.repeat(16)}`]);
    expect(shown({ a: `${'x'.repeat(14)} y` }, 26)).toEqual([`┃   a: ${'x'.repeat(14)}`, '┃↳    ·y']);
    expect(shown({ a: `x ${'y'.repeat(30)}` }, 26)).toEqual([
      `┃   a: x ${'y'.repeat(12)}`,
      `┃↳    ${'y'.repeat(17)}`,
      '┃↳    y',
    ]);
  });

  test('are wrapped in texts, keys and titles', () => {
    expect(shown({ a: `${'x'.repeat(20)}\n` }, 24)).toEqual([
      '┃   a (1 line):',
      `┃   │ ${'x'.repeat(15)}`,
      `┃↳  │ ${'x'.repeat(5)}`,
    ]);
    expect(shown({ ['k'.repeat(20)]: 1 }, 26)).toEqual([`┃   ${'k'.repeat(17)}`, '┃↳    kkk: 1']);
    expect(rowsOf({}, 24, 'Run a from a rather long name?').map(({ row }) => textOf(row))).toEqual([
      '┃ Run a from a·',
      '┃↳rather long name?',
      '┃   (no input)',
    ]);
  });

  test('do not break marks, escapes and accents', () => {
    expect(shown({ a: `${'x'.repeat(12)}\u202ey` }, 26)).toEqual([
      `┃   a: ${'x'.repeat(12)}`,
      String.raw`┃↳    \u202ey`,
    ]);
    expect(shown({ a: `${'x'.repeat(12)}${' '.repeat(50)}y` }, 26)).toEqual([
      `┃   a: ${'x'.repeat(12)}`,
      '┃↳    ·(×50)y',
    ]);
    expect(shown({ a: `${'я'.repeat(14)}й\u0306\u0306` }, 26)[1]).toBe('┃↳    й\u0306\u0306');
  });

  test('count rather too many columns than too few', () => {
    expect(shown({ a: '日'.repeat(8) }, 26)).toEqual(['┃   a: 日日日日日日日', '┃↳    日']);
    expect(shown({ a: '→'.repeat(8) }, 26)).toEqual(['┃   a: →→→→→→→', '┃↳    →']);
    expect(shown({ a: 'é'.repeat(15) }, 26)).toEqual([`┃   a: ${'é'.repeat(14)}`, '┃↳    é']);
    expect(shown({ a: 'ไม่'.repeat(8) }, 26)[0]).toBe(`┃   a: ${'ไม่'.repeat(7)}`);
    expect(shown({ a: 'का'.repeat(8) }, 26)[0]).toBe(`┃   a: ${'का'.repeat(7)}`);
    expect(shown({ a: '~'.repeat(15) }, 26)).toEqual([`┃   a: ${'~'.repeat(14)}`, '┃↳    ~']);
  });

  test('know which part of the content they show, also where they are empty', () => {
    expect(rowsOf({ a: 'one two three four five\n\n' }, 24).map(({ start, end }) => [start, end])).toEqual([
      [0, 7],
      [7, 20],
      [20, 34],
      [34, 44],
      [44, 45],
    ]);
  });
});

test('the rows say what the input is, whatever it is, at any width, and none is too wide', () => {
  fc.assert(
    fc.property(hostileInput, fc.integer({ min: 20, max: 200 }), (input, width) => {
      const rows = rowsOf(input, width);
      const texts = rows.map(({ row }) => textOf(row));
      for (const text of texts) {
        expect(text).toMatch(/^┃[ ↳]/);
        expect(text).not.toMatch(/^┃↳? * $/);
        if (widthOf(text) > width - 2) throw new Error(`too wide: ${text}`);
      }
      const [title, ...lines] = readLines(texts);
      expect(title).toEqual({ kind: 'title', text: 'Run x?' });
      expect(JSON.stringify(readInput(lines))).toBe(JSON.stringify(input));
      // Every row shows a part, and together they show all.
      expect(rows.map(({ start }) => start)).toEqual([0, ...rows.slice(0, -1).map(({ end }) => end)]);
      expect(rows.every(({ start, end }) => end > start)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('own words are wrapped without a sign', () => {
  expect(ownRows('Press y or n, and nothing else.', 'hint', { width: 24 }).map(textOf)).toEqual([
    '┃ Press y or n, and',
    '┃ nothing else.',
  ]);
  expect(ownRows('a\nb', 'error', { width: 24 })).toEqual(
    ['a', 'b'].map((text) => [
      { text: '┃', tone: 'bar' },
      { text: ' ', tone: 'hint' },
      { text, tone: 'error' },
    ]),
  );
});

test('rows that are left out take one', () => {
  expect(leftOutRow('3 rows left out', { width: 40 })).toEqual([
    { text: '┃', tone: 'bar' },
    { text: '…', tone: 'hint' },
    { text: ' 3 rows left out', tone: 'hint' },
  ]);
  expect(textOf(leftOutRow('rows 1 to 10 of 20', { width: 20 }))).toBe('┃… rows 1 to 10…');
  expect(textOf(leftOutRow('rows', { width: 1 }))).toBe('┃……');
});
