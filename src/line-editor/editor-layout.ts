import { count } from '../core/text/numbers.ts';
import type { WidthOf } from '../core/text/rough-width.ts';
import { truncate } from '../core/text/truncate.ts';
import type { Completion, Editor } from './editor.ts';
import { pasteOf, type FoldedText } from './pastes.ts';
import { clipSuggestions, type Suggestion } from './suggestions.ts';
import { splitCharacters } from './text-boundaries.ts';

/** The role of a part of a row, by which it is styled. */
export type Tone = 'prompt' | 'text' | 'paste' | 'hint';

export interface Segment {
  readonly text: string;
  readonly tone: Tone;
}

export type Row = readonly Segment[];

/** A cell of the terminal, relative to the first row. */
export interface Position {
  readonly row: number;
  readonly column: number;
}

/** The space there is, and how much of it a text takes. */
export interface Measure {
  /** The columns of a row; the cursor may stand after the last. */
  readonly width: number;
  readonly widthOf: WidthOf;
}

/** Rows, and where the cursor stands in them. */
export interface Layout {
  readonly rows: readonly Row[];
  readonly cursor: Position;
}

const PROMPT = '> ';
const INDENT = '  ';
const TAB_WIDTH = 4;
/** Below this width there is no room for prompt and indent. */
const MIN_WIDTH = 4;

/** The space for an editor, and what is listed below its text unless candidates are. */
export interface EditorSpace extends Measure {
  readonly maxRows: number;
  readonly suggestions?: readonly Suggestion[];
}

/** Lays out an editor in at most `maxRows` rows around the cursor; hints tell how much is hidden. */
export function layOutEditor(editor: Editor, measure: EditorSpace): Layout {
  const { maxRows, suggestions = [] } = measure;
  const list =
    editor.completion?.listed === true
      ? candidateRows(editor.completion, measure, Math.floor(maxRows / 2))
      : suggestionRows(suggestions, maxRows - 1, measure);
  const whole = wrap(leadOf(editor), editor, editor.cursor, measure);
  const { rows, cursor } = aroundCursor(whole, maxRows - list.length, measure);
  return { rows: [...rows, ...list], cursor };
}

/** Lays out all of a text that is no longer edited, followed by a hint at how it ended. */
export function layOutFinished(text: FoldedText, measure: Measure, ending = ''): readonly Row[] {
  const { rows } = wrap(PROMPT, text, text.text.length, measure);
  if (ending === '') return rows;
  const [last, above] = [rows.at(-1)!, rows.slice(0, -1)];
  const hint: Segment = { text: ending, tone: 'hint' };
  const fits = measure.widthOf([...last, hint].map((segment) => segment.text).join('')) <= measure.width;
  return fits ? [...above, [...last, hint]] : [...rows, [hint]];
}

function leadOf({ search }: Editor): string {
  if (search === undefined) return PROMPT;
  return `(${search.failing ? 'not found' : 'search'})'${search.query}': `;
}

/** Wraps a text after its lead, without regard to how many rows that takes. */
function wrap(lead: string, { text, pastes }: FoldedText, cursor: number, { width, widthOf }: Measure): Layout {
  const narrow = width < MIN_WIDTH;
  const indent = narrow ? '' : INDENT;
  const rows: Segment[][] = [[]];
  let column = 0;
  let position: Position | undefined;

  function breakRow(): void {
    rows.push(indent === '' ? [] : [{ text: indent, tone: 'prompt' }]);
    column = indent.length;
  }
  function makeRoom(columns: number): void {
    if (column + columns > width && column > indent.length) breakRow();
  }
  function put(character: string, tone: Tone): void {
    const columns = widthOf(character);
    // Unicode does not limit how many code points join into a character; one wider than a row is split.
    if (columns > width - indent.length && columns > 2)
      return Array.from(character).forEach((point) => put(point, tone));
    makeRoom(columns);
    column += columns;
    const row = rows.at(-1)!;
    const last = row.at(-1);
    if (last?.tone === tone) row[row.length - 1] = { text: last.text + character, tone };
    else row.push({ text: character, tone });
  }
  const markCursor = () => (position ??= { row: rows.length - 1, column });

  if (!(narrow && lead === PROMPT)) for (const character of splitCharacters(lead)) put(character, 'prompt');
  let end = 0;
  for (const character of splitCharacters(text)) {
    end += character.length;
    const isAfterCursor = end > cursor;
    const paste = pasteOf(character, pastes);
    if (character === '\n') {
      if (isAfterCursor) markCursor();
      breakRow();
    } else {
      const parts = paste === undefined ? [character] : splitCharacters(paste.label);
      const isTab = character === '\t';
      makeRoom(isTab ? 1 : widthOf(parts[0]!));
      if (isAfterCursor) markCursor();
      if (isTab) put(' '.repeat(Math.min(toTabStop(column - indent.length), Math.max(1, width - column))), 'text');
      else for (const part of parts) put(part, paste === undefined ? 'text' : 'paste');
    }
  }
  return { rows, cursor: markCursor() };
}

const toTabStop = (column: number) => TAB_WIDTH - (column % TAB_WIDTH);

/** Keeps at most `max` rows, among them the one with the cursor. */
function aroundCursor({ rows, cursor }: Layout, max: number, measure: Measure): Layout {
  if (rows.length <= max) return { rows, cursor };
  const top = Math.max(0, Math.min(cursor.row - Math.floor(max / 2), rows.length - max));
  const shown = rows.slice(top, top + max);
  const below = rows.length - top - max;
  // With three rows or more, the cursor is never in the one that a hint replaces.
  if (max >= 3 && top > 0) shown[0] = hintRow(`… ${lines(top + 1)} above`, measure);
  if (max >= 3 && below > 0) shown[max - 1] = hintRow(`… ${lines(below + 1)} below`, measure);
  return { rows: shown, cursor: { row: cursor.row - top, column: cursor.column } };
}

const lines = (n: number) => `${count(n)} lines`;

const hintRow = (text: string, { width, widthOf }: Measure): Row => [
  { text: truncate(text, width, widthOf), tone: 'hint' },
];

/** The listed candidates in columns, with a count of those that do not fit in `max` rows. */
function candidateRows(completion: Completion, measure: Measure, max: number): Row[] {
  if (max === 0) return [];
  const { width, widthOf } = measure;
  const labels = completion.candidates.map(({ text, label }) => truncate(label ?? text, width, widthOf));
  const columnWidth = Math.max(...labels.map(widthOf)) + 2;
  const columns = Math.max(1, Math.floor((width + 2) / columnWidth));
  const rows = Math.ceil(labels.length / columns);
  const fullRows = rows <= max ? rows : max - 1;
  const list = Array.from({ length: fullRows }, (_, row) =>
    labels
      .slice(row * columns, (row + 1) * columns)
      .map((label) => label + ' '.repeat(columnWidth - widthOf(label)))
      .join('')
      .trimEnd(),
  );
  if (fullRows < rows) list.push(truncate(`… ${count(labels.length - fullRows * columns)} more`, width, widthOf));
  return list.map((text) => [{ text, tone: 'hint' }]);
}

function suggestionRows(suggestions: readonly Suggestion[], max: number, { width, widthOf }: Measure): Row[] {
  return clipSuggestions(suggestions, max, width, widthOf).map(({ label, help }) => [
    { text: label, tone: 'text' },
    { text: help, tone: 'hint' },
  ]);
}
