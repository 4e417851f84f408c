/** How much text must be whole before it is shown. */
export type FlushUnit = 'delta' | 'word' | 'line';

/** Holds back the end of a text that is not whole yet. */
export interface Flusher {
  /** What may be shown now that `text` has come. */
  push(text: string): string;
  /** What is left. */
  end(): string;
}

/** How much of a piece is whole: up to its last break. Looks at the new piece only, so a long line costs no more. */
const WHOLE: Readonly<Record<FlushUnit, (piece: string) => number>> = {
  // Apart, the two halves of a surrogate pair would each be written as U+FFFD.
  delta: (piece) => (/[\ud800-\udbff]$/.test(piece) ? piece.length - 1 : piece.length),
  // Chinese, Japanese and Thai put no blanks between words.
  word: (piece) =>
    /^[^]*[\s\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\u3000-\u303f\uff00-\uff65]/u.exec(piece)?.[0].length ??
    0,
  line: (piece) => piece.lastIndexOf('\n') + 1,
};

export function createFlusher(unit: FlushUnit): Flusher {
  const wholeLength = WHOLE[unit];
  let held = '';
  return {
    push(piece) {
      const length = wholeLength(piece);
      if (length === 0) {
        held += piece;
        return '';
      }
      const whole = held + piece.slice(0, length);
      held = piece.slice(length);
      return whole;
    },
    end() {
      const rest = held;
      held = '';
      return rest;
    },
  };
}
