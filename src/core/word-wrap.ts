import { roughWidth } from './fold.ts';

/** Text that comes in pieces, broken between words so that a terminal need not cut them. */
export interface WordWrap {
  push(text: string): string;
  /** What was held back: the last word may have gone on. */
  end(): string;
}

/** What is longer is no word that must stay whole. */
const LONGEST_WORD = 200;

/** `columns`: how wide the window is now; `undefined`: nothing is broken. */
export function createWordWrap(columns: () => number | undefined): WordWrap {
  let column = 0;
  let held = '';

  /** A word, or blanks, or line breaks. */
  function place(piece: string): string {
    if (piece.includes('\n')) {
      column = 0;
      return piece.replace(/[^\n]/g, '');
    }
    const width = roughWidth(piece);
    const most = columns();
    if (most === undefined || column + width < most || column === 0) {
      column += width;
      return piece;
    }
    column = piece.trim() === '' ? 0 : width;
    return piece.trim() === '' ? '\n' : `\n${piece}`;
  }

  function release(): string {
    const pieces = held.match(/\s*\n\s*|[^\S\n]+|\S+/g) ?? [];
    held = '';
    return pieces.map(place).join('');
  }

  return {
    push(text) {
      held += text;
      if (held.length > LONGEST_WORD) return release();
      const end = held.search(/\S+$/);
      const rest = end === -1 ? '' : held.slice(end);
      held = end === -1 ? held : held.slice(0, end);
      const out = release();
      held = rest;
      return out;
    },
    end: release,
  };
}
