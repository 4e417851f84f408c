/** Rows on a terminal: those that are final scroll away for good, the live ones below them are painted over in place. */
export interface Painter {
  /**
   * What to write for one frame: `commit`, rows that are final now, and `live`, the rows to show below them.
   * Of the live rows only the last ones are shown, so few that none can ever scroll off. With a `cursor`, which is counted
   * in the live rows that are shown, it is left there until the next frame; without, at the start of the first of them,
   * where a resized window cannot harm.
   */
  frame(commit: readonly string[], live: readonly string[], cursor?: Place): string;
  /** What to write when the window has a new size: the live rows are taken away, wherever the terminal has put them. */
  resize(size: Size): string;
  /** What to write to take the live rows away; the next frame shows them again. */
  clear(): string;
  /** What to write to leave the live rows for good: the cursor goes to the start of a row of its own. */
  leave(): string;
  /** How many live rows can be shown. */
  readonly liveRows: number;
}

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** A row counted from the first, and a column from the left edge. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

export interface PainterOptions {
  readonly size: Size;
  /** The columns of a row, styles not counted. */
  readonly widthOf: (row: string) => number;
  /** Whether the terminal can hold back what it shows until a frame is whole. */
  readonly synchronized: boolean;
  /** Whether a row that was wrapped stays joined to the next one until it is erased, whatever is written over it. */
  readonly keepsWraps?: boolean;
  /**
   * A terminal that gets narrower wraps its rows anew, but may tell of it so much later: what was painted meanwhile was
   * not wrapped. Infinity: the terminal never wraps them anew. Matters only where a cursor was wanted.
   */
  readonly reflowLagMs?: number;
  /** Whether the live rows may take the whole screen, and not only as much of it as leaves what is above in sight. */
  readonly fillsScreen?: boolean;
  /** Whether the row in which the cursor stands is wrapped anew too. Some terminals, as xterm.js, cut it off. */
  readonly reflowsCursorRow?: boolean;
}

const MAX_LIVE_ROWS = 16;

/** While a window is dragged, sizes come faster than a terminal reflows its rows. */
export const RESIZE_SETTLES_MS = 50;

/**
 * Moves only from where the cursor is, never to a place by its number, and clears only behind a row's text or below
 * the last row: what scrolled off, and what was on the screen before, is never touched.
 *
 * A terminal whose window changes wraps its rows anew and tells of it later: any number of frames may reach it that were
 * made for another size. So nothing in a frame depends on the size. Between frames the cursor stands at the start of the
 * first live row, from where the next frame writes; a terminal that wraps its rows anew keeps it there, and one that gets
 * shorter cuts off what is below it. Live rows are cut off at the right edge, wherever that is, so that each takes one row
 * of the screen, and the way back up is known. Whatever the terminal made of the old ones is erased below the last one.
 *
 * - xterm.js misplaces its cursor by the rows that it adds below, but leaves all rows alone that it takes for the line of
 *   the cursor. So the live rows are joined as if they were wrapped.
 * - A new size can come between two pieces of a frame. The kernel cuts what is written at line feeds, so there is one only
 *   behind a final row, where the cursor is at the start of what is not final.
 *
 * Out of reach is what a terminal pushes into its scrollback by itself: live rows that it wraps into more than the screen
 * has, in a window that lost more than half of its width or height at once, or, in tmux, on a screen that is not full yet.
 * They stay there, and are shown again below. No row is lost.
 *
 * Where a cursor is wanted, as in a prompt, it cannot wait at the first row. There the way up is reckoned from the sizes,
 * rather too short than too long.
 */
