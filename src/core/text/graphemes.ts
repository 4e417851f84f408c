let segmenter: Intl.Segmenter | undefined;

/** Created on first use: creating it takes longer than everything else before the first prompt. */
export function graphemeSegmenter(): Intl.Segmenter {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return segmenter;
}

/** The time Intl.Segmenter takes for each character grows with the text. */
const MAX_SEGMENTED = 128;

/** Code points that only a mark behind them joins: most letters, ideographs and emoji. */
const BASE =
  '\\x20-\\x7e\\xa0-\\xac\\xae-\\u02ff\\u0370-\\u0377\\u037a-\\u0482\\u048a-\\u052f\\u05d0-\\u05ea\\u0620-\\u064a' +
  '\\u0660-\\u066f\\u0671-\\u06d3\\u0e01-\\u0e30\\u0e32\\u0e3f-\\u0e46\\u1e00-\\u1fff\\u2010-\\u2027\\u2030-\\u205e' +
  '\\u2070-\\u209c\\u20a0-\\u20bf\\u2100-\\u2bff\\u2e80-\\u3029\\u3030-\\u3096\\u309b-\\ua48c\\uac00-\\ud7a3' +
  '\\uf900-\\ufaff\\uff01-\\uff9d\\u{1f300}-\\u{1f3fa}\\u{1f400}-\\u{1f6ff}\\u{1f900}-\\u{1f9ff}\\u{20000}-\\u{3fffd}';
/** Marks that join any code point before them: accents, vowel signs of Hebrew, Arabic and Thai, variants, skin tones. */
const MARK =
  '\\u0300-\\u036f\\u0483-\\u0489\\u0591-\\u05bd\\u064b-\\u065f\\u0670\\u0e31\\u0e33-\\u0e3a\\u0e47-\\u0e4e' +
  '\\u20d0-\\u20f0\\u3099\\u309a\\ufe0e\\ufe0f\\u{1f3fb}-\\u{1f3ff}';
const MARKED = `[${BASE}][${MARK}]{0,8}`;
/** One character that is certain, or as much as Intl.Segmenter has to be asked about: between two bases there is a boundary. */
const PART = new RegExp(`${MARKED}(?=[${BASE}]|$)|[^]+?(?:(?<=${MARKED})(?=[${BASE}])|$)`, 'gu');
const CERTAIN = new RegExp(`^${MARKED}$`, 'u');

export const isAscii = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);

/** The text split into what people see as characters, however many code points each has. */
export function splitGraphemes(text: string): string[] {
  return isAscii(text) ? text.split('') : Array.from(graphemes(text));
}

/** The same, one at a time: the beginning of a long text does not cost the whole of it. */
export function* graphemes(text: string): Generator<string, void> {
  for (const [part] of text.matchAll(PART)) {
    if (part.length === 1 || CERTAIN.test(part)) yield part;
    else yield* segmented(part);
  }
}

function* segmented(text: string): Generator<string, void> {
  for (let at = 0; at < text.length;) {
    const end = at + MAX_SEGMENTED;
    const isCut = end < text.length;
    const piece = text.slice(at, end);
    // Half a surrogate pair where it is cut would hide that the character before it continues.
    const slice = isCut ? piece.replace(/(?<=.)[\ud800-\udbff]$/s, '') : piece;
    const parts = Array.from(graphemeSegmenter().segment(slice), ({ segment }) => segment);
    // The last character of the slice may continue after it.
    if (isCut && parts.length > 1) at -= parts.pop()!.length;
    at += slice.length;
    yield* parts;
  }
}
