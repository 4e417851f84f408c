import { breakLine, fillRows, type Span } from './break-line.ts';
import { parseStyled, plainText, renderRuns, type Run } from './styled.ts';
import { graphemeWidth, splitGraphemes, widthOf } from './width.ts';

const TAB = 4;

/**
 * Styled text as rows of at most `width` columns, broken between words; a word that is too wide is broken between
 * characters, but a URL is not. A line feed ends a row. Without a `width`, only line feeds do.
 */
export function wrapStyled(text: string, width: number | undefined): string[] {
  return splitLines(parseStyled(text)).flatMap((line) =>
    width === undefined ? [renderRuns(line)] : rowsOf(line, width, breakLine),
  );
}

/** The same behind a mark and a space, with the rows below one another; in a narrow window below the mark, too. */
export function wrapBehind(mark: string, text: string, width: number | undefined): string[] {
  if (text === '') return wrapStyled(mark, width);
  const indent = widthOf(plainText(mark)) + 1;
  if (width !== undefined && width < 3 * indent) return wrapStyled(`${mark} ${text}`, width);
  const rows = wrapStyled(text, width === undefined ? undefined : width - indent);
  return rows.map((row, index) => (index === 0 ? `${mark} ` : ' '.repeat(indent)) + row);
}

/** Styled text that keeps its blanks: nothing is moved, rows are filled to the last column. A URL is not broken. */
export function wrapExactly(text: string, width: number): string[] {
  return rowsOf(parseStyled(text), width, fillRows);
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

function splitLines(runs: readonly Run[]): Run[][] {
  const lines: Run[][] = [[]];
  for (const { text, style } of runs) {
    const [first, ...rest] = text.split('\n');
    if (first !== '') lines.at(-1)!.push({ text: first!, style });
    for (const line of rest) lines.push(line === '' ? [] : [{ text: line, style }]);
  }
  return lines;
}

function rowsOf(runs: readonly Run[], width: number, breakText: typeof breakLine): string[] {
  const fitting = width > 1 ? runs : runs.map(({ text, style }) => ({ text: withoutWide(text, width), style }));
  return cut(fitting, breakText(fitting.map(({ text }) => text).join(''), width)).map(renderRuns);
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
