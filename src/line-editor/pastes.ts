import { count } from '../core/text/numbers.ts';
import { sanitize } from '../core/text/sanitize.ts';

/** A long text that stands as one character in the text being edited. */
export interface Paste {
  readonly text: string;
  /** Shown in its place. */
  readonly label: string;
}

/** Paste number n stands in a text as the lone surrogate U+D800 + n, which never occurs in well-formed text. */
export type Pastes = readonly Paste[];

/** A text in which pastes stand as one character each. */
export interface FoldedText {
  readonly text: string;
  readonly pastes: Pastes;
}

const FIRST_CODE = 0xd800;
const MAX_PASTES = 0x400;
const PASTE = /[\ud800-\udbff](?![\udc00-\udfff])/g;

const MAX_LINES = 10;
const MAX_CHARACTERS = 1000;

/** Makes text from outside safe to edit and show: well-formed, with no control characters but line feeds and tabs. */
export function sanitizeInput(text: string): string {
  return sanitize(text.toWellFormed().replace(/\r\n?/g, '\n'));
}

/** Sanitizes text from outside and, if it is long, folds it into one character. */
export function fold(raw: string, pastes: Pastes, origin: 'pasted' | 'recalled'): FoldedText {
  const text = sanitizeInput(raw);
  const size = sizeOf(text);
  if (size === undefined) return { text, pastes };
  const label = origin === 'pasted' ? `[pasted ${size}]` : `[${size}]`;
  const known = pastes.findIndex((paste) => paste.label === label && paste.text === text);
  if (known !== -1) return { text: String.fromCharCode(FIRST_CODE + known), pastes };
  // No code is left for it, so it is shown in full.
  if (pastes.length === MAX_PASTES) return { text, pastes };
  return { text: String.fromCharCode(FIRST_CODE + pastes.length), pastes: [...pastes, { text, label }] };
}

/** The size of a text in words, if it is too long to be shown. */
function sizeOf(text: string): string | undefined {
  const lines = (text.match(/\n/g)?.length ?? 0) + (text.endsWith('\n') ? 0 : 1);
  if (lines > MAX_LINES) return `${count(lines)} lines`;
  if (text.length > MAX_CHARACTERS) return `${count(text.length)} characters`;
  return undefined;
}

/** The paste that a character stands for, if it stands for one. */
export function pasteOf(character: string, pastes: Pastes): Paste | undefined {
  return character.length === 1 ? pastes[character.charCodeAt(0) - FIRST_CODE] : undefined;
}

/** The text with its pastes in full. */
export function expand({ text, pastes }: FoldedText): string {
  return text.replace(PASTE, (character) => pasteOf(character, pastes)?.text ?? '');
}
