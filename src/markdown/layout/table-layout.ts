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
/** A narrower column is no help. */
const MIN_COLUMN = 3;

/** A table as rows of at most `width` columns, all equally wide: cells wrap, and where there is no room, rows become records. */
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
  return [
    ...rowsOf(table.header.map((cell) => styles.tableHeader(cell))),
    styles.tableLine(widths.map((columns) => '─'.repeat(columns)).join(CROSS)),
    ...table.rows.flatMap(rowsOf),
  ];
}

function align(text: string, width: number, alignment: Alignment): string {
  const room = Math.max(0, width - widthOf(plainText(text)));
  const left = alignment === 'right' ? room : alignment === 'center' ? Math.floor(room / 2) : 0;
  return ' '.repeat(left) + text + ' '.repeat(room - left);
}

/** What each column gets of the room; `undefined` where the narrowest are still too wide. */
function columnWidths({ header, rows }: TableCells, room: number): number[] | undefined {
  const texts = header.map((_, column) => plainText([header, ...rows].map((row) => row[column]!).join('\n')));
  const natural = texts.map((text) => Math.max(1, longest(text.split('\n'))));
  const total = sum(natural);
  if (total <= room) return natural;
  if (sum(natural.map((columns) => Math.min(columns, MIN_COLUMN))) > room) return undefined;
  const floor = texts.map((text, column) =>
    Math.min(natural[column]!, room, Math.max(MIN_COLUMN, longest(text.split(/\s/)))),
  );
  // Where not all the longest words fit, the widest columns break theirs.
  for (let over = sum(floor) - room; over > 0; over--) floor[floor.indexOf(Math.max(...floor))]!--;
  // What is left over the floor goes to the columns by what they lack.
  const spare = room - sum(floor);
  const lacking = natural.map((columns, column) => columns - floor[column]!);
  const widths = floor.map(
    (columns, column) => columns + Math.floor((spare * lacking[column]!) / Math.max(1, sum(lacking))),
  );
  let rest = room - sum(widths);
  for (let column = 0; rest > 0 && column < widths.length; column++) {
    const more = Math.min(rest, natural[column]! - widths[column]!);
    widths[column]! += more;
    rest -= more;
  }
  return widths;
}

/** One record for each row, a line for each cell behind its column's name. */
function records({ header, rows }: TableCells, width: number, styles: Styles): string[] {
  const record = (row: readonly string[]) =>
    row.flatMap((cell, column) => {
      const title = header[column] ?? '';
      const name = title === '' ? '' : `${styles.tableHeader(title)}: `;
      return wrapStyled(`${name}${cell}`, width);
    });
  const rule = styles.tableLine('─'.repeat(Math.min(width, 8)));
  if (rows.length === 0) return wrapStyled(header.map((cell) => styles.tableHeader(cell)).join(', '), width);
  return rows.flatMap((row, index) => [...(index === 0 ? [] : [rule]), ...record(row)]);
}

const longest = (texts: readonly string[]) => texts.reduce((most, text) => Math.max(most, widthOf(text)), 0);
const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0);
