import { breakLine, type Span } from './break-line.ts';
import { parseStyled, renderRuns, type Run } from './styled.ts';
import { graphemeWidth, splitGraphemes, widthOf } from './width.ts';

const TAB = 4;

/**
 * Styled text as rows of at most `width` columns, broken between words; a word that is too wide is broken between
 * characters, but a URL is not. A line feed ends a row. Without a `width`, only line feeds do.
 */
export function wrapStyled(text: string, width: number | undefined): string[] {
  return splitLines(parseStyled(text)).flatMap((line) =>
    width === undefined ? [renderRuns(line)] : wrapLine(line, width),
  );
}

/** Styled text that keeps its blanks: nothing is moved, rows are filled to the last column. */
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

function wrapLine(runs: readonly Run[], width: number): string[] {
  const fitting = width > 1 ? runs : runs.map(({ text, style }) => ({ text: withoutWide(text, width), style }));
  const spans = breakLine(fitting.map(({ text }) => text).join(''), width);
  return cut(fitting, spans).map(renderRuns);
}

/** A wide character in a window of one column is replaced by one that fits. */
function withoutWide(text: string, width: number): string {
  return splitGraphemes(text)
    .map((grapheme) => (graphemeWidth(grapheme) > width ? '?' : grapheme))
    .join('');
}

/** The runs of each span, which come one after the other. */
function cut(runs: readonly Run[], spans: readonly Span[]): Run[][] {
  let index = 0;
  let at = 0;
  return spans.map(([start, end]) => {
    const row: Run[] = [];
    for (let run = runs[index]; run !== undefined && at < end; run = runs[index]) {
      const text = run.text.slice(Math.max(0, start - at), end - at);
      if (text !== '') row.push({ text, style: run.style });
      if (at + run.text.length > end) break;
      at += run.text.length;
      index++;
    }
    return row;
  });
}
