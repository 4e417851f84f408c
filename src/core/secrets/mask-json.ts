import { isSecretName } from './secret-names.ts';
import { MASK } from './secret-shapes.ts';
import type { Mask } from './secrets.ts';

/**
 * Masks the strings of a JSON text, and leaves all else as it is: numbers, blanks, the order of keys. A string under a
 * key such as `x-api-key` is masked whatever it is.
 */
export function maskJson(json: string, mask: Mask): string {
  let [masked, rest, key] = ['', 0, ''];
  for (let start = json.indexOf('"'); start !== -1; start = json.indexOf('"', rest)) {
    const end = endOfString(json, start);
    const literal = json.slice(start, end);
    const text = JSON.parse(literal) as string;
    const isKey = /^\s*:/.test(json.slice(end, end + MAX_BLANKS));
    const shown = !isKey && isSecretName(key) ? MASK : mask(text);
    key = isKey ? text : '';
    masked += json.slice(rest, start) + (shown === text ? literal : JSON.stringify(shown));
    rest = end;
  }
  return masked + json.slice(rest);
}

/** Nobody writes more of them before a colon. */
const MAX_BLANKS = 100;

/** The place after the closing quote: the first one without a backslash that escapes it. */
function endOfString(json: string, start: number): number {
  for (let at = start + 1; ; at++) {
    if (json[at] === '\\') at++;
    else if (json[at] === '"') return at + 1;
  }
}
