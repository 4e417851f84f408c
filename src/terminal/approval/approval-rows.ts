import type { WidthOf } from '../../core/text/rough-width.ts';
import { truncate } from '../../core/text/truncate.ts';
import { wrapWords } from '../../core/text/word-wrap.ts';
import { APPROVAL_BAR } from '../output/output.ts';
import type { InputLine } from './input-lines.ts';
import { BLANK, PARTS } from './visible-text.ts';

/** The role of a part of a row, by which it is styled. */
export type ApprovalTone = 'bar' | 'title' | 'key' | 'text' | 'mark' | 'hint' | 'error';

export interface ApprovalSegment {
  readonly text: string;
  readonly tone: ApprovalTone;
}

export type ApprovalRow = readonly ApprovalSegment[];

/** A part of the content, in characters from its start. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A row of the content, and the part that it shows. */
export interface ContentRow extends Span {
  readonly row: ApprovalRow;
}

/** The columns there are, and how many of them a text takes. */
export interface Columns {
  readonly width: number;
  readonly widthOf: WidthOf;
}

// What comes behind the bar: nothing of the input can stand there.
const BEGINS = ' ';
const CONTINUES = '↳';
const LEFT_OUT = '…';

// For the first row of a line and for those that continue it: no text can be taken for another kind of line.
const TITLE_INDENTS = ['', ''] as const;
const INPUT_INDENTS = ['  ', '    '] as const;
const TEXT_INDENTS = ['  │ ', '  │ '] as const;
const COLON: ApprovalSegment = { text: ': ', tone: 'key' };
/** Some terminals take two columns for a bar or a mark. */
const SPARE = 3;

/**
 * Lays out the title and the lines of an input. They are wrapped here, not by the terminal: each row has the bar, those
 * that continue a line say so, and a blank where a line was wrapped can be seen. The rows and nothing else say all of it.
 */
export function contentRows(title: string, lines: readonly InputLine[], columns: Columns): ContentRow[] {
  const rows: ContentRow[] = [];
  let start = 0;
  function add([first, next]: readonly [string, string], parts: readonly ApprovalSegment[]): void {
    const wrapped = wrapParts(parts, columns.width - 2 - next.length - SPARE, columns.widthOf);
    for (const [index, row] of wrapped.entries()) {
      const isLast = index === wrapped.length - 1;
      // The end of a line counts as a character: an empty one is seen or not, too.
      const end = start + lengthOf(row) + (isLast ? 1 : 0);
      const lead = barred(index === 0 ? BEGINS + first : CONTINUES + next);
      rows.push({ start, end, row: [...lead, ...joined(markBlanks(row, index > 0, !isLast))] });
      start = end;
    }
  }
  add(TITLE_INDENTS, split(title, 'title'));
  for (const line of lines) {
    if (line.type === 'value') add(INPUT_INDENTS, [...split(line.key, 'key'), COLON, ...split(line.text, 'text')]);
    else if (line.type === 'heading') add(INPUT_INDENTS, split(line.text, 'key'));
    else add(TEXT_INDENTS, split(line.text, 'text'));
  }
  return rows;
}

/** The program's own words, on as many rows as they take. */
export function ownRows(text: string, tone: ApprovalTone, { width }: Pick<Columns, 'width'>): ApprovalRow[] {
  return wrapWords(text, width - 2 - SPARE, 0)
    .split('\n')
    .map((row) => barred(BEGINS).concat({ text: row, tone }));
}

/** Stands in the place of rows that are not shown. */
export const leftOutRow = (text: string, { width }: Pick<Columns, 'width'>): ApprovalRow => [
  ...barred(LEFT_OUT),
  { text: truncate(` ${text}`, Math.max(1, width - 2 - SPARE)), tone: 'hint' },
];

/** The start of a row. */
export const barred = (behind: string): ApprovalSegment[] => [
  { text: APPROVAL_BAR, tone: 'bar' },
  { text: behind, tone: 'hint' },
];

function split(text: string, tone: ApprovalTone): ApprovalSegment[] {
  return Array.from(text.matchAll(PARTS), ([part, mark]) => ({ text: part, tone: mark === undefined ? tone : 'mark' }));
}

/** Breaks behind a blank if one stands in the second half, else between any two parts. */
function wrapParts(parts: readonly ApprovalSegment[], room: number, widthOf: WidthOf): ApprovalSegment[][] {
  const rows: ApprovalSegment[][] = [];
  let row: ApprovalSegment[] = [];
  let used = 0;
  for (const part of parts) {
    const columns = columnsOf(part.text, widthOf);
    while (used + columns > room && row.length > 0) {
      const at = row.findLastIndex(({ text }) => text === ' ') + 1;
      const rest = at > row.length / 2 ? row.splice(at) : [];
      rows.push(row);
      row = rest;
      used = rest.reduce((sum, { text }) => sum + columnsOf(text, widthOf), 0);
    }
    row.push(part);
    used += columns;
  }
  return [...rows, row];
}

const SURE = /^[\p{L}\p{N}\p{Mc}]$/u;

/** Rather too many: what a terminal finds wider than its row is not shown. */
function columnsOf(text: string, widthOf: WidthOf): number {
  let columns = 0;
  for (const character of text) {
    if (character <= '~') columns += 1;
    else if (SURE.test(character)) columns += Math.max(1, widthOf(character));
    else if (!/^\p{Mn}$/u.test(character)) columns += 2;
  }
  return columns;
}

const lengthOf = (row: ApprovalRow) => row.reduce((sum, { text }) => sum + text.length, 0);

/** Neighbours of one tone as one. */
function joined(row: ApprovalRow): ApprovalSegment[] {
  const segments: ApprovalSegment[] = [];
  for (const part of row) {
    const last = segments.at(-1);
    if (last?.tone === part.tone) segments[segments.length - 1] = { text: last.text + part.text, tone: part.tone };
    else segments.push(part);
  }
  return segments;
}

/** A blank at the edge of a row cannot be seen. */
function markBlanks(row: readonly ApprovalSegment[], atStart: boolean, atEnd: boolean): ApprovalSegment[] {
  return row.map((part, index) => {
    const isEdge = (atStart && index === 0) || (atEnd && index === row.length - 1);
    return isEdge && part.text === ' ' ? { text: BLANK, tone: 'mark' } : part;
  });
}
