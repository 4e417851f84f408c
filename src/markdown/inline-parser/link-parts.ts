import { unescape } from './text-spans.ts';

/** A part of a link, and where it ends. */
export interface Part {
  readonly value: string;
  readonly end: number;
}

const MAX_LABEL = 999;
/** As other implementations: far more than a real address has. */
const MAX_PARENTHESES = 32;

const LABEL = /\[((?:\\.|[^\\[\]])*)\]/sy;
const BLANKS = /[ \t]*(?:\n[ \t]*)?/y;
const TITLE = /"((?:\\.|[^\\"])*)"|'((?:\\.|[^\\'])*)'|\(((?:\\.|[^\\()])*)\)/sy;
const POINTY = /<((?:\\.|[^\\<>\n])*)>/y;

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** `[label]`, as it is looked up. */
export function labelAt(text: string, at: number): Part | undefined {
  const found = match(LABEL, text, at);
  if (found === null) return undefined;
  const value = normalizeLabel(found[1]!);
  return value === '' ? undefined : { value, end: at + found[0].length };
}

/** A label as it is looked up; empty if it is none. */
export function normalizeLabel(label: string): string {
  if (label.length > MAX_LABEL) return '';
  const words = label.replace(/[ \t\n]+/g, ' ').replace(/^ | $/g, '');
  // Both ways, since ß and ẞ fold to the same letters in none alone.
  return words.toLowerCase().toUpperCase();
}

/** The end of blanks with one line break at most. */
export function blanksEnd(text: string, at: number): number {
  return at + match(BLANKS, text, at)![0].length;
}

/** Where a link leads to: without blanks, or in angle brackets. */
export function destinationAt(text: string, at: number): Part | undefined {
  if (text[at] === '<') {
    const found = match(POINTY, text, at);
    return found === null ? undefined : { value: unescape(found[1]!), end: at + found[0].length };
  }
  let depth = 0;
  let end = at;
  for (; end < text.length; end++) {
    const character = text[end]!;
    if (character <= ' ' || character === '\x7f') break;
    if (character === '\\' && /[!-/:-@[-`{-~]/.test(text.charAt(end + 1))) end++;
    else if (character === '(' && ++depth > MAX_PARENTHESES) return undefined;
    else if (character === ')' && depth-- === 0) break;
  }
  return depth > 0 ? undefined : { value: unescape(text.slice(at, end)), end };
}

/** The end of a title in quotes or parentheses. A title is never shown. */
export function titleEnd(text: string, at: number): number | undefined {
  const found = match(TITLE, text, at);
  return found === null ? undefined : at + found[0].length;
}
