import { roughWidth, type WidthOf } from './rough-width.ts';
import { truncate } from './truncate.ts';

export interface Column<Item> {
  readonly head: string;
  readonly cell: (item: Item) => string;
  readonly align?: 'right';
  /** Truncates its cells in a narrow window. At most one column shrinks. */
  readonly shrinks?: boolean;
  /** Leaves the column out if less than this is left for the one that shrinks. The largest number goes first. */
  readonly dropBelow?: number;
}

export interface TableOptions {
  /** The width of the window. Without one the table is as wide as it needs to be. */
  readonly columns?: number | undefined;
  readonly widthOf?: WidthOf;
  readonly indent?: string;
}

const GAP = '  ';

/** A heading, and a line for each item. */
export function formatTable<Item>(
  all: readonly Column<Item>[],
  items: readonly Item[],
  options: TableOptions = {},
): string {
  const { columns = Number.POSITIVE_INFINITY, widthOf = roughWidth, indent = '' } = options;
  // The last column of the window stays free: some terminals show a blank row after a full one.
  const room = Math.max(1, columns - 1);
  const measured = all.map(({ cell, ...column }) => {
    const cells = [column.head, ...items.map(cell)];
    return { ...column, cells, width: cells.reduce((max, text) => Math.max(max, widthOf(text)), 0) };
  });

  const shrinking = measured.find(({ shrinks }) => shrinks);
  let shown = measured;
  const roomLeft = () =>
    shown.reduce(
      (left, column) => (column === shrinking ? left : left - column.width - GAP.length),
      room - indent.length,
    );
  for (const column of measured.toSorted((a, b) => (b.dropBelow ?? 0) - (a.dropBelow ?? 0))) {
    if (shrinking === undefined || roomLeft() >= Math.min(column.dropBelow ?? -Infinity, shrinking.width)) break;
    shown = shown.filter((other) => other !== column);
  }
  if (shrinking !== undefined) shrinking.width = Math.min(shrinking.width, Math.max(1, roomLeft()));

  const padded = shown.map(({ cells, width, align }) =>
    cells.map((cell) => {
      const text = truncate(cell, width, widthOf);
      const blanks = ' '.repeat(width - widthOf(text));
      return align === 'right' ? blanks + text : text + blanks;
    }),
  );
  const line = (_: unknown, row: number) => (indent + padded.map((cells) => cells[row]).join(GAP)).trimEnd();
  const lines = Array.from({ length: items.length + 1 }, line);
  return lines.map((text) => `${truncate(text, room, widthOf)}\n`).join('');
}
