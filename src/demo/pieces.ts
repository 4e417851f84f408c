/** Lengths to draw from, distributed as in real replies: half below 8 characters, a few very long. */
const LENGTHS = [1, 2, 3, 4, 4, 5, 6, 7, 8, 10, 12, 14, 17, 22, 30, 70];

/** Pieces are cut between these: a word with the space before it, whitespace, or up to three other characters. */
const TOKEN = / ?[\p{L}\p{M}\p{N}]{1,12}|\s+|[^\s\p{L}\p{N}]{1,3}/gu;

/** Models send combined emoji in parts, so a piece always ends after a joiner. */
const JOINER = '\u200d';

/** Cuts a text into timed pieces, as a model would send them. The same text always gives the same pieces. */
export function piecesOf(text: string, from: number, to: number): { at: number; piece: string }[] {
  const random = randomNumbers();
  const pieces = cut(text, random);
  const efforts = pieces.map((piece) => piece.length * (0.5 + random()));
  const total = efforts.reduce((sum, effort) => sum + effort, 0);
  let spent = 0;
  return pieces.map((piece, i) => {
    const at = Math.round(from + ((to - from) * spent) / total);
    spent += efforts[i] ?? 0;
    return { at, piece };
  });
}

function cut(text: string, random: () => number): string[] {
  const pieces: string[] = [];
  let piece = '';
  let length = 0;
  for (const token of text.match(TOKEN) ?? []) {
    if (piece.length === 0) length = LENGTHS[Math.floor(random() * LENGTHS.length)] ?? 1;
    piece += token;
    if (piece.length < length && !piece.endsWith(JOINER)) continue;
    pieces.push(piece);
    piece = '';
  }
  if (piece) pieces.push(piece);
  return pieces;
}

/** Numbers in [0, 1) from a fixed seed: recordings must not change from one build to the next. */
function randomNumbers(): () => number {
  let state = 20;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
