import { graphemes } from '../../core/text/graphemes.ts';
import { parseStyled, renderRuns, type Run } from './styled.ts';
import { graphemeWidth, isNarrow, widthOf } from './width.ts';

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
  if (isNarrow(text.slice(0, columns + 1))) return text.slice(0, columns);
  let length = 0;
  let used = 0;
  for (const grapheme of graphemes(text)) {
    used += graphemeWidth(grapheme);
    if (used > columns) break;
    length += grapheme.length;
  }
  return text.slice(0, length);
}

function firstColumns(runs: Run[], columns: number): Run[] {
  let used = 0;
  for (const [index, { text, style }] of runs.entries()) {
    const head = headOf(text, columns - used);
    if (head !== text) return head === '' ? runs.slice(0, index) : [...runs.slice(0, index), { text: head, style }];
    used += widthOf(head);
  }
  return runs;
}
