import { graphemeSegmenter, splitGraphemes } from '../core/text/graphemes.ts';

// Where characters, words and lines begin and end. A character is what the cursor crosses in one step: a line break, a
// paste, or a grapheme. Unicode lets a combining mark join anything; here it never joins a line break or a paste.

/** A paste is a high surrogate without its other half, which no text from outside can contain. */
const isPaste = (text: string, at: number) => isIn(text, at, 0xd800, 0xdbff) && !isIn(text, at + 1, 0xdc00, 0xdfff);
const isIn = (text: string, at: number, first: number, last: number) =>
  text.charCodeAt(at) >= first && text.charCodeAt(at) <= last;
const isAlone = (text: string, at: number) => text[at] === '\n' || isPaste(text, at);

/** The characters of a text, in order. */
export function splitCharacters(text: string): string[] {
  return text.split(/(\n|[\ud800-\udbff](?![\udc00-\udfff]))/).flatMap(splitGraphemes);
}

/** The range of the character that contains the code unit at `at`. */
function characterAt(text: string, at: number): { from: number; to: number } {
  if (isAlone(text, at)) return { from: at, to: at + 1 };
  let from = at;
  let to = at + 1;
  while (from > 0 && !isAlone(text, from - 1)) from--;
  while (to < text.length && !isAlone(text, to)) to++;
  const { index, segment } = graphemeSegmenter()
    .segment(text.slice(from, to))
    .containing(at - from)!;
  return { from: from + index, to: from + index + segment.length };
}

/** The end of the character at `at`; at the end of the text, that end. */
export const nextCharacter = (text: string, at: number): number =>
  at < text.length ? characterAt(text, at).to : text.length;

/** The start of the character before `at`; at the start of the text, that start. */
export const previousCharacter = (text: string, at: number): number => (at > 0 ? characterAt(text, at - 1).from : 0);

/** The first index from `at` on that is not inside a character. */
export function boundaryFrom(text: string, at: number): number {
  if (at <= 0 || at >= text.length) return Math.max(0, Math.min(at, text.length));
  const { from, to } = characterAt(text, at);
  return from === at ? at : to;
}

/** The start of the line that contains `at`. */
export const lineStart = (text: string, at: number): number => (at > 0 ? text.lastIndexOf('\n', at - 1) + 1 : 0);

/** The end of the line that contains `at`, before its line break. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

// Regular expressions with Unicode classes take milliseconds to compile, so they are made when a key first needs them
// and do not delay the first prompt.

/** The end of the word at `at`, or of the next one. A word is letters, digits and marks; a paste is a word of its own. */
export function wordEnd(text: string, at: number): number {
  const nextWord = /[^\p{L}\p{N}\p{M}\p{Cs}]*(?:\p{Cs}|[\p{L}\p{N}\p{M}]+)?/uy;
  nextWord.lastIndex = at;
  return boundaryFrom(text, at + nextWord.exec(text)![0].length);
}

/** The start of the word that ends at `at`, or of the previous one. */
export const wordStart = (text: string, at: number): number => startBefore(text, at, /[\p{L}\p{N}\p{M}]/u);

/** Like `wordStart`, for words of anything but whitespace. */
export const longWordStart = (text: string, at: number): number => startBefore(text, at, /[^\s\p{Cs}]/u);

function startBefore(text: string, at: number, inWord: RegExp): number {
  let from = at;
  const before = () => text.slice(from - (isIn(text, from - 1, 0xdc00, 0xdfff) ? 2 : 1), from);
  while (from > 0 && !isPaste(text, from - 1) && !inWord.test(before())) from -= before().length;
  if (from > 0 && isPaste(text, from - 1)) return from - 1;
  while (from > 0 && inWord.test(before())) from -= before().length;
  return from < at ? characterAt(text, from).from : from;
}
