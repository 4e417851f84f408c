import { graphemes } from '../text/graphemes.ts';
import { count } from '../text/numbers.ts';
import { roughWidth } from '../text/rough-width.ts';
import { prefix } from '../text/truncate.ts';

/** The room for a text: how many rows it may take, and how wide each is. */
export interface Room {
  readonly rows: number;
  readonly columns: number;
}

export const UNLIMITED: Room = { rows: Number.POSITIVE_INFINITY, columns: Number.POSITIVE_INFINITY };

export interface Folded {
  readonly rows: readonly string[];
  /** What is left out, such as `117 more lines`; `undefined`: nothing. */
  readonly hidden: string | undefined;
}

/** Lays out lines in the room there is. A single row is not left out: the remark that it is would take its place. */
export function foldLines(lines: readonly string[], { rows, columns }: Room): Folded {
  const all = layOut(lines, { rows: rows + 1, columns });
  return all.hidden === undefined ? all : layOut(lines, { rows, columns });
}

function layOut(lines: readonly string[], room: Room): Folded {
  const rows: string[] = [];
  for (const [index, line] of lines.entries()) {
    let at = 0;
    do {
      if (rows.length >= room.rows) return { rows, hidden: leftOut(lines, index, at) };
      const row = firstRow(at === 0 ? line : line.slice(at), room.columns);
      rows.push(row);
      at += row.length;
    } while (at < line.length);
  }
  return { rows, hidden: undefined };
}

/** Ends between words, if that fills half of the row. A character that is wider than a row has one of its own. */
function firstRow(text: string, columns: number): string {
  if (roughWidth(text) <= columns) return text;
  const full = prefix(text, columns, roughWidth) || (graphemes(text).next().value ?? '');
  if (/^\s/.test(text.slice(full.length))) return full;
  const words = full.slice(0, full.lastIndexOf(' ') + 1);
  return words.length * 2 >= full.length && words.trim() !== '' ? words : full;
}

/** What is left of a line that was cut is told only if nothing else is left out. */
function leftOut(lines: readonly string[], index: number, at: number): string {
  const whole = lines.length - index - (at === 0 ? 0 : 1);
  return whole > 0 ? amountOf(whole, 'more line') : amountOf(lines[index]!.length - at, 'more character');
}

/** `1 line`, `1,234 lines`. */
export const amountOf = (n: number, what: string): string => `${count(n)} ${what}${n === 1 ? '' : 's'}`;
