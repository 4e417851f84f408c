import type { Editor } from './editor.ts';
import { pasteOf, type Folded } from './pastes.ts';
import { splitGraphemes } from './text.ts';
import { count } from '../core/text/numbers.ts';
import type { WidthOf } from '../core/text/rough-width.ts';
import { truncate } from '../core/text/truncate.ts';

/** What a part of a row is, for those who give it a colour. */
export type Tone = 'prompt' | 'text' | 'paste' | 'hint';

export interface Segment {
  readonly text: string;
  readonly tone: Tone;
}

export type Row = readonly Segment[];

export interface Place {
  readonly row: number;
  readonly column: number;
}

export interface Measure {
  /** The columns a row may take; the cursor may stand behind the last. */
  readonly width: number;
  readonly widthOf: WidthOf;
}

export interface Layout {
  readonly rows: readonly Row[];
  readonly cursor: Place;
}

const PROMPT = '> ';
const INDENT = '  ';
const TAB_STOP = 4;
/** So narrow that a prompt would leave too little. */
const LEAST_WIDTH = 4;

/** The editor as it is shown, in `maxRows` at most: what is hidden is hinted at, and the cursor is always to be seen. */
export function layOut(editor: Editor, measure: Measure & { readonly maxRows: number }): Layout {
  const { maxRows } = measure;
  const list = candidateRows(editor, measure, Math.floor(maxRows / 2));
  const whole = flow(leadOf(editor), editor, editor.cursor, measure);
  const { rows, cursor } = aroundCursor(whole, maxRows - list.length, measure);
  return { rows: [...rows, ...list], cursor };
}

/** All rows of a text that is done with; `mark` says what became of it. */
export function layOutAll(shown: Folded, measure: Measure, mark = ''): readonly Row[] {
  const { rows } = flow(PROMPT, shown, shown.text.length, measure);
  if (mark === '') return rows;
  const [last, above] = [rows.at(-1)!, rows.slice(0, -1)];
  const hint: Segment = { text: mark, tone: 'hint' };
  const fits = measure.widthOf([...last, hint].map(({ text }) => text).join('')) <= measure.width;
  return fits ? [...above, [...last, hint]] : [...rows, [hint]];
}

function leadOf({ search }: Editor): string {
  if (search === undefined) return PROMPT;
  return `(${search.failing ? 'not found' : 'search'})'${search.query}': `;
}

/** The text wrapped, and where in it the cursor stands. */
function flow(lead: string, { text, pastes }: Folded, cursor: number, { width, widthOf }: Measure): Layout {
  const narrow = width < LEAST_WIDTH;
  const indent = narrow ? '' : INDENT;
  const rows: Segment[][] = [[]];
  let column = 0;
  let place: Place | undefined;

  function breakRow(): void {
    rows.push(indent === '' ? [] : [{ text: indent, tone: 'prompt' }]);
    column = indent.length;
  }
  function makeRoom(columns: number): void {
    if (column + columns > width && column > indent.length) breakRow();
  }
  function put(grapheme: string, tone: Tone): void {
    const columns = widthOf(grapheme);
    // Unicode sets no limit to what goes together.
    if (columns > width - indent.length && columns > 2)
      return Array.from(grapheme).forEach((point) => put(point, tone));
    makeRoom(columns);
    column += columns;
    const row = rows.at(-1)!;
    const last = row.at(-1);
    if (last?.tone === tone) row[row.length - 1] = { text: last.text + grapheme, tone };
    else row.push({ text: grapheme, tone });
  }
  const mark = () => (place ??= { row: rows.length - 1, column });

  if (!(narrow && lead === PROMPT)) for (const grapheme of splitGraphemes(lead)) put(grapheme, 'prompt');
  let at = 0;
  for (const grapheme of splitGraphemes(text)) {
    const under = at + grapheme.length > cursor;
    const paste = pasteOf(grapheme, pastes);
    if (grapheme === '\n') {
      if (under) mark();
      breakRow();
    } else {
      const parts = paste === undefined ? [grapheme] : splitGraphemes(paste.label);
      const isTab = grapheme === '\t';
      makeRoom(isTab ? 1 : widthOf(parts[0]!));
      if (under) mark();
      if (isTab) put(' '.repeat(Math.min(tabWidth(column - indent.length), Math.max(1, width - column))), 'text');
      else for (const part of parts) put(part, paste === undefined ? 'text' : 'paste');
    }
    at += grapheme.length;
  }
  return { rows, cursor: mark() };
}

const tabWidth = (column: number) => TAB_STOP - (column % TAB_STOP);

/** So many of the rows that the cursor is among them. */
function aroundCursor({ rows, cursor }: Layout, most: number, measure: Measure): Layout {
  if (rows.length <= most) return { rows, cursor };
  const top = Math.max(0, Math.min(cursor.row - Math.floor(most / 2), rows.length - most));
  const shown = rows.slice(top, top + most);
  const below = rows.length - top - most;
  // The cursor stands on none of these rows.
  if (most >= 3 && top > 0) shown[0] = hintRow(`… ${lines(top + 1)} above`, measure);
  if (most >= 3 && below > 0) shown[most - 1] = hintRow(`… ${lines(below + 1)} below`, measure);
  return { rows: shown, cursor: { row: cursor.row - top, column: cursor.column } };
}

const lines = (n: number) => `${count(n)} lines`;

const hintRow = (text: string, { width, widthOf }: Measure): Row => [
  { text: truncate(text, width, widthOf), tone: 'hint' },
];

/** The candidates in columns, and how many more there are. */
function candidateRows({ completion }: Editor, measure: Measure, most: number): Row[] {
  if (completion?.shown !== true || most === 0) return [];
  const { width, widthOf } = measure;
  const labels = completion.candidates.map(({ text, label }) => truncate(label ?? text, width, widthOf));
  const column = Math.max(...labels.map(widthOf)) + 2;
  const columns = Math.max(1, Math.floor((width + 2) / column));
  const rows = Math.ceil(labels.length / columns);
  const full = rows <= most ? rows : most - 1;
  const list = Array.from({ length: full }, (_, row) =>
    labels
      .slice(row * columns, (row + 1) * columns)
      .map((label) => label + ' '.repeat(column - widthOf(label)))
      .join('')
      .trimEnd(),
  );
  if (full < rows) list.push(truncate(`… ${count(labels.length - full * columns)} more`, width, widthOf));
  return list.map((text) => [{ text, tone: 'hint' }]);
}
