import {
  boundaryFrom,
  lineEnd,
  lineStart,
  longWordStart,
  nextCharacter,
  previousCharacter,
  splitCharacters,
  wordEnd,
  wordStart,
} from './text-boundaries.ts';

/** The text being edited, of one line or more, and the index in it where the next key acts: always between characters. */
export interface EditBuffer {
  readonly text: string;
  readonly cursor: number;
}

/** Where the cursor would go. */
export type Motion = (buffer: EditBuffer) => number;

export const left: Motion = ({ text, cursor }) => previousCharacter(text, cursor);
export const right: Motion = ({ text, cursor }) => nextCharacter(text, cursor);
/** To the start of this word or the previous one. */
export const wordLeft: Motion = ({ text, cursor }) => wordStart(text, cursor);
/** To the end of this word or the next one. */
export const wordRight: Motion = ({ text, cursor }) => wordEnd(text, cursor);
/** Like `wordLeft`, but only whitespace separates words. */
export const longWordLeft: Motion = ({ text, cursor }) => longWordStart(text, cursor);
export const toLineStart: Motion = ({ text, cursor }) => lineStart(text, cursor);
export const toLineEnd: Motion = ({ text, cursor }) => lineEnd(text, cursor);
export const toTextStart: Motion = () => 0;
export const toTextEnd: Motion = ({ text }) => text.length;
/** To the start of the line; from there, across the line break. */
export const acrossLineStart: Motion = (buffer) =>
  toLineStart(buffer) < buffer.cursor ? toLineStart(buffer) : left(buffer);
/** To the end of the line; from there, across the line break. */
export const acrossLineEnd: Motion = (buffer) =>
  toLineEnd(buffer) > buffer.cursor ? toLineEnd(buffer) : right(buffer);

/** Replaces a range and puts the cursor after it, or further on if the new text joins what follows into one character. */
export function replace({ text }: EditBuffer, from: number, to: number, replacement: string): EditBuffer {
  const joined = text.slice(0, from) + replacement + text.slice(to);
  return { text: joined, cursor: boundaryFrom(joined, from + replacement.length) };
}

export const insert = (buffer: EditBuffer, text: string): EditBuffer =>
  replace(buffer, buffer.cursor, buffer.cursor, text);

/** The range between the cursor and the target of a motion. */
export function rangeOf(buffer: EditBuffer, motion: Motion): { from: number; to: number } {
  const target = motion(buffer);
  return { from: Math.min(target, buffer.cursor), to: Math.max(target, buffer.cursor) };
}

/** Swaps the characters around the cursor; at the end of a line, the last two. Never across a line break. */
export function transpose(buffer: EditBuffer): EditBuffer {
  const { text, cursor } = buffer;
  const to = cursor === toLineEnd(buffer) ? cursor : right(buffer);
  const middle = previousCharacter(text, to);
  if (middle <= toLineStart(buffer)) return buffer;
  const from = previousCharacter(text, middle);
  return replace(buffer, from, to, text.slice(middle, to) + text.slice(from, middle));
}

/** Rewrites from the cursor to the end of this word or the next one, and moves there. */
export function rewriteWord(buffer: EditBuffer, rewrite: (word: string) => string): EditBuffer {
  const { from, to } = rangeOf(buffer, wordRight);
  return replace(buffer, from, to, rewrite(buffer.text.slice(from, to)));
}

/** The text in lower case, its first letter or digit in upper case. */
export const capitalize = (text: string): string =>
  text.toLowerCase().replace(/[\p{L}\p{N}]/u, (letter) => letter.toUpperCase());

/** The number of characters between the start of the line and the cursor. */
export const columnOf = (buffer: EditBuffer): number =>
  splitCharacters(buffer.text.slice(toLineStart(buffer), buffer.cursor)).length;

/** Moves one line up (-1) or down (1), as close to `column` as that line allows; `undefined` if there is no such line. */
export function moveLine(buffer: EditBuffer, step: -1 | 1, column: number): EditBuffer | undefined {
  const { text } = buffer;
  const edge = step < 0 ? toLineStart(buffer) : toLineEnd(buffer);
  if (edge === (step < 0 ? 0 : text.length)) return undefined;
  const start = step < 0 ? lineStart(text, edge - 1) : edge + 1;
  const before = splitCharacters(text.slice(start, lineEnd(text, start))).slice(0, column);
  return { text, cursor: start + before.join('').length };
}
