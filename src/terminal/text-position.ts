/** Follows text to a terminal, as far as it can be told how wide terminals find it. */
export interface TextPosition {
  see(text: string): void;
  /** The cursor stands at the start of a row, however it got there. */
  startRow(): void;
  /**
   * Where the text ends. `unsure`: perhaps in the last column, where a terminal that is to move its cursor forgets that the
   * next character belongs into the next row.
   */
  at(): 'start' | 'inside' | 'unsure';
}

const STYLE = /\u001b\[[\d;]*m/g;

/** `columns`: the current width of the window. */
export function createTextPosition(columns: () => number): TextPosition {
  /** How many columns the row has taken, at least and at most. */
  let least = 0;
  let most = 0;
  /** How wide the window was by then. */
  let width = 0;

  function startRow(): void {
    least = most = 0;
    width = columns();
  }
  /** A row that does not fit both windows may have been wrapped anew, or cut off. */
  function followWindow(): void {
    const now = columns();
    if (now !== width && most >= Math.min(now, width)) most = Number.POSITIVE_INFINITY;
    width = now;
  }
  return {
    see(text) {
      const end = text.lastIndexOf('\n');
      if (end !== -1 || most === 0) startRow();
      followWindow();
      const shown = text.slice(end + 1).replaceAll(STYLE, '');
      const odd = shown.replaceAll(/[\x20-\x7e]+/g, '');
      const sure = shown.length - odd.length;
      least += sure;
      most += sure + columnsAtMost(odd);
    },
    startRow,
    at() {
      if (most === 0) return 'start';
      followWindow();
      // A wide character that does not fit leaves the last column free.
      const gaps = least === most ? 0 : Math.floor(most / Math.max(1, width - 1));
      const isBetweenMargins = Math.floor((Math.max(1, least) - 1) / width) === Math.floor((most + gaps) / width);
      return isBetweenMargins ? 'inside' : 'unsure';
    },
  };
}

/** A character outside ASCII takes two columns at most, or none where it joins the one before; a control character, anything. */
function columnsAtMost(odd: string): number {
  return /[\0-\u009f]/.test(odd) ? Number.POSITIVE_INFINITY : 2 * Array.from(odd).length;
}
