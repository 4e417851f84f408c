import { seconds } from '../text/numbers.ts';
import { roughWidth } from '../text/rough-width.ts';
import { sanitize, sanitizeLine } from '../text/sanitize.ts';
import { truncate } from '../text/truncate.ts';
import { wrapWords } from '../text/word-wrap.ts';
import { inlineInput, inputValues, type InputValue } from './call-input.ts';
import { amountOf, foldLines, UNLIMITED, type Room } from './fold-lines.ts';

/** A call of a tool, to be read. */
export interface ShownCall {
  readonly name: string;
  /** As it was parsed; a string where it is not JSON, because it was cut off. */
  readonly input: unknown;
  /** Its number in the conversation, where it has to be told from others. */
  readonly number?: number | undefined;
}

export interface ShownResult {
  readonly text: string;
  readonly isError: boolean;
  /** How long the call took, if that is known. */
  readonly ms?: number | undefined;
}

export interface CallRow {
  readonly tone: 'call' | 'hint' | 'error';
  readonly text: string;
}

export interface CallRoom {
  /** How wide a row may be. */
  readonly columns: number;
  /** Whether all is shown, however long it is. */
  readonly isWhole?: boolean;
  /** How to see all of what is folded. */
  readonly showAll?: string | undefined;
}

/** How many rows of a value, or of a result, are shown. */
const MAX_ROWS = 3;
/** How many values of an input are shown. */
const MAX_VALUES = 8;
const INDENT = '  ';
const DEEP = INDENT.repeat(2);

/** The rows of a call: its name and its input on one row if they fit, else a row or a block for each value. */
export function callRows(call: ShownCall, room: CallRoom): CallRow[] {
  const values = inputValues(call.input);
  const head = `● ${titleOf(call)}`;
  if (fitsInline(`${head} `, values, room)) {
    return [{ tone: 'call', text: values.length === 0 ? head : `${head} ${inlineInput(values)}` }];
  }
  const shown = room.isWhole === true ? values : values.slice(0, MAX_VALUES);
  const more = values.length - shown.length;
  return [
    { tone: 'call', text: clip(head, room) },
    ...hints(shown.flatMap((value) => valueRows(value, room))),
    ...hints(more === 0 ? [] : [moreRow(INDENT, amountOf(more, 'more value'), room)]),
  ];
}

/** The rows of a call, and below them those of its result. */
export function callAndResultRows(
  { name, input, result }: ShownCall & { readonly result: ShownResult | undefined },
  room: CallRoom,
): CallRow[] {
  return [...callRows({ name, input }, room), ...resultRows(result ?? NOT_RUN, room)];
}

const NOT_RUN: ShownResult = { text: 'no result: not run, or not finished', isError: true };

/** All of an input, by its keys, as lines. */
export function inputText(input: unknown): string {
  const whole = { columns: Number.POSITIVE_INFINITY, isWhole: true };
  return inputValues(input)
    .flatMap((value) => valueRows(value, whole))
    .map((row) => row.slice(INDENT.length))
    .join('\n');
}

/** The rows of what a call gave. `of`: the call, where another was shown since. */
export function resultRows({ text, isError, ms }: ShownResult, room: CallRoom, of?: ShownCall): CallRow[] {
  const lines = resultLines(text, room);
  const tone = isError ? 'error' : 'hint';
  const head = `${INDENT}${isError ? '✗' : '✓'} ${ms === undefined ? '' : `${seconds(ms)} · `}`;
  const [only = NOTHING] = lines;
  if (of !== undefined) {
    const title = `${titleOf(of)} ${inlineInput(inputValues(of.input))}`.replace(/\n[^]*/, '…').trimEnd();
    return withTone(tone, [clip(head + title, room), ...blockRows([only, ...lines.slice(1)], room)]);
  }
  if (lines.length <= 1 && roughWidth(head + only) <= room.columns) return withTone(tone, [head + only]);
  return withTone(tone, [clip(head + sizeOf(lines), room), ...blockRows(lines, room)]);
}

function resultLines(text: string, { isWhole }: CallRoom): string[] {
  const lines = sanitize(text).trimEnd().split('\n');
  if (isWhole === true) return text.trim() === '' ? [] : lines;
  // Blank rows would take the place of rows with something in them.
  return lines.map((line) => line.replaceAll('\t', ' ').trimEnd()).filter((line) => line !== '');
}

const NOTHING = 'no output';

/** The rows of thinking: its beginning, unless all of it is wanted. */
export function thinkingRows(text: string, room: CallRoom): CallRow[] {
  const wrapped = wrapWords(sanitize(text).trim(), room.columns, 0);
  const { rows, hidden } = foldLines(wrapped.split('\n'), roomOf(room, 0));
  return hints(hidden === undefined ? rows : [...rows, moreRow('', hidden, room)]);
}

const titleOf = ({ name, number }: ShownCall) =>
  `${number === undefined ? '' : `#${number} `}${sanitizeLine(name, 200) || 'unnamed'}`;

function fitsInline(head: string, values: readonly InputValue[], { columns }: CallRoom): boolean {
  return values.every(({ text }) => !text.includes('\n')) && roughWidth(head + inlineInput(values)) <= columns;
}

function valueRows({ key, text }: InputValue, room: CallRoom): string[] {
  const row = `${INDENT}${key}: ${text === '' ? '""' : text}`;
  if (!text.includes('\n') && (room.isWhole === true || roughWidth(row) <= room.columns)) return [row];
  const lines = (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
  return [clip(`${INDENT}${key} (${sizeOf(lines)}):`, room), ...blockRows(lines, room)];
}

function sizeOf(lines: readonly string[]): string {
  return lines.length === 1 ? amountOf(lines[0]!.length, 'character') : amountOf(lines.length, 'line');
}

function blockRows(lines: readonly string[], room: CallRoom): string[] {
  const { rows, hidden } = foldLines(lines, roomOf(room, DEEP.length));
  const shown = rows.map((row) => (row === '' ? '' : DEEP + (room.isWhole === true ? row : row.trimEnd())));
  return hidden === undefined ? shown : [...shown, moreRow(DEEP, hidden, room)];
}

const roomOf = ({ columns, isWhole }: CallRoom, indent: number): Room =>
  isWhole === true ? UNLIMITED : { rows: MAX_ROWS, columns: Math.max(1, columns - indent) };

/** Says what is left out, and how to see it where that fits. */
function moreRow(indent: string, hidden: string, room: CallRoom): string {
  const row = `${indent}… ${hidden}`;
  const whole = room.showAll === undefined ? row : `${row}: ${room.showAll}`;
  return clip(roughWidth(whole) <= room.columns ? whole : row, room);
}

const clip = (text: string, { columns, isWhole }: CallRoom) => (isWhole === true ? text : truncate(text, columns));
const withTone = (tone: CallRow['tone'], rows: readonly string[]): CallRow[] => rows.map((text) => ({ tone, text }));
const hints = (rows: readonly string[]): CallRow[] => withTone('hint', rows);
