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
  const shown = ending === '' ? { ...text, text: text.text.replace(/(?<![ \t])[ \t]+$/, '') } : text;
  const { rows } = wrap(PROMPT, shown, shown.text.length, measure);
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

/** A character as it is shown; an empty one has only a place, for the cursor. */
interface Cell extends Segment {
  readonly columns: number;
}

/**
 * Wraps a text after its lead between words, without regard to how many rows that takes. A word that is wider than a row is
 * broken. The blanks where a row is broken are not shown.
 */
function wrap(lead: string, { text, pastes }: FoldedText, cursor: number, { width, widthOf }: Measure): Layout {
  const narrow = width < MIN_WIDTH;
  const indent = narrow ? '' : INDENT;
  const rows: Cell[][] = [[]];
  let column = 0;
  /** How many cells of the last row may stay if it is broken; 0: it can only be broken in a word. */
  let breakAt = 0;
  let atCursor: Cell | undefined;

  function breakRow(moved: readonly Cell[] = []): void {
    rows.push(indent === '' ? [...moved] : [{ text: indent, tone: 'prompt', columns: indent.length }, ...moved]);
    column = columnsOf(moved) + indent.length;
    breakAt = 0;
  }
  const isFull = (columns: number) => column + columns > width && column > indent.length;
  function put(cell: Cell): void {
    if (isFull(cell.columns)) breakRow(breakAt > 0 && cell.columns === 1 ? rows.at(-1)!.splice(breakAt) : []);
    const row = rows.at(-1)!;
    row.push(cell);
    column += cell.columns;
    // Scripts that put no blanks between words have wide characters.
    if (cell.tone !== 'prompt' && (isBlank(cell) || cell.columns > 1)) breakAt = row.length;
  }
  /** Gives the first of the cells. */
  function putCharacter(character: string, tone: Tone): Cell {
    const columns = widthOf(character);
    // Unicode does not limit how many code points join into a character; one wider than a row is split.
    if (columns > width - indent.length && columns > 2) {
      return Array.from(character).map((point) => putCharacter(point, tone))[0]!;
    }
    const cell: Cell = { text: character, tone, columns };
    put(cell);
    return cell;
  }
  function putPlace(): Cell {
    const cell: Cell = { text: '', tone: 'text', columns: 0 };
    rows.at(-1)!.push(cell);
    return cell;
  }
  function putBlank(blank: string, tone: Tone): Cell {
    if (isFull(1)) {
      const place = putPlace();
      breakRow();
      return place;
    }
    const columns = blank === '\t' ? Math.min(toTabStop(column - indent.length), Math.max(1, width - column)) : 1;
    const cell: Cell = { text: ' '.repeat(columns), tone, columns };
    put(cell);
    return cell;
  }
  function putTyped(character: string): Cell {
    if (character === '\n') {
      const place = putPlace();
      breakRow();
      return place;
    }
    const paste = pasteOf(character, pastes);
    const [parts, tone] =
      paste === undefined ? ([[character], 'text'] as const) : [splitCharacters(paste.label), 'paste' as const];
    return parts.map((part) => (part === ' ' || part === '\t' ? putBlank(part, tone) : putCharacter(part, tone)))[0]!;
  }

  if (!(narrow && lead === PROMPT)) for (const character of splitCharacters(lead)) putCharacter(character, 'prompt');
  if (column > indent.length) breakAt = rows.at(-1)!.length;
  let end = 0;
  for (const character of splitCharacters(text)) {
    end += character.length;
    const first = putTyped(character);
    if (end > cursor) atCursor ??= first;
  }
  const position = placeOf(atCursor ?? putPlace(), rows);
  const last = rows.pop()!;
  return { rows: [...rows.map(withoutEnd), last].map(joined), cursor: position };
}

const isBlank = ({ text }: Cell) => /^ *$/.test(text);

/** Without the blanks behind the words of a row, which only the cursor can see. */
const withoutEnd = (cells: readonly Cell[]) =>
  cells.slice(0, cells.findLastIndex((cell) => cell.tone === 'prompt' || !isBlank(cell)) + 1);

const columnsOf = (cells: readonly Cell[]) => cells.reduce((sum, { columns }) => sum + columns, 0);

function placeOf(cell: Cell, rows: readonly (readonly Cell[])[]): Position {
  const row = rows.findIndex((cells) => cells.includes(cell));
  return { row, column: columnsOf(rows[row]!.slice(0, rows[row]!.indexOf(cell))) };
}

/** Neighbours of one tone as one segment. */
function joined(cells: readonly Cell[]): Row {
  const row: Segment[] = [];
  for (const { text, tone } of cells) {
    const last = row.at(-1);
    if (last?.tone === tone) row[row.length - 1] = { text: last.text + text, tone };
    else if (text !== '') row.push({ text, tone });
  }
  return row;
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
