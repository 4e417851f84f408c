import { isAscii, splitGraphemes, graphemeWidth, widthOf } from './width.ts';

/** Where a row begins in a line, and where it ends. */
export type Span = readonly [start: number, end: number];

/** What is kept whole if possible: a word, or a character of a script that breaks anywhere. */
interface Piece {
  start: number;
  end: number;
  width: number;
  /** It holds a URL, which is of no use in parts. */
  isWhole: boolean;
}

/** Characters that do not begin a row in Chinese and Japanese text. */
const NOT_FIRST = /^[、。，．：；？！）］｝〕〉》」』】〙〗’”…ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ]/;

/** A URL, up to a blank or the punctuation of a text that puts no blanks between words. */
const URLS = /((?:[a-z]{2,12}:\/\/|www\.)[^ \u3000-\u303f\uff00-\uff60]+)/i;

/**
 * The rows of a line of text, each at most `width` columns wide, broken between words; blanks at a break belong to no row. A
 * word that is too wide is broken between characters, but a URL never is: it is wider than the rest, for the terminal to
 * wrap.
 */
export function breakLine(line: string, width: number): Span[] {
  const rows: Span[] = [];
  let start = 0;
  let end = 0;
  let used = 0;
  for (const piece of pieces(line)) {
    // Blanks are one column wide.
    const after = used + piece.start - end + piece.width;
    if (used > 0 && after <= width) {
      used = after;
      end = piece.end;
      continue;
    }
    if (used > 0) rows.push([start, end]);
    ({ start, end, width: used } = piece);
    if (used <= width || piece.isWhole) continue;
    used = 0;
    end = start;
    for (const grapheme of splitGraphemes(line.slice(piece.start, piece.end))) {
      const columns = graphemeWidth(grapheme);
      if (used > 0 && used + columns > width) {
        rows.push([start, end]);
        start = end;
        used = 0;
      }
      used += columns;
      end += grapheme.length;
    }
  }
  return [...rows, [start, end]];
}

/** The width of the widest word in some lines, and of the widest that is never broken. */
export function longestWord(lines: readonly string[]): { readonly width: number; readonly wholeWidth: number } {
  let [width, wholeWidth] = [0, 0];
  for (const line of lines) {
    for (const piece of pieces(line)) {
      width = Math.max(width, piece.width);
      if (piece.isWhole) wholeWidth = Math.max(wholeWidth, piece.width);
    }
  }
  return { width, wholeWidth };
}

function* pieces(line: string): Generator<Piece, void> {
  for (const { 0: word, index: start } of line.matchAll(/[^ ]+/g)) {
    const hasUrl = URLS.test(word);
    if (isAscii(word)) yield { start, end: start + word.length, width: word.length, isWhole: hasUrl };
    else yield* piecesOf(word, start, hasUrl);
  }
}

/** A row may break on either side of a wide character, unless the next row would begin with punctuation. */
function* piecesOf(word: string, at: number, hasUrl: boolean): Generator<Piece, void> {
  let piece: Piece = { start: at, end: at, width: 0, isWhole: false };
  let afterWide = false;
  for (const [index, part] of (hasUrl ? word.split(URLS) : [word]).entries()) {
    const isUrl = index % 2 === 1;
    for (const unit of isUrl ? [part] : splitGraphemes(part)) {
      const columns = isUrl ? widthOf(unit) : graphemeWidth(unit);
      const isWide = !isUrl && columns === 2;
      if ((isWide || afterWide) && piece.width > 0 && !NOT_FIRST.test(unit)) {
        yield piece;
        piece = { start: piece.end, end: piece.end, width: 0, isWhole: false };
      }
      piece.end += unit.length;
      piece.width += columns;
      piece.isWhole ||= isUrl;
      afterWide = isWide;
    }
  }
  yield piece;
}
