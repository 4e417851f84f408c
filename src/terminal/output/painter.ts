/** Rows on a terminal: those that are final scroll away for good, the live ones below them are painted over in place. */
export interface Painter {
  /**
   * What to write for one frame: `commit`, rows that are final now, and `live`, the rows to show below them.
   * Of the live rows only the last ones are shown, so few that none can ever scroll off. With a `cursor`, which is counted
   * in the live rows that are shown, it is left there until the next frame.
   */
  frame(commit: readonly string[], live: readonly string[], cursor?: Place): string;
  /** What to write when the window has a new size: the live rows are taken away, wherever the terminal has put them. */
  resize(size: Size): string;
  /** What to write to take the live rows away; the next frame shows them again. */
  clear(): string;
  /** What to write to leave the live rows where they are: the cursor goes to the start of a row of its own. */
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
  /**
   * A terminal that gets narrower wraps its rows anew, but may tell of it so much later: what was painted meanwhile was
   * not wrapped. Infinity: the terminal never wraps them anew.
   */
  readonly reflowLagMs?: number;
  /** Whether the live rows may take the whole screen, and not only as much of it as leaves what is above in sight. */
  readonly fillsScreen?: boolean;
  /** Some terminals cut the row off in which the cursor stands, but wrap all others anew. */
  readonly reflowsCursorRow?: boolean;
}

const MAX_LIVE_ROWS = 16;

/** While a window is dragged, sizes come faster than a terminal reflows its rows. */
export const RESIZE_SETTLES_MS = 50;

/**
 * Moves only up, down and to the left edge, never to a place by its number, and clears only behind a row's text or below
 * the last row: what scrolled off, and what was on the screen before, is never touched. Between frames the cursor stands
 * where it was wanted, or at the left edge of the last live row, where it stays even when the terminal reflows its rows to
 * a new width.
 */
export function createPainter({
  size: initialSize,
  widthOf,
  synchronized,
  fillsScreen = false,
  reflowLagMs = 0,
  reflowsCursorRow = true,
}: PainterOptions): Painter {
  let size = initialSize;
  /** The live rows on the screen; an empty one where there are none, for the cursor to stand in. */
  let shown: readonly string[] = [''];
  /** Where the cursor stands in them. */
  let at: Place = TOP;
  let paintedAt = Number.NEGATIVE_INFINITY;

  /** Whether a row stands as it was written, neither wrapped nor cut off, however the terminal measures it. */
  const surelyFits = (row: string) => SURE_WIDTH.test(row) && widthOf(row) < size.columns;
  const wantedRows = () => (fillsScreen ? size.rows : Math.min(MAX_LIVE_ROWS, Math.max(3, Math.floor(size.rows / 2))));
  const liveRows = () => Math.max(1, Math.min(wantedRows(), size.rows - 1));
  const wrapped = (frame: string) => (synchronized ? `\u001b[?2026h${frame}\u001b[?2026l` : frame);

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
    return wrapped(`\r${up(Math.min(above, size.rows - 1))}\u001b[J`);
  }

  /**
   * Text first, then what is left of the old row behind it: no cell is blank in between. A row that is wide is wrapped by
   * the terminal. Where its text ends in the last column, some terminals would clear the last character, so that what it
   * comes to stand on is cleared before it.
   */
  function finalRow(row: string, isAboveLive: boolean): string {
    if (widthOf(row) < size.columns) return `${row}\u001b[K`;
    return isAboveLive ? `\r\n\u001b[J\u001b[1A${row}` : row;
  }

  return {
    get liveRows() {
      return liveRows();
    },
    frame(commit, live, cursor) {
      const tail = live.length > 0 ? live.slice(-liveRows()) : [''];
      const next = [...commit, ...tail];
      const place = cursor ?? { row: tail.length - 1, column: 0 };
      const first = firstDifference(shown, next, commit.length, surelyFits);
      const from = at;
      const last = shown.length - 1;
      at = place;
      if (first === next.length && next.length === shown.length) {
        shown = tail;
        return from.row === commit.length + place.row && from.column === place.column
          ? ''
          : `\r${vertically(commit.length + place.row - from.row)}${right(place.column)}`;
      }
      paintedAt = performance.now();
      let frame = `\r${vertically(Math.min(first, last) - from.row)}`;
      for (let row = first; row < next.length; row++) {
        if (row > first || first === shown.length) frame += '\r\n';
        // Once a row was committed all below it is written: should it take two rows of the screen, the rest is moved.
        if (commit.length === 0 && next[row] === shown[row]) continue;
        frame += row < commit.length ? finalRow(next[row]!, row < last) : liveRow(next[row]!);
      }
      // A terminal that was left with too many rows is cleared from below the last one on.
      if (first === next.length) frame += up(1);
      if (shown.length > next.length) frame += '\r\n\u001b[J\u001b[1A';
      shown = tail;
      return wrapped(`${frame}\r${up(tail.length - 1 - place.row)}${right(place.column)}`);
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
      const last = shown.at(-1)!;
      const below = shown.length - 1 - at.row;
      shown = [''];
      at = TOP;
      return down(below) + (last === '' ? '\r' : '\r\n');
    },
  };
}

/**
 * The first row that has to be written. A final row that stands there already need not be, unless it may have been cut
 * off, as live rows are.
 */
function firstDifference(
  shown: readonly string[],
  next: readonly string[],
  final: number,
  surelyFits: (row: string) => boolean,
): number {
  let index = 0;
  while (index < shown.length && index < next.length && shown[index] === next[index]) {
    if (index < final && !surelyFits(next[index]!)) break;
    index++;
  }
  return index;
}

/** Nothing but sequences and characters that all terminals find one column wide. */
const SURE_WIDTH = /^[\u001b\x20-\x7e\u2500-\u257f\u2022]*$/;

const TOP: Place = { row: 0, column: 0 };

const up = (rows: number) => (rows > 0 ? `\u001b[${rows}A` : '');
const down = (rows: number) => (rows > 0 ? `\u001b[${rows}B` : '');
const right = (columns: number) => (columns > 0 ? `\u001b[${columns}C` : '');
const vertically = (rows: number) => (rows < 0 ? up(-rows) : down(rows));

/** Without autowrap: should the terminal find the row wider than it was measured, it must stay one row. */
const liveRow = (row: string) => `\u001b[?7l${row}\u001b[K\u001b[?7h`;
