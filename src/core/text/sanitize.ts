import { lengthOf, truncate } from './truncate.ts';

// C0 except tab and line feed, DEL, C1: without ESC and CSI no escape sequence survives, however it was split.
// Bidi overrides and isolates (U+202A-202E, U+2066-2069) can make text read differently from what it says (CVE-2021-42574).
const UNSAFE = /[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g;

/** Removes what could control a terminal. Safe on any piece of a text: it looks at one character at a time. */
export const sanitize = (text: string): string => text.replace(UNSAFE, '');

/** Makes any text one line of a message: whitespace becomes single spaces, and it is cut to `max` UTF-16 code units. */
export function sanitizeLine(text: string, max = 500): string {
  return truncate(text.replace(/\s+/g, ' ').replace(UNSAFE, '').trim(), max, lengthOf).toWellFormed();
}

/** Also the bar of the approval prompt, in whose place a terminal would show another. */
const UNSAFE_IN_JSON = new RegExp(`${UNSAFE.source}|\u2503`, 'g');

/** Makes JSON safe to print on a terminal: what could control it becomes `\uXXXX`, which leaves the value the same. */
export function sanitizeJson(json: string): string {
  return json.replace(UNSAFE_IN_JSON, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
