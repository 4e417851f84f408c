import stringWidth from 'string-width';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const widths = new Map<string, number>();
const MOST_KEPT = 4096;

/** The columns that a text without escape sequences takes; every width in the engine is measured here. */
export function widthOf(text: string): number {
  if (isAscii(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += graphemeWidth(segment);
  return width;
}

export function splitGraphemes(text: string): string[] {
  return isAscii(text) ? text.split('') : Array.from(graphemes.segment(text), ({ segment }) => segment);
}

export function graphemeWidth(grapheme: string): number {
  if (isAscii(grapheme)) return grapheme.length;
  const known = widths.get(grapheme);
  if (known !== undefined) return known;
  const width = stringWidth(grapheme);
  if (widths.size >= MOST_KEPT) widths.clear();
  widths.set(grapheme, width);
  return width;
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}