export function createPainter({
  size: initialSize,
  widthOf,
  synchronized,
  keepsWraps = false,
  fillsScreen = false,
  reflowLagMs = 0,
  reflowsCursorRow = false,
}: PainterOptions): Painter {
  let size = initialSize;
  /** The live rows on the screen; an empty one where there are none, for the cursor to stand in. */
  let shown: readonly string[] = [''];
  /** Where the cursor stands in them. */
  let at: Place = TOP;
  let paintedAt = Number.NEGATIVE_INFINITY;

  const wantedRows = () => (fillsScreen ? size.rows : Math.min(MAX_LIVE_ROWS, Math.max(3, Math.floor(size.rows / 2))));
  const liveRows = () => Math.max(1, Math.min(wantedRows(), size.rows - 1));
  const wrapped = (frame: string) => (synchronized ? `\u001b[?2026h${frame}\u001b[?2026l` : frame);
  /** Goes to the start of the first live row. */
  const toTop = () => `\r${up(at.row)}`;
  /**
   * Text first, then what is left of the old row behind it: no cell is blank in between. A row that is wide is wrapped by
   * the terminal. Where its text ends in the last column, some terminals would clear the last character, so what it comes
   * to stand on is erased before it.
   */
  const finalRow = (row: string) => (widthOf(row) < size.columns ? `${row}\u001b[K\r\n` : `${ERASE_BELOW}${row}\r\n`);
  const finalRows = (rows: readonly string[]) => (keepsWraps ? ERASE_BELOW : '') + rows.map(finalRow).join('');

  /** Behind its text a row is not wrapped, and the cursor stays with the last character. */
  const cursorColumn = () => Math.max(0, Math.min(at.column, widthOf(shown[at.row] ?? '') - 1));

  /**
   * `rowsOf`: how many rows of the screen a live row takes; `ofCursorRow`: how many that of the cursor takes above it.
   * Rather too few than too many, for those above are final.
   */
  function takeAway(rowsOf: (row: string) => number, ofCursorRow = 0): string {
    const above = shown.slice(0, at.row).reduce((sum, row) => sum + rowsOf(row), ofCursorRow);
    shown = [''];
    at = TOP;
    return wrapped(`\r${up(Math.min(above, size.rows - 1))}${ERASE_BELOW}`);
  }

  /** Paints over the rows that changed, from the first one and back to it. */
  function changedRows(rows: readonly string[], write: WriteRow): string {
    let frame = SAVE_CURSOR;
    let below = 0;
    for (const [index, row] of rows.entries()) {
      if (row === shown[index]) continue;
      frame += `\r${down(index - below)}${write(row, index, rows)}`;
      below = index;
    }
    return frame + RESTORE_CURSOR;
  }

  return {
    get liveRows() {
      return liveRows();
    },
    frame(commit, live, cursor) {
      const tail = live.length > 0 ? live.slice(-liveRows()) : [''];
      const place = cursor ?? TOP;
      const from = at;
      const isLonger = commit.length > 0 || tail.length !== shown.length;
      if (!isLonger && tail.every((row, index) => row === shown[index])) {
        at = place;
        return from.row === place.row && from.column === place.column
          ? ''
          : `\r${vertically(place.row - from.row)}${right(place.column)}`;
      }
      const [write, separator] = cursor === undefined ? [joinedRow, JOIN] : [liveRow, '\r\n'];
      const rows = isLonger
        ? `${finalRows(commit)}${tail.map(write).join(separator)}\r${up(tail.length - 1)}`
        : changedRows(tail, write);
      const frame = `${toTop()}${rows}${down(place.row)}${right(place.column)}`;
      shown = tail;
      at = place;
      paintedAt = performance.now();
      return wrapped(frame);
    },
    resize(newSize) {
      const { columns } = size;
      size = newSize;
      const rewrapped = performance.now() - paintedAt > reflowLagMs;
      return takeAway(
        (row) => (rewrapped ? Math.max(1, Math.ceil(Math.min(widthOf(row), columns) / newSize.columns)) : 1),
        rewrapped && reflowsCursorRow ? Math.floor(cursorColumn() / newSize.columns) : 0,
      );
    },
    clear: () => takeAway(() => 1),
    leave() {
      // Written again: they may have been cut off.
      const frame = `${toTop()}${finalRows(shown.at(-1) === '' ? shown.slice(0, -1) : shown)}${ERASE_BELOW}`;
      shown = [''];
      at = TOP;
      return frame;
    },
  };
}

const TOP: Place = { row: 0, column: 0 };

const up = (rows: number) => (rows > 0 ? `\u001b[${rows}A` : '');
const down = (rows: number) => (rows > 0 ? `\u001b[${rows}B` : '');
const right = (columns: number) => (columns > 0 ? `\u001b[${columns}C` : '');
const vertically = (rows: number) => (rows < 0 ? up(-rows) : down(rows));

/** Where rows are shorter than was thought, the way down ends early: the way back must not be counted. */
const SAVE_CURSOR = '\u001b7';
const RESTORE_CURSOR = '\u001b8';

/**
 * Erases the rest of the row and all rows below, and goes to the start of the row. Not from the first column: with the
 * cursor at the top of the screen, tmux would push what it erases into its scrollback.
 */
const ERASE_BELOW = '\u001b[K\u001b[C\u001b[J\r';

type WriteRow = (row: string, index: number, rows: readonly string[]) => string;

/** Without autowrap: cut off at the right edge, be the window narrower or the text wider than was measured. */
const liveRow: WriteRow = (row, index, { length }) =>
  `\u001b[?7l${row}${index === length - 1 ? ERASE_BELOW : '\u001b[K'}\u001b[?7h`;

/** Fills the last column, which is free: the next character wraps. */
const JOIN = '\u001b[999C ';

/** The sequences before the first character, and the character. */
const FIRST = /^((?:\u001b\[[\d;]*m|\u001b\]8;[^\u001b]*\u001b\\)*)([^]?)/u;

/** The first character wraps from the row above, and no other. */
const joinedRow: WriteRow = (row, index, rows) => {
  const [start, sequences = '', first = ''] = FIRST.exec(row)!;
  const fill = first === '' && index > 0 ? ' ' : '';
  return sequences + first + fill + liveRow(row.slice(start.length), index, rows);
};
