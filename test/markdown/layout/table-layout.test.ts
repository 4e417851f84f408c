import { describe, expect, it } from 'vitest';
import { layoutTable, type Alignment } from '../../../src/markdown/layout/table-layout.ts';
import { createStyles } from '../../../src/markdown/layout/theme-styles.ts';

const laidOut = (
  cells: readonly (readonly string[])[],
  width: number,
  alignments?: readonly Alignment[],
  color: 0 | 1 = 0,
) => {
  const [header, ...rows] = cells;
  const table = { header: header!, rows, alignments: alignments ?? header!.map((): Alignment => 'left') };
  return layoutTable(table, width, createStyles(color));
};

describe('a table', () => {
  it('is as wide as its cells where there is room', () => {
    expect(
      laidOut(
        [
          ['a', 'bcd'],
          ['ef', 'g'],
        ],
        8,
      ),
    ).toEqual(['a  │ bcd', '───┼────', 'ef │ g  ']);
  });

  it.each([
    ['left', 'a  '],
    ['right', '  a'],
    ['center', ' a '],
  ] as const)('aligns its cells: %s', (alignment, cell) => {
    expect(laidOut([['abc'], ['a']], 9, [alignment])).toEqual(['abc', '───', cell]);
  });

  it('puts what is left in the middle behind', () => {
    expect(laidOut([['abcd'], ['a']], 9, ['center'])[2]).toBe(' a  ');
  });

  it('wraps cells where there is none', () => {
    expect(
      laidOut(
        [
          ['one two', 'x'],
          ['a', 'y'],
        ],
        9,
      ),
    ).toEqual(['one   │ x', 'two   │  ', '──────┼──', 'a     │ y']);
  });

  it('breaks the longest words first', () => {
    expect(laidOut([['abcdefgh', 'ijk']], 11)).toEqual(['abcde │ ijk', 'fgh   │    ', '──────┼────']);
  });

  it('gives what is left to the columns that lack most', () => {
    const rows = laidOut([['aa aa aa aa', 'bb bb bb', 'c']], 20);
    expect(rows[0]!.split('│').map((cell) => cell.length)).toEqual([9, 7, 2]);
  });

  it('becomes records where its columns would be too narrow', () => {
    expect(
      laidOut(
        [
          ['abc', 'def'],
          ['1', '2 3'],
          ['4', ''],
        ],
        8,
      ),
    ).toEqual(['abc: 1', 'def: 2 3', '────────', 'abc: 4', 'def:']);
    expect(laidOut([['abc', 'def']], 8)).toEqual(['abc, def']);
    expect(
      laidOut(
        [
          ['abc', ''],
          ['1', '222'],
        ],
        8,
      ),
    ).toEqual(['abc: 1', '222']);
  });

  it('stays a table as long as each column has three columns', () => {
    expect(laidOut([['abcd', 'efgh']], 9)).toEqual(['abc │ efg', 'd   │ h  ', '────┼────']);
    expect(laidOut([['abcd', 'efgh']], 8)).toEqual(['abcd,', 'efgh']);
  });

  it('has a line of eight columns between records in any wider window', () => {
    const rows = laidOut(
      [
        ['abc', 'def', 'ghi', 'jkl'],
        ['1', '', '', ''],
        ['2', '', '', ''],
      ],
      12,
    );
    expect(rows[4]).toBe('────────');
  });

  it('has a line as wide as the window between records, up to eight columns', () => {
    expect(
      laidOut(
        [
          ['a', 'b'],
          ['1', '2'],
          ['3', '4'],
        ],
        4,
      ),
    ).toEqual(['a: 1', 'b: 2', '────', 'a: 3', 'b: 4']);
  });

  it('counts the lines of a cell apart, and wide characters twice', () => {
    expect(
      laidOut(
        [
          ['a\nbcd', '日本'],
          ['e', 'f'],
        ],
        20,
      ),
    ).toEqual(['a   │ 日本', 'bcd │     ', '────┼─────', 'e   │ f   ']);
  });

  it('has a bold header and dim lines', () => {
    expect(
      laidOut(
        [
          ['a', 'b'],
          ['c', 'd'],
        ],
        20,
        undefined,
        1,
      ),
    ).toEqual([
      '\u001b[1ma\u001b[0m\u001b[2m │ \u001b[22m\u001b[1mb\u001b[0m',
      '\u001b[2m──┼──\u001b[22m',
      'c\u001b[2m │ \u001b[22md',
    ]);
  });
});
