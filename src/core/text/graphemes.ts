let segmenter: Intl.Segmenter | undefined;

/** Made when a text first needs it: that takes longer than all else before the first prompt. */
export function graphemeSegmenter(): Intl.Segmenter {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return segmenter;
}

/** What Intl.Segmenter takes for a character grows with the text. */
const AT_ONCE = 128;

export function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

/** The text in what a person takes for characters, whatever number of code points they have. */
export function splitGraphemes(text: string): string[] {
  if (isAscii(text)) return text.split('');
  const found: string[] = [];
  for (let at = 0; at < text.length;) {
    const parts = Array.from(graphemeSegmenter().segment(text.slice(at, at + AT_ONCE)), ({ segment }) => segment);
    // What the slice ends with may go on behind it.
    if (at + AT_ONCE < text.length && parts.length > 1) at -= parts.pop()!.length;
    at += AT_ONCE;
    for (const part of parts) found.push(part);
  }
  return found;
}
