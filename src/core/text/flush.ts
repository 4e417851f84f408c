/** The unit in which arriving text is shown. */
export type FlushUnit = 'delta' | 'word' | 'line';

/** Passes text on as it arrives, changed where needed. */
export interface TextFilter {
  /** The text that can be shown now. */
  push(text: string): string;
  /** The text that was still held back: nothing follows. */
  end(): string;
}

/** How much of a piece is complete. Looks at the new piece only, so that a long line does not get slower and slower. */
const COMPLETE_LENGTH: Readonly<Record<FlushUnit, (piece: string) => number>> = {
  // Written separately, the two halves of a surrogate pair would each become U+FFFD.
  delta: (piece) => (/[\ud800-\udbff]$/.test(piece) ? piece.length - 1 : piece.length),
  // Chinese, Japanese and Thai put no spaces between words.
  word: (piece) =>
    /^[^]*[\s\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\u3000-\u303f\uff00-\uff65]/u.exec(piece)?.[0].length ??
    0,
  line: (piece) => piece.lastIndexOf('\n') + 1,
};

/** Holds back an incomplete unit at the end of arriving text. */
export function createFlusher(unit: FlushUnit): TextFilter {
  const completeLength = COMPLETE_LENGTH[unit];
  let held = '';
  return {
    push(piece) {
      const length = completeLength(piece);
      if (length === 0) {
        held += piece;
        return '';
      }
      const complete = held + piece.slice(0, length);
      held = piece.slice(length);
      return complete;
    },
    end() {
      const rest = held;
      held = '';
      return rest;
    },
  };
}
