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

  it('has a thin rule between its rows where one of them wraps, below the header none', () => {
    expect(laidOut([['a b c'], ['d'], ['e f g'], ['h']], 3)).toEqual([
      'a b',
      'c  ',
      '───',
      'd  ',
      '╌╌╌',
      'e f',
      'g  ',
      '╌╌╌',
      'h  ',
    ]);
    expect(laidOut([['a b c'], ['d'], ['e']], 3)).toEqual(['a b', 'c  ', '───', 'd  ', 'e  ']);
  });

  it('breaks only words of more than 24 columns, the widest first', () => {
    const word = (length: number) => 'abcdefghijklmnopqrstuvwxyz'.slice(0, length);
    expect(laidOut([[word(26), word(25)]], 53)[0]).toBe(`${word(25)} │ ${word(25)}`);
    expect(laidOut([[word(26), word(25)]], 51)[0]).toBe(`${word(24)} │ ${word(24)}`);
    expect(laidOut([[word(26), word(25)]], 50)).toEqual([`${word(26)},`, word(25)]);
    expect(laidOut([[word(24), 'a']], 27)).toEqual([`${word(24)}, a`]);
  });

  it('indents the rows that continue a cell of a record', () => {
    const cells = [
      ['explanation', 'b', 'c'],
      ['wrong usage', 'y', 'unreadable'],
    ];
    expect(laidOut(cells, 20)).toEqual(['explanation: wrong', '  usage', 'b: y', 'c: unreadable']);
  });

  it('never breaks a URL, but becomes records', () => {
    const url = 'https://example.com/a/long/path';
    expect(
      laidOut(
        [
          ['a', 'b'],
          ['1', url],
        ],
        url.length + 4,
      )[2],
    ).toBe(`1 │ ${url}`);
    expect(
      laidOut(
        [
          ['a', 'b'],
          ['1', url],
        ],
        url.length + 3,
      ),
    ).toEqual(['a: 1', `b: ${url}`]);
    expect(
      laidOut(
        [
          ['a', 'b'],
          ['1', url],
        ],
        10,
      ),
    ).toEqual(['a: 1', 'b:', `  ${url}`]);
  });

  it('breaks text without blanks anywhere', () => {
    expect(
      laidOut(
        [
          ['a', 'b'],
          ['1', '日本語日本語'],
        ],
        8,
      ),
    ).toEqual(['a │ b   ', '──┼─────', '1 │ 日本', '  │ 語日', '  │ 本語']);
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

  it('stays a table as long as each column has room for its longest word', () => {
    expect(laidOut([['abcd', 'efgh ij']], 11)).toEqual(['abcd │ efgh', '     │ ij  ', '─────┼─────']);
    expect(laidOut([['abcd', 'efgh ij']], 10)).toEqual(['abcd, efgh', 'ij']);
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
