import stringWidth from 'string-width';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const widths = new Map<string, number>();
/** What Intl.Segmenter takes for a character grows with the text. */
const AT_ONCE = 128;
const MOST_KEPT = 4096;

/** The columns that a text without escape sequences takes; every width in the engine is measured here. */
export function widthOf(text: string): number {
  if (isAscii(text)) return text.length;
  let width = 0;
  for (const grapheme of splitGraphemes(text)) width += graphemeWidth(grapheme);
  return width;
}

export function splitGraphemes(text: string): string[] {
  if (isAscii(text)) return text.split('');
  const found: string[] = [];
  for (let at = 0; at < text.length;) {
    const parts = Array.from(graphemes.segment(text.slice(at, at + AT_ONCE)), ({ segment }) => segment);
    // What the slice ends with may go on behind it.
    if (at + AT_ONCE < text.length && parts.length > 1) at -= parts.pop()!.length;
    at += AT_ONCE;
    for (const part of parts) found.push(part);
  }
  return found;
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

export function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}
