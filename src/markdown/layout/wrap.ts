import { parseStyled, renderRuns, type Run } from './styled.ts';
import { graphemeWidth, isAscii, splitGraphemes, widthOf } from './width.ts';

/** Characters that do not begin a row in Chinese and Japanese text. */
const NOT_FIRST = /^[、。，．：；？！）］｝〕〉》」』】〙〗’”…ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ]/;

const TAB = 4;

/** What is kept whole if possible: a word, or a character of a script that breaks anywhere. */
interface Piece {
  readonly runs: Run[];
  width: number;
  /** The spaces before it, which are dropped at the start of a row. */
  readonly blanks: Run[];
  blankWidth: number;
}

/**
 * Styled text as rows of at most `width` columns, broken between words; a word that is too wide is broken between
 * characters. A line feed ends a row. Without a `width`, only line feeds do.
 */
export function wrapStyled(text: string, width: number | undefined): string[] {
  return splitLines(parseStyled(text)).flatMap((line) =>
    width === undefined ? [renderRuns(line)] : wrapLine(line, width),
  );
}

/** The same for code: nothing is moved, rows are filled to the last column. */
export function wrapExactly(text: string, width: number): string[] {
  const rows: Run[][] = [[]];
  let used = 0;
  for (const run of parseStyled(text)) used = append(rows, used, run, width);
  return rows.map(renderRuns);
}

/** A line of text with its tabs as spaces. */
export function expandTabs(text: string): string {
  if (!text.includes('\t')) return text;
  let column = 0;
  return text.replace(/[^\t]+|\t/g, (part) => {
    const expanded = part === '\t' ? ' '.repeat(TAB - (column % TAB)) : part;
    column += widthOf(expanded);
    return expanded;
  });
}

/** Adds a run behind the `used` columns of the last row, and in more rows if it does not fit. Returns the columns used then. */
function append(rows: Run[][], used: number, run: Run, width: number): number {
  const whole = used + widthOf(run.text);
  if (whole <= width) {
    rows.at(-1)!.push(run);
    return whole;
  }
  let column = used;
  let text = '';
  const finish = () => {
    if (text !== '') rows.at(-1)!.push({ text, style: run.style });
    text = '';
  };
  for (const character of splitGraphemes(run.text)) {
    // A wide character in a window of one column is replaced by one that fits.
    const grapheme = graphemeWidth(character) > width ? '?' : character;
    const columns = graphemeWidth(grapheme);
    if (column + columns > width && column > 0) {
      finish();
      rows.push([]);
      column = 0;
    }
    column += columns;
    text += grapheme;
  }
  finish();
  return column;
}

function splitLines(runs: readonly Run[]): Run[][] {
  const lines: Run[][] = [[]];
  for (const { text, style } of runs) {
    const [first, ...rest] = text.split('\n');
    if (first !== '') lines.at(-1)!.push({ text: first!, style });
    for (const line of rest) lines.push(line === '' ? [] : [{ text: line, style }]);
  }
  return lines;
}

function wrapLine(line: readonly Run[], width: number): string[] {
  const rows: Run[][] = [[]];
  let used = 0;
  for (const { runs, width: needed, blanks, blankWidth } of pieces(line)) {
    if (used > 0 && used + blankWidth + needed > width) {
      rows.push([]);
      used = 0;
    }
    if (used > 0) {
      rows.at(-1)!.push(...blanks);
      used += blankWidth;
    }
    if (used + needed <= width) {
      rows.at(-1)!.push(...runs);
      used += needed;
    } else {
      for (const run of runs) used = append(rows, used, run, width);
    }
  }
  return rows.map(renderRuns);
}

function pieces(line: readonly Run[]): Piece[] {
  const found: Piece[] = [];
  let piece: Piece = { runs: [], width: 0, blanks: [], blankWidth: 0 };
  const finish = () => {
    if (piece.runs.length === 0) return;
    found.push(piece);
    piece = { runs: [], width: 0, blanks: [], blankWidth: 0 };
  };
  let afterWide = false;
  for (const { text, style } of line) {
    for (const part of text.match(/ +|[^ ]+/g) ?? []) {
      if (part.startsWith(' ')) {
        afterWide = false;
        finish();
        piece.blanks.push({ text: part, style });
        piece.blankWidth += part.length;
        continue;
      }
      const isPlain = isAscii(part);
      for (const unit of isPlain ? [part] : splitGraphemes(part)) {
        // A row may break on either side of a wide character, unless the next row would begin with punctuation.
        const columns = isPlain ? unit.length : graphemeWidth(unit);
        const isWide = !isPlain && columns === 2;
        if ((isWide || afterWide) && !NOT_FIRST.test(unit)) finish();
        piece.runs.push({ text: unit, style });
        piece.width += columns;
        afterWide = isWide;
      }
    }
  }
  finish();
  return found;
}
