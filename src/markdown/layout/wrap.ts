import { parseStyled, renderRuns, type Run, type Style } from './styled.ts';
import { graphemeWidth, isAscii, splitGraphemes, widthOf } from './width.ts';

/** Characters that do not begin a row in Chinese and Japanese text. */
const NOT_FIRST = /^[、。，．：；？！）］｝〕〉》」』】〙〗’”…ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ]/;

const TAB = 4;

/** What is kept whole if possible: a word, or a character of a script that breaks anywhere. */
interface Piece {
  readonly runs: Run[];
  readonly width: number;
  /** The spaces before it, which are dropped at the start of a row. */
  readonly blanks: Run[];
  readonly blankWidth: number;
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
function append(rows: Run[][], used: number, { text, style }: Run, width: number): number {
  let column = used;
  for (const part of fill(text, width, used)) {
    if (part.breaks) rows.push([]);
    column = part.breaks ? part.width : column + part.width;
    rows.at(-1)!.push({ text: part.text, style });
  }
  return column;
}

/** Pieces of `text` that each fit, the first behind `column`. */
function fill(text: string, width: number, column: number): { text: string; width: number; breaks: boolean }[] {
  const whole = widthOf(text);
  if (column + whole <= width) return [{ text, width: whole, breaks: false }];
  const parts = [{ text: '', width: 0, breaks: false }];
  let used = column;
  for (const character of splitGraphemes(text)) {
    // A wide character in a window of one column is replaced by one that fits.
    const grapheme = graphemeWidth(character) > width ? '?' : character;
    const own = graphemeWidth(grapheme);
    if (used + own > width && used > 0) {
      parts.push({ text: '', width: 0, breaks: true });
      used = 0;
    }
    const part = parts.at(-1)!;
    part.text += grapheme;
    part.width += own;
    used += own;
  }
  return parts.filter((part) => part.text !== '');
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
  let blanks: Run[] = [];
  let runs: Run[] = [];
  let width = 0;
  const finish = () => {
    if (runs.length === 0) return;
    found.push({ runs, blanks, width, blankWidth: totalWidth(blanks) });
    runs = [];
    blanks = [];
    width = 0;
  };
  const add = (text: string, style: Style, columns: number) => {
    runs.push({ text, style });
    width += columns;
  };
  let afterWide = false;
  for (const { text, style } of line) {
    for (const part of text.match(/ +|[^ ]+/g) ?? []) {
      if (part.startsWith(' ')) {
        afterWide = false;
        finish();
        blanks.push({ text: part, style });
      } else if (isAscii(part)) {
        if (afterWide) finish();
        afterWide = false;
        add(part, style, part.length);
      } else {
        for (const grapheme of splitGraphemes(part)) {
          // A row may break on either side of a wide character, unless the next row would begin with punctuation.
          const columns = graphemeWidth(grapheme);
          const wide = columns === 2;
          if ((wide || afterWide) && !NOT_FIRST.test(grapheme)) finish();
          add(grapheme, style, columns);
          afterWide = wide;
        }
      }
    }
  }
  finish();
  return found;
}

function totalWidth(runs: readonly Run[]): number {
  return runs.reduce((sum, { text }) => sum + widthOf(text), 0);
}
