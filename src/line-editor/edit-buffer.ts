import {
  boundaryFrom,
  lineEnd,
  lineStart,
  nextCharacter,
  previousCharacter,
  splitCharacters,
  wordEnd,
} from './text-boundaries.ts';

/** The text being edited, of one line or more, and the index in it where the next key acts: always between characters. */
export interface EditBuffer {
  readonly text: string;
  readonly cursor: number;
}

/** Where the cursor would go. */
export type Motion = (text: string, cursor: number) => number;

/** To the start of the whole text. */
export const textStart: Motion = () => 0;
/** To the end of the whole text. */
export const textEnd: Motion = ({ length }) => length;
/** To the start of the line; from there, across the line break. */
export const acrossLineStart: Motion = (text, cursor) =>
  lineStart(text, cursor) < cursor ? lineStart(text, cursor) : previousCharacter(text, cursor);
/** To the end of the line; from there, across the line break. */
export const acrossLineEnd: Motion = (text, cursor) =>
  lineEnd(text, cursor) > cursor ? lineEnd(text, cursor) : nextCharacter(text, cursor);

/** Replaces a range and puts the cursor after it, or further on if the new text joins what follows into one character. */
export function replace({ text }: EditBuffer, from: number, to: number, replacement: string): EditBuffer {
  const joined = text.slice(0, from) + replacement + text.slice(to);
  return { text: joined, cursor: boundaryFrom(joined, from + replacement.length) };
}

export const insert = (buffer: EditBuffer, text: string): EditBuffer =>
  replace(buffer, buffer.cursor, buffer.cursor, text);

/** The range between the cursor and the target of a motion. */
export function rangeOf({ text, cursor }: EditBuffer, motion: Motion): { from: number; to: number } {
  const target = motion(text, cursor);
  return { from: Math.min(target, cursor), to: Math.max(target, cursor) };
}

/** Swaps the characters around the cursor; at the end of a line, the last two. Never across a line break. */
export function transpose(buffer: EditBuffer): EditBuffer {
  const { text, cursor } = buffer;
  const to = cursor === lineEnd(text, cursor) ? cursor : nextCharacter(text, cursor);
  const middle = previousCharacter(text, to);
  if (middle <= lineStart(text, cursor)) return buffer;
  const from = previousCharacter(text, middle);
  return replace(buffer, from, to, text.slice(middle, to) + text.slice(from, middle));
}

/** Rewrites from the cursor to the end of this word or the next one, and moves there. */
export function rewriteWord(buffer: EditBuffer, rewrite: (word: string) => string): EditBuffer {
  const { from, to } = rangeOf(buffer, wordEnd);
  return replace(buffer, from, to, rewrite(buffer.text.slice(from, to)));
}

/** The text in lower case, its first letter or digit in upper case. */
export const capitalize = (text: string): string =>
  text.toLowerCase().replace(/[\p{L}\p{N}]/u, (letter) => letter.toUpperCase());

/** The number of characters between the start of the line and the cursor. */
export const columnOf = ({ text, cursor }: EditBuffer): number =>
  splitCharacters(text.slice(lineStart(text, cursor), cursor)).length;

/** Moves one line up (-1) or down (1), as close to `column` as that line allows; `undefined` if there is no such line. */
export function moveLine({ text, cursor }: EditBuffer, step: -1 | 1, column: number): EditBuffer | undefined {
  const edge = step < 0 ? lineStart(text, cursor) : lineEnd(text, cursor);
  if (edge === (step < 0 ? 0 : text.length)) return undefined;
  const start = step < 0 ? lineStart(text, edge - 1) : edge + 1;
  const before = splitCharacters(text.slice(start, lineEnd(text, start))).slice(0, column);
  return { text, cursor: start + before.join('').length };
}
