import stringWidth from 'string-width';
import { splitGraphemes } from '../../core/text/graphemes.ts';

export { splitGraphemes };

/** Most letters, punctuation and symbols: each is a column wide. */
const NARROW =
  /^[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u05d0-\u05ea\u0620-\u064a\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u20bf\u2100-\u2319\u2500-\u25fc\u25ff-\u2613\u2616-\u262f\u270c-\u2727\u2729-\u274b\u2758-\u2794\u2798-\u27af\u27c0-\u2b1a]*$/;
/** Most characters of Chinese, Japanese and Korean, and most emoji: each is two columns wide. */
const WIDE = new RegExp(
  '^[\\u231a\\u231b\\u23e9-\\u23ec\\u26a1\\u2705\\u270a\\u270b\\u2728\\u274c\\u274e\\u2753-\\u2755\\u2757' +
    '\\u2795-\\u2797\\u2b50\\u2b55\\u2e80-\\u2e99\\u3000-\\u3029\\u3041-\\u3096\\u309b-\\u30ff\\u3105-\\u312f' +
    '\\u3131-\\u3163\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\uf900-\\ufaff\\uff01-\\uff60' +
    '\\u{1f32d}-\\u{1f335}\\u{1f337}-\\u{1f37c}\\u{1f37e}-\\u{1f393}\\u{1f3a0}-\\u{1f3ca}\\u{1f3e0}-\\u{1f3f0}' +
    '\\u{1f400}-\\u{1f43e}\\u{1f442}-\\u{1f4fc}\\u{1f4ff}-\\u{1f53d}\\u{1f5fb}-\\u{1f64f}\\u{1f680}-\\u{1f6c5}' +
    '\\u{1f90c}-\\u{1f93a}\\u{1f947}-\\u{1f9ff}\\u{20000}-\\u{2fffd}\\u{30000}-\\u{3fffd}]$',
  'u',
);

/** Whether each of the text's code units is a column wide. */
export const isNarrow = (text: string): boolean => NARROW.test(text);

const widths = new Map<string, number>();
const MAX_KEPT = 4096;

/** The columns of a text without escape sequences; every width in this folder is measured here. */
export function widthOf(text: string): number {
  if (isNarrow(text)) return text.length;
  let width = 0;
  for (const grapheme of splitGraphemes(text)) width += graphemeWidth(grapheme);
  return width;
}

export function graphemeWidth(grapheme: string): number {
  if (isNarrow(grapheme)) return grapheme.length;
  if (WIDE.test(grapheme)) return 2;
  const known = widths.get(grapheme);
  if (known !== undefined) return known;
  const width = stringWidth(grapheme);
  if (widths.size >= MAX_KEPT) widths.clear();
  widths.set(grapheme, width);
  return width;
}
