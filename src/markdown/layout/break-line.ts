import { graphemeWidth, isNarrow, splitGraphemes, widthOf } from './width.ts';

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
const FIRST_URL = /(?:[a-z]{2,12}:\/\/|www\.)[^ \u3000-\u303f\uff00-\uff60]+/i;
const ALL_URLS = new RegExp(FIRST_URL, 'gi');

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
    const parts = fillRows(line.slice(start, end), width).map(([from, to]): Span => [
      piece.start + from,
      piece.start + to,
    ]);
    [start, end] = parts.pop()!;
    rows.push(...parts);
    used = widthOf(line.slice(start, end));
  }
  return [...rows, [start, end]];
}

/** The rows of a line that keeps all its blanks: each is filled to the last column. A URL is not broken here either. */
export function fillRows(line: string, width: number): Span[] {
  const rows: Span[] = [];
  let start = 0;
  let end = 0;
  let used = 0;
  for (const { length, columns } of units(line)) {
    if (used > 0 && used + columns > width) {
      rows.push([start, end]);
      start = end;
      used = 0;
    }
    used += columns;
    end += length;
  }
  return [...rows, [start, end]];
}

/** The URLs of a line, and the characters between them. */
function* units(line: string): Generator<Unit, void> {
  let end = 0;
  for (const { 0: url, index } of line.matchAll(ALL_URLS)) {
    yield* characters(line.slice(end, index));
    yield { length: url.length, columns: widthOf(url) };
    end = index + url.length;
  }
  yield* characters(line.slice(end));
}

interface Unit {
  readonly length: number;
  readonly columns: number;
}

function characters(text: string): Unit[] {
  return splitGraphemes(text).map((one) => ({ length: one.length, columns: graphemeWidth(one) }));
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

function pieces(line: string): Iterable<Piece> {
  return isNarrow(line) ? words(line) : unspacedPieces(line);
}

function* words(line: string): Generator<Piece, void> {
  for (const { 0: word, index: start } of line.matchAll(/[^ ]+/g)) {
    yield { start, end: start + word.length, width: word.length, isWhole: FIRST_URL.test(word) };
  }
}

/** A row may break on either side of a wide character, unless the next row would begin with punctuation. */
function* unspacedPieces(line: string): Generator<Piece, void> {
  const urls = line.matchAll(ALL_URLS);
  let url = urls.next().value;
  let piece = emptyPiece(0);
  let afterWide = false;
  for (const unit of splitGraphemes(line)) {
    const columns = graphemeWidth(unit);
    while (url !== undefined && url.index + url[0].length <= piece.end) url = urls.next().value;
    const inUrl = url !== undefined && url.index <= piece.end;
    const isWide = columns === 2 && !inUrl;
    if (piece.width > 0 && (unit === ' ' || ((isWide || afterWide) && !NOT_FIRST.test(unit)))) {
      yield piece;
      piece = emptyPiece(piece.end);
    }
    if (unit === ' ') piece = emptyPiece(piece.end + 1);
    else {
      piece.end += unit.length;
      piece.width += columns;
      piece.isWhole ||= inUrl;
    }
    afterWide = isWide;
  }
  if (piece.end > piece.start) yield piece;
}

function emptyPiece(at: number): Piece {
  return { start: at, end: at, width: 0, isWhole: false };
}
