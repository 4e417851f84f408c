import remend, { type RemendOptions } from 'remend';
import type { Token } from 'marked';
import { closingTags } from '../inline-parser/html-tags.ts';
import { parseInline } from '../inline-parser/parse-inline.ts';
import { noLinks } from './link-definitions.ts';
import { maskFormulas } from './mask-formulas.ts';
import { inParts } from './parts.ts';

/** Only what closes inline text: the blocks are decided, and formulas are not Markdown. */
const SETTINGS: RemendOptions = {
  linkMode: 'text-only',
  images: false,
  setextHeadings: false,
  comparisonOperators: false,
  singleTilde: false,
  katex: false,
  inlineKatex: false,
};

/**
 * Inline text that is still being written, as it would look if what it has opened were closed: `**bold` is bold.
 * `isTyping`: its last line is incomplete, so that a marker at its end may be only half there, and is left out.
 */
export function repairText(text: string, isTyping: boolean): string {
  const parts = inParts(text);
  const { masked, unmask } = maskFormulas(parts.pop()!);
  const whole = isTyping ? withoutHalfMarkers(withoutHalfTag(masked)) : masked;
  const repaired = remend(whole, SETTINGS);
  return parts.join('') + unmask(repaired + closingTags(tokensOf(repaired)));
}

/** The tokens of a text, if there may be tags in it. */
function tokensOf(text: string): Token[] {
  return text.includes('<') ? parseInline(text, noLinks(), 'lenient') : [];
}

/** The text without the tag or the comment at its end that is only half there. */
function withoutHalfTag(text: string): string {
  // In code that has not ended, a tag is code.
  if (tokensOf(text).some(({ type, raw }) => type === 'text' && /^`+$/.test(raw))) return text;
  const comment = text.lastIndexOf('<!--');
  if (comment !== -1 && !text.includes('-->', comment)) return text.slice(0, comment);
  return text.replace(/<(?:\/?[a-z]*|(?:img|a) [^<>]*|!-?)$/i, '');
}

/**
 * The text without the brackets, stars and backticks at its end that may yet become a link, an image or emphasis:
 * `see [docs]`, `![logo](http:/` and `a **` are shown as `see docs`, `logo` and `a`, but `[x]` stays, for the box of a task.
 */
function withoutHalfMarkers(text: string): string {
  return text
    .replace(/!\[([^[\]]*)(?:\](?:\([^)]*)?)?$/, '$1')
    .replace(/(^|\s)\[([^[\]]{2,})\]$/, '$1$2')
    .replace(/(?:[*_~]+|`+)$/, (marker) => (closes(text, marker) ? marker : ''));
}

/** Whether a marker at the end of a text closes one that stands before it. */
function closes(text: string, marker: string): boolean {
  const before = text.slice(0, -marker.length);
  return before.includes(marker) && !/\s$/.test(before);
}
