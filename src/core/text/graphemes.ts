let segmenter: Intl.Segmenter | undefined;

/** Created on first use: creating it takes longer than everything else before the first prompt. */
export function graphemeSegmenter(): Intl.Segmenter {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return segmenter;
}

/** The time Intl.Segmenter takes for each character grows with the text. */
const MAX_SEGMENTED = 128;

export const isAscii = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);

/** The text split into what people see as characters, however many code points each has. */
export function splitGraphemes(text: string): string[] {
  return isAscii(text) ? text.split('') : Array.from(graphemes(text));
}

/** The same, one at a time: the beginning of a long text does not cost the whole of it. */
export function* graphemes(text: string): Generator<string, void> {
  for (let at = 0; at < text.length;) {
    // Half a surrogate pair at its end would hide that the character before it continues.
    const slice = text.slice(at, at + MAX_SEGMENTED).replace(/(?<=.)[\ud800-\udbff]$/s, '');
    const parts = Array.from(graphemeSegmenter().segment(slice), ({ segment }) => segment);
    // The last character of the slice may continue after it.
    if (at + slice.length < text.length && parts.length > 1) at -= parts.pop()!.length;
    at += slice.length;
    yield* parts;
  }
}
