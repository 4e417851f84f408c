import { graphemes } from '../../core/text/graphemes.ts';
import { parseStyled, renderRuns, type Run } from './styled.ts';
import { graphemeWidth, isNarrow } from './width.ts';

const ELLIPSIS = '…';

/** A row of at most `columns` columns, with an ellipsis where something is left out. */
export function clipRow(row: string, columns: number): string {
  const runs = parseStyled(row);
  if (firstColumns(runs, columns) === runs) return row;
  const kept = firstColumns(runs, columns - 1);
  const { style } = kept.at(-1) ?? runs[0]!;
  return renderRuns([...kept, { text: ELLIPSIS, style }]);
}

/** As many characters of a text as fit into `columns`. What follows them is not looked at, however long it is. */
export function headOf(text: string, columns: number): string {
  return text.slice(0, fit(text, columns).length);
}

function firstColumns(runs: Run[], columns: number): Run[] {
  let left = columns;
  for (const [index, { text, style }] of runs.entries()) {
    const { length, width } = fit(text, left);
    if (length < text.length) {
      return [...runs.slice(0, index), ...(length === 0 ? [] : [{ text: text.slice(0, length), style }])];
    }
    left -= width;
  }
  return runs;
}

/** How long the part of a text is that fits into `columns`, and how wide. */
function fit(text: string, columns: number): { length: number; width: number } {
  if (isNarrow(text.slice(0, columns + 1))) {
    const length = Math.min(text.length, columns);
    return { length, width: length };
  }
  let length = 0;
  let width = 0;
  for (const grapheme of graphemes(text)) {
    const wider = width + graphemeWidth(grapheme);
    if (wider > columns) break;
    width = wider;
    length += grapheme.length;
  }
  return { length, width };
}
