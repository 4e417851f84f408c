import { roughWidth } from '../../core/text/fold.ts';

/** Text that comes in pieces, broken between words so that a terminal need not cut them. However it is cut up, it is broken the same. */
export interface WordWrap {
  push(text: string): string;
  /** What was held back, for the last word may have gone on; what comes after it begins a row. */
  end(): string;
}

/**
 * A line break with the blanks before it, blanks, a character of a script that has no words, or a word. What is longer than
 * so many characters is no word that must stay whole.
 */
const PIECE =
  /[^\S\n]{0,200}\n|[^\S\n]{1,200}|[\u2e80-\u312f\u3190-\ua4cf\uf900-\ufaff\ufe30-\ufe6f\uff00-\uffef]|[^\s\u2e80-\u312f\u3190-\ua4cf\uf900-\ufaff\ufe30-\ufe6f\uff00-\uffef]{1,200}/gu;

/** `columns`: how wide the window is now; `undefined`: nothing is broken. */
export function createWordWrap(columns: () => number | undefined): WordWrap {
  let column = 0;
  let held = '';

  function place(piece: string): string {
    if (piece.endsWith('\n')) {
      column = 0;
      return '\n';
    }
    // A tab would take as many columns as it likes.
    const shown = piece.replaceAll('\t', '  ');
    const width = roughWidth(shown);
    const most = columns();
    if (most === undefined || column + width < most) {
      column += width;
      return shown;
    }
    const isBlank = shown.trim() === '';
    const lead = column === 0 ? '' : '\n';
    // What is wider than a row, the terminal breaks.
    column = isBlank ? 0 : width % most;
    return isBlank ? lead : lead + shown;
  }

  return {
    push(text) {
      const pieces = (held + text).match(PIECE) ?? [];
      // It may go on; a line break does not.
      held = pieces.at(-1)?.endsWith('\n') === false ? pieces.pop()! : '';
      return pieces.map(place).join('');
    },
    end() {
      const rest = held === '' ? '' : place(held);
      held = '';
      column = 0;
      return rest;
    },
  };
}
