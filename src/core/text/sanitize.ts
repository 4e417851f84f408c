// C0 but tab and line feed, DEL, C1: without ESC and CSI no escape sequence is left, however it was split.
// The bidi overrides and isolates (U+202A-202E, U+2066-2069) can make text read as what it is not (CVE-2021-42574).
const UNSAFE = /[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g;

/** The text without what could steer a terminal. Works on any piece of a text: it looks at one character at a time. */
export function sanitize(text: string): string {
  return text.replace(UNSAFE, '');
}

/** The same for one line of a message: line breaks and runs of blanks become one blank, and it is cut at `most` characters. */
export function sanitizeLine(text: string, most = 500): string {
  const line = text.replace(/\s+/g, ' ').replace(UNSAFE, '').trim();
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}

/** JSON text that a terminal can be shown: what could steer it is written as `\uXXXX`, so the value stays the same. */
export function sanitizeJson(json: string): string {
  return json.replace(UNSAFE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
