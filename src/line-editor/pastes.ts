import { count } from '../core/text/numbers.ts';
import { sanitize } from '../core/text/sanitize.ts';

/** A long text that stands in the line as one character. */
export interface Paste {
  readonly text: string;
  /** What is shown in its place. */
  readonly label: string;
}

/** The paste with the number n is in the text as the lone surrogate U+D800 + n, which well-formed text never holds. */
export type Pastes = readonly Paste[];

export interface Folded {
  readonly text: string;
  readonly pastes: Pastes;
}

const FIRST = 0xd800;
const MOST_PASTES = 0x400;
const PASTE = /[\ud800-\udbff](?![\udc00-\udfff])/g;

const MOST_LINES = 10;
const MOST_CHARACTERS = 1000;

/** Text from outside as a line may hold it: well-formed, line feeds alone, tabs, and nothing else that steers a terminal. */
export function clean(text: string): string {
  return sanitize(text.toWellFormed().replace(/\r\n?/g, '\n'));
}

/** Text from outside, ready to be inserted: itself, or the one character that stands for it if it is long. */
export function fold(raw: string, pastes: Pastes, verb: 'pasted' | 'recalled'): Folded {
  const text = clean(raw);
  const size = sizeOf(text);
  if (size === undefined) return { text, pastes };
  const label = verb === 'pasted' ? `[pasted ${size}]` : `[${size}]`;
  const known = pastes.findIndex((paste) => paste.label === label && paste.text === text);
  if (known !== -1) return { text: String.fromCharCode(FIRST + known), pastes };
  // More than anybody pastes into one line: shown as they are.
  if (pastes.length === MOST_PASTES) return { text, pastes };
  return { text: String.fromCharCode(FIRST + pastes.length), pastes: [...pastes, { text, label }] };
}

/** How long a text is in words, if it is too long to be shown. */
function sizeOf(text: string): string | undefined {
  const lines = (text.match(/\n/g)?.length ?? 0) + (text.endsWith('\n') ? 0 : 1);
  if (lines > MOST_LINES) return `${count(lines)} lines`;
  if (text.length > MOST_CHARACTERS) return `${count(text.length)} characters`;
  return undefined;
}

/** The paste that a character stands for. */
export function pasteOf(character: string, pastes: Pastes): Paste | undefined {
  return character.length === 1 ? pastes[character.charCodeAt(0) - FIRST] : undefined;
}

/** The text with its pastes in full. */
export function expand({ text, pastes }: Folded): string {
  return text.replace(PASTE, (character) => pasteOf(character, pastes)?.text ?? '');
}
