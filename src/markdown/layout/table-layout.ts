import { longestWord } from './break-line.ts';
import { plainText } from './styled.ts';
import { widthOf } from './width.ts';
import type { Styles } from './theme-styles.ts';
import { wrapStyled } from './wrap.ts';

export type Alignment = 'left' | 'right' | 'center';

/** The texts of a table: Markdown in its block, styled where it is laid out. */
export interface TableCells {
  readonly header: readonly string[];
  readonly alignments: readonly Alignment[];
  readonly rows: readonly (readonly string[])[];
}

const GAP = ' │ ';
const CROSS = '─┼─';
const THIN_CROSS = '╌┼╌';
/** The columns of a word that is too long to insist on. */
const LONG_WORD = 24;

/**
 * A table as rows of at most `width` columns. Cells wrap, and then a thin rule stands between the rows. Where a column would
 * be narrower than its longest word, the rows become records: a word of more than `LONG_WORD` columns may be broken
 * instead, but a URL may not.
 */
export function layoutTable(table: TableCells, width: number, styles: Styles): string[] {
  const widths = columnWidths(table, width - GAP.length * (table.header.length - 1));
  if (widths === undefined) return records(table, width, styles);
  const rowsOf = (cells: readonly string[]) => {
    const wrapped = cells.map((cell, column) => wrapStyled(cell, widths[column]));
    const height = Math.max(...wrapped.map((rows) => rows.length));
    const line = (row: number) =>
      wrapped.map((rows, column) => align(rows[row] ?? '', widths[column]!, table.alignments[column]!));
    return Array.from({ length: height }, (_, row) => line(row).join(styles.tableLine(GAP)));
  };
  const rule = (dash: string, cross: string) => [
    styles.tableLine(widths.map((columns) => dash.repeat(columns)).join(cross)),
  ];
  const header = rowsOf(table.header.map((cell) => styles.tableHeader(cell)));
  const rows = table.rows.map(rowsOf);
  const between = rows.some(({ length }) => length > 1) ? rule('╌', THIN_CROSS) : [];
  return [...header, ...rule('─', CROSS), ...rows.flatMap((row, index) => (index === 0 ? row : between.concat(row)))];
}

function align(text: string, width: number, alignment: Alignment): string {
  const room = Math.max(0, width - widthOf(plainText(text)));
  const left = alignment === 'right' ? room : alignment === 'center' ? Math.floor(room / 2) : 0;
  return ' '.repeat(left) + text + ' '.repeat(room - left);
}

/** What each column gets of the room; `undefined` where there is too little for their words. */
function columnWidths({ header, rows }: TableCells, room: number): number[] | undefined {
  const texts = header.map((_, column) => [header, ...rows].flatMap((row) => plainText(row[column]!).split('\n')));
  const natural = texts.map((lines) => Math.max(1, most(lines.map(widthOf))));
  if (sum(natural) <= room) return natural;
  const words = texts.map((lines) => longestWord(lines));
  const widths = words.map(({ width }) => Math.max(1, Math.min(width, room)));
  const least = words.map(({ width, wholeWidth }) => Math.max(1, wholeWidth, Math.min(width, LONG_WORD)));
  if (sum(least) > room) return undefined;
  for (let over = sum(widths) - room; over > 0; over--) {
    const spare = widths.map((columns, column) => (columns > least[column]! ? columns : 0));
    widths[spare.indexOf(most(spare))]!--;
  }
  // What is left goes to the columns by what they lack.
  const left = room - sum(widths);
  const lacking = natural.map((columns, column) => columns - widths[column]!);
  const shares = lacking.map((columns) => Math.floor((left * columns) / Math.max(1, sum(lacking))));
  let rest = left - sum(shares);
  return widths.map((columns, column) => {
    const more = Math.min(rest, lacking[column]! - shares[column]!);
    rest -= more;
    return columns + shares[column]! + more;
  });
}

const HANG = '  ';

/** One record for each row, a line for each cell behind its column's name. */
function records({ header, rows }: TableCells, width: number, styles: Styles): string[] {
  const record = (row: readonly string[]) =>
    row.flatMap((cell, column) => {
      const title = header[column] ?? '';
      const name = title === '' ? '' : `${styles.tableHeader(title)}: `;
      return hanging(`${name}${cell}`, width);
    });
  const rule = styles.tableLine('─'.repeat(Math.min(width, 8)));
  if (rows.length === 0) return wrapStyled(header.map((cell) => styles.tableHeader(cell)).join(', '), width);
  return rows.flatMap((row, index) => [...(index === 0 ? [] : [rule]), ...record(row)]);
}

/** The rows of a text, those after the first indented: what begins at the left is another cell. */
function hanging(text: string, width: number): string[] {
  const rows = wrapStyled(text, width);
  if (rows.length === 1 || width <= 2 * HANG.length) return rows;
  const [first = '', ...rest] = wrapStyled(text, width - HANG.length);
  return [first, ...rest.map((row) => (row === '' ? '' : HANG + row))];
}

const most = (numbers: readonly number[]) => numbers.reduce((max, n) => Math.max(max, n), 0);
const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0);
