import { graphemeSegmenter, splitGraphemes as splitCharacters } from '../core/text/graphemes.ts';

// Places in a text: a character is what a person takes for one, whatever number of code points it has.

/** The half of a surrogate pair that stands for a paste: no text from outside can hold one. */
const isPaste = (text: string, at: number) => isIn(text, at, 0xd800, 0xdbff) && !isIn(text, at + 1, 0xdc00, 0xdfff);
const isIn = (text: string, at: number, first: number, last: number) =>
  text.charCodeAt(at) >= first && text.charCodeAt(at) <= last;
/** Nothing goes together with a line break or a paste, although Unicode lets a combining mark follow anything. */
const isAlone = (text: string, at: number) => text[at] === '\n' || isPaste(text, at);

export function splitGraphemes(text: string): string[] {
  return text.split(/(\n|[\ud800-\udbff](?![\udc00-\udfff]))/).flatMap(splitCharacters);
}

/** Where the character begins and ends that holds the code unit at `at`. */
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

export const nextCharacter = (text: string, at: number): number =>
  at < text.length ? characterAt(text, at).to : text.length;

export const previousCharacter = (text: string, at: number): number => (at > 0 ? characterAt(text, at - 1).from : 0);

/** The first place from `at` on that is not within a character. */
export function boundaryFrom(text: string, at: number): number {
  if (at <= 0 || at >= text.length) return Math.max(0, Math.min(at, text.length));
  const { from, to } = characterAt(text, at);
  return from === at ? at : to;
}

export const lineStart = (text: string, at: number): number => (at > 0 ? text.lastIndexOf('\n', at - 1) + 1 : 0);

export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

// The classes of Unicode take milliseconds to compile: at the first use, not before the first prompt.

/** The end of the word at `at`, or of the next one; a paste is a word by itself. */
export function wordEnd(text: string, at: number): number {
  const nextWord = /[^\p{L}\p{N}\p{M}\p{Cs}]*(?:\p{Cs}|[\p{L}\p{N}\p{M}]+)?/uy;
  nextWord.lastIndex = at;
  return boundaryFrom(text, at + nextWord.exec(text)![0].length);
}

/** The start of the word before `at`. */
export const wordStart = (text: string, at: number): number => startBefore(text, at, /[\p{L}\p{N}\p{M}]/u);

/** The same, a word being all between two blanks. */
export const blankWordStart = (text: string, at: number): number => startBefore(text, at, /[^\s\p{Cs}]/u);

function startBefore(text: string, at: number, inWord: RegExp): number {
  let from = at;
  const before = () => text.slice(from - (isIn(text, from - 1, 0xdc00, 0xdfff) ? 2 : 1), from);
  while (from > 0 && !isPaste(text, from - 1) && !inWord.test(before())) from -= before().length;
  if (from > 0 && isPaste(text, from - 1)) return from - 1;
  while (from > 0 && inWord.test(before())) from -= before().length;
  return from < at ? characterAt(text, from).from : from;
}
