import { describe, expect, it } from 'vitest';
import { table, type Table } from '../../../src/markdown/blocks/table-block.ts';
import { lineFrom } from '../../../src/markdown/source-line.ts';
import { inQuote, layOut } from './lay-out.ts';

const made = (rows: string[][] = [], header = ['a', 'b']): Table => ({
  type: 'table',
  header,
  alignments: header.map(() => 'left'),
  rows,
});

describe('a table', () => {
  it.each([
    ['| a | b |', '|---|---|', ['a', 'b'], ['left', 'left']],
    ['a|b', ':-:|-:', ['a', 'b'], ['center', 'right']],
    ['|a', '|:-', ['a'], ['left']],
    [' a | b', ' - | :- ', ['a', 'b'], ['left', 'left']],
    ['| a \\| b |', '|-|', ['a | b'], ['left']],
    ['| `a\\|b` | c', '-|-', ['`a|b`', 'c'], ['left', 'left']],
    ['| | b |', '|-|-|', ['', 'b'], ['left', 'left']],
    ['a', '-:', ['a'], ['right']],
  ])('is made of %j above %j', (header, delimiters, cells, alignments) => {
    const open = { type: 'table', header: cells, alignments, rows: [] };
    expect(table.replaces(header, lineFrom(delimiters))).toEqual({ above: '', blocks: [], open });
  });

  it('has the last line of the paragraph as its header, and leaves the rest', () => {
    const replaced = table.replaces('one\ntwo\n|a|', lineFrom('|-|'));
    expect(replaced).toMatchObject({ above: 'one\ntwo', open: { header: ['a'] } });
  });

  it.each([
    ['|a|b|', '|-|'],
    ['|a|', '|-|-|'],
    ['a', '-'],
    ['|a|', '|-|x'],
    ['|a|', '|--a|'],
    ['|a|', '|:::|'],
    ['|a|', '||'],
    ['|a|', 'x|-|'],
  ])('is not made of %j above %j', (header, delimiters) => {
    expect(table.replaces(header, lineFrom(delimiters))).toBeUndefined();
  });

  it.each([
    ['| 1 | 2 |', ['1', '2']],
    ['1', ['1', '']],
    ['1 | 2 | 3 | 4', ['1', '2 | 3 | 4']],
    ['  | 1 |', ['1', '']],
    ['', ['', '']],
  ])('takes %j as a row', (text, cells) => {
    const leaf = made([['0', '0']]);
    expect(table.continues(leaf, lineFrom(text))).toEqual({ blocks: [], open: made([['0', '0'], cells]) });
  });

  it.each(['    | 1 |', '- | 1 |', '2) | 1 |'])('ends before %j', (text) => {
    expect(table.continues(made(), lineFrom(text))).toBeUndefined();
  });

  it('is given whole, once it ends', () => {
    const leaf = made([['1', '2']]);
    expect(table.closes(leaf)).toEqual({ blocks: [leaf] });
  });

  it('has the last rows alone in a copy, which does not share them', () => {
    const leaf = made([['1'], ['2'], ['3']]);
    const copy = table.fork(leaf, 2);
    expect(copy).toEqual(made([['2'], ['3']]));
    table.continues(copy, lineFrom('4'));
    expect(leaf.rows).toHaveLength(3);
  });

  it.each([
    ['| a | b |', '|-|-|'],
    ['text\n| a', '|-|'],
    ['|', undefined],
    ['a | b', undefined],
    ['| a\ntext', undefined],
    [' | a', undefined],
  ])('is assumed to begin behind %j with %j', (text, line) => {
    expect(table.assumes(text)).toBe(line);
  });

  it('is laid out with inline markup in its cells', () => {
    const block = { ...made([['**1**', '`2`']]), alignments: ['left', 'right'] } as const;
    expect(layOut([{ ...block, rows: [...block.rows] }], { containers: inQuote })).toEqual([
      '│ a │ b',
      '│ ──┼──',
      '│ 1 │ 2',
    ]);
  });

  it.each([
    [made(), made([], ['a', 'b'])],
    [made([], ['**a', '']), made([], ['**a**', ''])],
    [made([], ['**a', '**b']), made([], ['**a', '**b**'])],
    [
      made([
        ['*1', ''],
        ['`2', ''],
      ]),
      made([
        ['*1', ''],
        ['`2`', ''],
      ]),
    ],
  ])('%#: has its last cell repaired', (block, repaired) => {
    expect(table.repair(block, false)).toEqual(repaired);
  });

  it('hides half a marker in its last cell while that is typed', () => {
    expect(table.repair(made([['1', '2 **']]), true)).toEqual(made([['1', '2']]));
  });
});

describe('a table that goes on and on', () => {
  it('is given in parts, each with its header, so that what is held stays bounded', () => {
    const held: number[] = [];
    const parts: unknown[] = [];
    let open = made();
    for (let row = 1; row <= 25_000; row++) {
      const continued = table.continues(open, lineFrom(`| ${row} | x |`))!;
      parts.push(...continued.blocks);
      ({ open } = continued);
      held.push(open.rows.length);
    }
    expect(Math.max(...held)).toBe(10_000);
    const all = [...(parts as Table[]), ...table.closes(open).blocks];
    expect(all.map(({ header, rows }) => [header, rows.length])).toEqual([
      [['a', 'b'], 10_000],
      [['a', 'b'], 10_000],
      [['a', 'b'], 5_000],
    ]);
    expect(all.flatMap(({ rows }) => rows.map(([first]) => Number(first)))).toEqual(held.map((_, index) => index + 1));
  });
});
