import { decodeHTMLStrict } from 'entities';
import { sanitize } from '../../core/text/sanitize.ts';

/** Only these are links: what else a model writes into one would run, or leak, where it is clicked. */
const ALLOWED = /^(https?|mailto|file):/i;

/** Text of a document as it may be shown on one row: without control characters, and with a space for each line break. */
export function cleanText(text: string): string {
  return sanitize(text.replace(/[\t\n\r\u2028\u2029]/g, ' '));
}

/** The same of text whose character references are not decoded yet. */
export function decodeText(text: string): string {
  return cleanText(text.includes('&') ? decodeHTMLStrict(text) : text);
}

/** The target of a link without anything that could end an escape sequence; `undefined` if it may not be one. */
export function linkTarget(href: string): string | undefined {
  const target = cleanText(href).trim();
  if (!ALLOWED.test(target)) return undefined;
  // OSC 8 takes the bytes 32 to 126 only.
  return target.toWellFormed().replace(/[^\x21-\x7e]/gu, encodeURIComponent);
}

/** Text as a hyperlink (OSC 8). The id lets a terminal see the rows of one link as one. */
export function hyperlink(text: string, target: string): string {
  return `\u001b]8;id=${hash(target)};${target}\u001b\\${text}\u001b]8;;\u001b\\`;
}

/** FNV-1a, 32 bits: only to tell links apart. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return (value >>> 0).toString(36);
}
