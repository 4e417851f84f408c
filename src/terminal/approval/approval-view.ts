import type { ApprovalAnswer, ApprovalRequest } from '../../core/reply/tool-types.ts';
import { count } from '../../core/text/numbers.ts';
import { sanitizeLine } from '../../core/text/sanitize.ts';
import { lengthOf, truncate } from '../../core/text/truncate.ts';
import type { Place } from '../output/painter.ts';
import { footerOf, type Footer, type FooterText } from './approval-footer.ts';
import { leftOutRow, ownRows, type ApprovalRow, type Columns, type ContentRow, type Span } from './approval-rows.ts';
import { isAllSeen, rowAt, type ApprovalState, type Pages } from './approval-state.ts';
import { inputLines, type InputLine } from './input-lines.ts';
import { visibleName } from './visible-text.ts';

/** What is asked about, and how it is shown. */
export interface Question extends FooterText {
  readonly title: string;
  readonly lines: readonly InputLine[];
}

export function questionOf({ server, tool, input }: ApprovalRequest): Question {
  const lines = inputLines(input);
  return {
    title: `Run ${visibleName(tool)} from server ${visibleName(server)}?`,
    lines: lines ?? [],
    always: `${short(tool)} from ${short(server)}, until the program exits`,
    isShowable: lines !== undefined,
  };
}

/** The title has the whole name. */
const short = (name: string) => truncate(visibleName(name), MAX_NAME, lengthOf);
const MAX_NAME = 40;

/** What is on the screen while a call is asked about. */
export interface ApprovalView {
  readonly rows: readonly ApprovalRow[];
  readonly cursor: Place;
  /** What the rows show of the content. */
  readonly shown: readonly Span[];
  readonly pages: Pages;
}

export interface Room extends Columns {
  readonly maxRows: number;
}

const MIN_WIDTH = 20;
/** With fewer rows of a long content one would page for ever, and see no connection. */
const MIN_CONTENT_ROWS = 3;

/** Lays out the prompt: all of the content if that fits, else its start and its end, or a page of it. */
export function layOutApproval(
  question: Question,
  content: readonly ContentRow[],
  state: ApprovalState,
  room: Room,
): ApprovalView {
  const isWide = room.width >= MIN_WIDTH;
  const keys = footerOf(question, state, 'whole', room);
  if (isWide && content.length + keys.height <= room.maxRows) {
    const pages = { rows: content, size: content.length, head: content.length, isAllowable: question.isShowable };
    return compose(wholeOf(content), keys, pages, room);
  }
  const footer = footerOf(question, state, isAllSeen(state, { rows: content }) ? 'seen' : 'unseen', room);
  // One row says what is not shown.
  const size = room.maxRows - footer.height - 1;
  if (isWide && size >= MIN_CONTENT_ROWS) {
    const pages = { rows: content, size, head: Math.ceil(size / 2), isAllowable: question.isShowable };
    return compose(partOf(content, state.from, pages, room), footer, pages, room);
  }
  const pages = { rows: content, size: content.length, head: content.length, isAllowable: false };
  const tooSmall = state.reason === undefined ? { rows: ownRows(TOO_SMALL, 'error', room) } : footer;
  return compose({ rows: [], shown: [] }, tooSmall, pages, room);
}

/** `footer` loses its last rows if there are too many, or its first where something is typed in it. */
function compose(
  body: Body,
  footer: Pick<Footer, 'rows' | 'cursor'>,
  pages: Pages,
  { width, widthOf, maxRows }: Room,
): ApprovalView {
  const all = [...body.rows, ...footer.rows];
  const from = footer.cursor === undefined ? 0 : Math.max(0, all.length - maxRows);
  const rows = all.slice(from, from + maxRows);
  const last = rows
    .at(-1)!
    .map(({ text }) => text)
    .join('');
  const cursor =
    footer.cursor === undefined
      ? { row: rows.length - 1, column: Math.min(widthOf(last), width) }
      : { row: body.rows.length + footer.cursor.row - from, column: footer.cursor.column };
  return { rows, cursor, shown: body.shown, pages };
}

const TOO_SMALL = 'The window is too small to show what would run: enlarge it, or press n.';

interface Body {
  readonly rows: readonly ApprovalRow[];
  readonly shown: readonly Span[];
}

const wholeOf = (content: readonly ContentRow[]): Body => ({ rows: content.map(({ row }) => row), shown: content });

/** A page of the content, or its start and its end. */
function partOf(
  content: readonly ContentRow[],
  from: number | undefined,
  { size, head }: Pick<Pages, 'size' | 'head'>,
  room: Columns,
): Body {
  const top = from === undefined ? 0 : Math.min(rowAt(content, from), content.length - size);
  const first = content.slice(top, top + (from === undefined ? head : size));
  const last = content.slice(content.length - size + first.length);
  const hidden =
    from === undefined
      ? `${rowCount(content.length - size)} left out`
      : `${count(top + 1)}-${count(top + size)} of ${count(content.length)} rows`;
  const shown = [...first, ...last];
  const rows = [...first.map(({ row }) => row), leftOutRow(hidden, room), ...last.map(({ row }) => row)];
  return { rows, shown };
}

const rowCount = (rows: number) => `${count(rows)} ${rows === 1 ? 'row' : 'rows'}`;

/** What stays on the screen: the content, or its start and its end if it is long, and what was decided. */
export function answeredRows(
  question: Question,
  content: readonly ContentRow[],
  answer: ApprovalAnswer | undefined,
  room: Room,
): readonly ApprovalRow[] {
  const said = ownRows(answerText(question, answer), 'title', room);
  const size = Math.max(MIN_CONTENT_ROWS, room.maxRows - said.length - 1);
  const pages = { size, head: Math.ceil(size / 2) };
  const { rows } = content.length <= size + 1 ? wholeOf(content) : partOf(content, undefined, pages, room);
  return [...rows, ...said];
}

function answerText({ always }: Question, answer: ApprovalAnswer | undefined): string {
  if (answer === undefined) return 'interrupted';
  if (answer === 'once') return 'yes';
  if (answer === 'always') return `always: ${always}`;
  return answer.refused === undefined ? 'no' : `no: ${sanitizeLine(answer.refused, MAX_REASON)}`;
}

/** More of a reason was on the screen when it was typed. */
const MAX_REASON = 500;
