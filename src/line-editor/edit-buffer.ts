import {
  blankWordStart,
  boundaryFrom,
  lineEnd,
  lineStart,
  nextCharacter,
  previousCharacter,
  splitGraphemes,
  wordEnd,
  wordStart,
} from './text-boundaries.ts';

/** A text, which may have several lines, and the place in it where the next key does its work. */
export interface Line {
  readonly text: string;
  readonly cursor: number;
}

/** Where a cursor goes. */
export type Motion = (line: Line) => number;

export const left: Motion = ({ text, cursor }) => previousCharacter(text, cursor);
export const right: Motion = ({ text, cursor }) => nextCharacter(text, cursor);
export const wordLeft: Motion = ({ text, cursor }) => wordStart(text, cursor);
export const wordRight: Motion = ({ text, cursor }) => wordEnd(text, cursor);
export const blankWordLeft: Motion = ({ text, cursor }) => blankWordStart(text, cursor);
export const toLineStart: Motion = ({ text, cursor }) => lineStart(text, cursor);
export const toLineEnd: Motion = ({ text, cursor }) => lineEnd(text, cursor);
export const toTextStart: Motion = () => 0;
export const toTextEnd: Motion = ({ text }) => text.length;
/** From the start of a line over the line break before it. */
export const lineLeft: Motion = (line) => (toLineStart(line) < line.cursor ? toLineStart(line) : left(line));
export const lineRight: Motion = (line) => (toLineEnd(line) > line.cursor ? toLineEnd(line) : right(line));

export const move = (line: Line, motion: Motion): Line => ({ text: line.text, cursor: motion(line) });

/** The part between two places replaced, and the cursor behind it. What comes together may become one character. */
export function replace({ text }: Line, from: number, to: number, by: string): Line {
  const joined = text.slice(0, from) + by + text.slice(to);
  return { text: joined, cursor: boundaryFrom(joined, from + by.length) };
}

export const insert = (line: Line, text: string): Line => replace(line, line.cursor, line.cursor, text);

/** The part from the cursor to where a motion leads. */
export function reach(line: Line, motion: Motion): { from: number; to: number } {
  const at = motion(line);
  return at < line.cursor ? { from: at, to: line.cursor } : { from: line.cursor, to: at };
}

/** The character before the cursor changes places with the one at it; at the end of a line, the last two do. */
export function transpose(line: Line): Line {
  const { text, cursor } = line;
  const to = cursor === toLineEnd(line) ? cursor : right(line);
  const middle = previousCharacter(text, to);
  if (middle <= toLineStart(line)) return line;
  const from = previousCharacter(text, middle);
  return replace(line, from, to, text.slice(middle, to) + text.slice(from, middle));
}

/** Changes the rest of the word at the cursor, or the next one, and goes behind it. */
export function changeWord(line: Line, change: (word: string) => string): Line {
  const { from, to } = reach(line, wordRight);
  return replace(line, from, to, change(line.text.slice(from, to)));
}

export const capital = (word: string): string =>
  word.toLowerCase().replace(/[\p{L}\p{N}]/u, (letter) => letter.toUpperCase());

/** How many characters the cursor is away from the start of its line. */
export const columnOf = (line: Line): number => splitGraphemes(line.text.slice(toLineStart(line), line.cursor)).length;

/** One line up (-1) or down (1), as near to `column` as it goes; `undefined`: there is no such line. */
export function moveLine(line: Line, step: -1 | 1, column: number): Line | undefined {
  const { text } = line;
  const edge = step < 0 ? toLineStart(line) : toLineEnd(line);
  if (edge === (step < 0 ? 0 : text.length)) return undefined;
  const start = step < 0 ? lineStart(text, edge - 1) : edge + 1;
  const before = splitGraphemes(text.slice(start, lineEnd(text, start))).slice(0, column);
  return { text, cursor: start + before.join('').length };
}
