/** Rows below a row that is not finished, in which the cursor stays. */
export interface RowsBelowText {
  /** What to write to have these rows there, in place of those that are. The cursor must not stand in the last column. */
  frame(rows: readonly string[]): string;
  /** What to write to take them away. */
  erase(): string;
}

/** Down and up again: a screen that is full scrolls, and the cursor stays with its text. */
const makeRoom = (rows: number) => `${'\u001bD'.repeat(rows)}\u001b[${rows}A`;
/** Writes something below the row of the cursor, which then returns to its place. */
const inNextRow = (text: string) => `\u001b7\r\n${text}\u001b8`;
const CLEAR = '\u001b[J';

export function createRowsBelowText(): RowsBelowText {
  let shown: readonly string[] = [];
  const erase = (): string => {
    if (shown.length === 0) return '';
    shown = [];
    // In a window that got lower there may be no row below.
    return makeRoom(1) + inNextRow(CLEAR);
  };
  return {
    frame(rows) {
      if (rows.length === shown.length && rows.every((row, index) => row === shown[index])) return '';
      const erased = rows.length < shown.length ? erase() : '';
      shown = rows;
      if (rows.length === 0) return erased;
      // Without autowrap, as each must stay one row; without styles that the text may have.
      const painted = rows.map((row) => `\u001b[?7l\u001b[0m${row}\u001b[K\u001b[?7h`).join('\r\n');
      return erased + makeRoom(rows.length) + inNextRow(painted);
    },
    erase,
  };
}
