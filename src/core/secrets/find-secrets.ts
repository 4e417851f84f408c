import { compact, decodings, type DecodedText } from './decoded-text.ts';

/** How secrets can appear in a text, without separators. */
export interface Needles {
  readonly anywhere: readonly string[];
  /** Too short to be hidden inside another word. */
  readonly alone: readonly string[];
}

/** A part of a text. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Less of a secret that was cut off gives nothing away. */
export const MIN_PART = 8;

/** Where a text can be cut: at a line, at the mark of an omission, between what was joined to one line. */
const CUTS = /\n|…|\.\.\.|: | \| /g;

/**
 * The parts of a text that are secrets, however they are encoded or broken into lines, and what is left of a secret that
 * was cut off. Parts may overlap.
 */
export function findSecrets(text: string, { anywhere, alone }: Needles): readonly Range[] {
  if (anywhere.length === 0 && alone.length === 0) return [];
  const all = decodings(text);
  return [
    ...all.flatMap((decoded) => occurrences(compact(decoded), anywhere)),
    ...all.flatMap((decoded) => occurrences(decoded, alone).filter((range) => standsAlone(text, range))),
    ...pieces(text).flatMap(({ from, to }) => {
      const [piece] = decodings(text.slice(from, to));
      return cutOff(compact(piece!), anywhere).map((range) => ({ from: from + range.from, to: from + range.to }));
    }),
  ];
}

function occurrences(decoded: DecodedText, needles: readonly string[]): Range[] {
  const found: Range[] = [];
  for (const needle of needles) {
    for (let at = decoded.text.indexOf(needle); at !== -1; at = decoded.text.indexOf(needle, at + 1)) {
      found.push(original(decoded, at, at + needle.length));
    }
  }
  return found;
}

function standsAlone(text: string, { from, to }: Range): boolean {
  return !/[a-z\d]{2}/i.test(text.slice(from - 1, from + 1)) && !/[a-z\d]{2}/i.test(text.slice(to - 1, to + 1));
}

/** The parts between two cuts. */
function pieces(text: string): Range[] {
  const found: Range[] = [];
  let from = 0;
  for (const { 0: cut, index } of text.matchAll(CUTS)) {
    found.push({ from, to: index });
    from = index + cut.length;
  }
  return [...found, { from, to: text.length }];
}

/** The end of a piece that starts a secret, its start that ends one, or all of it from the middle of one. */
function cutOff(piece: DecodedText, needles: readonly string[]): Range[] {
  const { text } = piece;
  if (text.length < MIN_PART) return [];
  return needles.flatMap((needle) => {
    if (needle.includes(text)) return [original(piece, 0, text.length)];
    const lengths = Array.from({ length: Math.max(0, needle.length - MIN_PART) }, (_, i) => needle.length - 1 - i);
    const head = lengths.find((length) => text.endsWith(needle.slice(0, length)));
    const tail = lengths.find((length) => text.startsWith(needle.slice(-length)));
    return [
      ...(head === undefined ? [] : [original(piece, text.length - head, text.length)]),
      ...(tail === undefined ? [] : [original(piece, 0, tail)]),
    ];
  });
}

function original({ from, to }: DecodedText, start: number, end: number): Range {
  return { from: from[start]!, to: to[end - 1]! };
}
