import { sanitize } from '../core/text/sanitize.ts';

const CHARACTERS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Any text as text of a page, or as the value of an attribute between quotation marks. */
export function escapeHtml(text: string): string {
  return sanitize(text)
    .toWellFormed()
    .replace(/[&<>"']/g, (char) => CHARACTERS[char]!);
}
