import stringWidth from 'string-width';
import { isAscii, splitGraphemes } from '../../core/text/graphemes.ts';

export { isAscii, splitGraphemes };

const widths = new Map<string, number>();
const MAX_KEPT = 4096;

/** The columns of a text without escape sequences; every width in this folder is measured here. */
export function widthOf(text: string): number {
  if (isAscii(text)) return text.length;
  let width = 0;
  for (const grapheme of splitGraphemes(text)) width += graphemeWidth(grapheme);
  return width;
}

export function graphemeWidth(grapheme: string): number {
  if (isAscii(grapheme)) return grapheme.length;
  const known = widths.get(grapheme);
  if (known !== undefined) return known;
  const width = stringWidth(grapheme);
  if (widths.size >= MAX_KEPT) widths.clear();
  widths.set(grapheme, width);
  return width;
}
