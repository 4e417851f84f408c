const MARKERS = /\*+|_+|!/g;
const MAX_MARKERS = 256;

/**
 * Inline text in parts that are parsed one by one. The cost of a marker grows with the number of markers around it, so a
 * text with very many is split, before a word if possible. Any other text is one part.
 */
export function inParts(text: string): string[] {
  if (text.length <= MAX_MARKERS) return [text];
  const parts: string[] = [];
  let start = 0;
  let markers = 0;
  for (const { index } of text.matchAll(MARKERS)) {
    if (++markers <= MAX_MARKERS) continue;
    const blank = text.lastIndexOf(' ', index - 1) + 1;
    const cut = blank > start ? blank : index;
    parts.push(text.slice(start, cut));
    start = cut;
    markers = text.slice(cut, index + 1).match(MARKERS)!.length;
  }
  return [...parts, text.slice(start)];
}
