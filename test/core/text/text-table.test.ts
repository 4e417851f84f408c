import { describe, expect, test } from 'vitest';
import { formatTable, type Column } from '../../../src/core/text/text-table.ts';

interface Moon {
  readonly name: string;
  readonly planet: string;
  readonly days: number;
}
const MOONS: readonly Moon[] = [
  { name: 'Phobos', planet: 'Mars', days: 0.3 },
  { name: '月', planet: 'Earth', days: 27 },
];
const NAME: Column<Moon> = { head: 'NAME', cell: ({ name }) => name };
const PLANET: Column<Moon> = { head: 'PLANET', cell: ({ planet }) => planet };
const DAYS: Column<Moon> = { head: 'DAYS', cell: ({ days }) => String(days), align: 'right' };
const rows = (...table: Parameters<typeof formatTable<Moon>>) => formatTable(...table).split('\n');

describe('a table', () => {
  test('has a heading, and cells as wide as the widest of their column', () => {
    expect(rows([NAME, DAYS, PLANET], MOONS)).toEqual([
      'NAME    DAYS  PLANET',
      'Phobos   0.3  Mars',
      '月        27  Earth',
      '',
    ]);
  });

  test('of nothing is its heading', () => {
    expect(formatTable([NAME, DAYS], [])).toBe('NAME  DAYS\n');
  });

  test('can be indented', () => {
    expect(rows([NAME], MOONS, { indent: '  ' })).toEqual(['  NAME', '  Phobos', '  月', '']);
  });

  test('is measured by the given width', () => {
    expect(rows([NAME, DAYS], MOONS, { widthOf: ({ length }) => length })[2]).toBe('月         27');
  });
});

describe('in a window', () => {
  test('a line without room is truncated, and the last column stays free', () => {
    expect(rows([NAME, PLANET], MOONS, { columns: 15 })).toEqual([
      'NAME    PLANET',
      'Phobos  Mars',
      '月      Earth',
      '',
    ]);
    expect(rows([NAME, PLANET], MOONS, { columns: 14 })).toEqual([
      'NAME    PLAN…',
      'Phobos  Mars',
      '月      Earth',
      '',
    ]);
    expect(rows([NAME, PLANET], MOONS, { columns: 0 })).toEqual(['…', '…', '…', '']);
  });

  test('one column shrinks, to a column at least', () => {
    const columns = [{ ...NAME, shrinks: true }, DAYS];
    expect(rows(columns, MOONS, { columns: 13 })[1]).toBe('Phobos   0.3');
    expect(rows(columns, MOONS, { columns: 12 })).toEqual(['NAME   DAYS', 'Phob…   0.3', '月       27', '']);
    expect(rows(columns, MOONS, { columns: 12, indent: ' ' })[1]).toBe(' Pho…   0.3');
    expect(rows(columns, MOONS, { columns: 8 })[1]).toBe('…   0.3');
    expect(rows(columns, MOONS, { columns: 7 })[1]).toBe('…   0…');
  });

  test('columns are dropped while the shrinking one has less room than each is worth, the least useful first', () => {
    const columns = [
      { ...PLANET, dropBelow: 4 },
      { ...NAME, shrinks: true },
      { ...DAYS, dropBelow: 6 },
    ];
    const heads = (columnCount: number) => rows(columns, MOONS, { columns: columnCount })[0];
    expect(heads(21)).toBe('PLANET  NAME    DAYS');
    expect(heads(20)).toBe('PLANET  NAME');
    expect(heads(13)).toBe('PLANET  NAME');
    expect(heads(12)).toBe('NAME');
    expect(heads(4)).toBe('NA…');
  });

  test('a shrinking column that is narrow has enough room', () => {
    const columns = [
      { ...NAME, shrinks: true },
      { ...DAYS, dropBelow: 20 },
    ];
    expect(rows(columns, MOONS, { columns: 13 })[0]).toBe('NAME    DAYS');
    expect(rows(columns, MOONS, { columns: 12 })[0]).toBe('NAME');
  });

  test('nothing is dropped for a table in which no column shrinks', () => {
    expect(rows([{ ...PLANET, dropBelow: 99 }, NAME], MOONS, { columns: 20 })[0]).toBe('PLANET  NAME');
  });
});
