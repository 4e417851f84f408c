import { graphemes } from './graphemes.ts';
import { roughWidth, type WidthOf } from './rough-width.ts';

/** Cuts a text to `max` columns and ends it with an ellipsis if anything was cut. Characters stay whole. */
export function truncate(text: string, max: number, widthOf: WidthOf = roughWidth): string {
  return widthOf(text) <= max ? text : `${prefix(text, max - 1, widthOf).trimEnd()}…`;
}

/** Cuts a line to `max` UTF-16 code units: after a word if one ends in the second half, else after any character. */
export function truncateAtWord(line: string, max: number): string {
  if (line.length <= max) return line;
  const kept = prefix(line, max - 1, lengthOf);
  const words = /^(.*\S)\s+\S*$/.exec(kept)?.[1] ?? '';
  return `${(words.length > max / 2 ? words : kept).trimEnd()}…`;
}

/** As many characters from the start of the text as fit into `max` columns. */
export function prefix(text: string, max: number, widthOf: WidthOf): string {
  let end = 0;
  let width = 0;
  for (const grapheme of graphemes(text)) {
    width += widthOf(grapheme);
    if (width > max) break;
    end += grapheme.length;
  }
  return text.slice(0, end);
}

/** At most `max` items, and how many more there are. */
export function truncateList(items: readonly string[], max: number): readonly string[] {
  return items.length <= max ? items : [...items.slice(0, max), `and ${items.length - max} more`];
}

/** Measures UTF-16 code units, for limits that are not about columns. */
export const lengthOf: WidthOf = (text) => text.length;
