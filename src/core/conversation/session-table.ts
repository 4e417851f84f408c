import { count } from '../text/numbers.ts';
import { graphemeSegmenter } from '../text/graphemes.ts';
import { addUsage, inputTokens, outputTokens } from '../reply/usage.ts';
import { turnCount } from './conversation.ts';
import type { Restored } from './read-journal.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { titleOf } from './title.ts';

/** A session in a list; what programs get. */
export interface SessionInfo {
  readonly id: string;
  readonly path: string;
  readonly name: string | null;
  readonly title: string;
  readonly started: string;
  readonly updated: string;
  readonly turns: number;
  /** Of all replies; input includes the tokens read from and written to the cache. */
  readonly tokens: { readonly input: number; readonly output: number };
  readonly model: string;
}

/** More than fits in most windows. */
const MAX_TITLE = 80;

export function sessionInfo(
  file: { readonly id: string; readonly path: string; readonly updatedMs: number },
  { header, name, model, conversation }: Restored,
): SessionInfo {
  const replies = conversation.flatMap((entry) => (entry.type === 'reply' ? [entry.reply.usage] : []));
  const usage = replies.reduce((sum, next) => addUsage(sum, next), {});
  return {
    id: file.id,
    path: file.path,
    name: name ?? null,
    title: titleOf(name, conversation, MAX_TITLE),
    started: header.time,
    updated: new Date(file.updatedMs).toISOString(),
    turns: turnCount(conversation),
    tokens: { input: inputTokens(usage), output: outputTokens(usage) },
    model,
  };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Local time, no longer than needed: 14:03 today, 12 Nov 14:03 this year, 2025-11-12 before. */
export function shortTime(time: Date, now: Date): string {
  const [year, month, day] = [time.getFullYear(), time.getMonth(), time.getDate()];
  if (year !== now.getFullYear()) return `${year}-${twoDigits(month + 1)}-${twoDigits(day)}`;
  const clock = `${twoDigits(time.getHours())}:${twoDigits(time.getMinutes())}`;
  const isToday = month === now.getMonth() && day === now.getDate();
  return isToday ? clock : `${day} ${MONTHS[month]} ${clock}`;
}

const twoDigits = (n: number) => String(n).padStart(2, '0');

export interface Window {
  readonly now: Date;
  /** `undefined`: no terminal, nothing is cut. */
  readonly columns: number | undefined;
  /** The columns that a text takes. */
  readonly widthOf: (text: string) => number;
}

const HEADS = ['TIME', 'ID', 'TITLE', 'TURNS', 'TOKENS', 'MODEL'];
const TITLE = HEADS.indexOf('TITLE');
const NUMBERS = new Set([HEADS.indexOf('TURNS'), HEADS.indexOf('TOKENS')]);
/** What is left out of a narrow window, the least useful first, and how much room for titles is worth more. */
const DROPPED: readonly (readonly [string, number])[] = [
  ['MODEL', 24],
  ['TOKENS', 20],
  ['TURNS', 16],
  ['TIME', 12],
];
const GAP = 2;

/** The sessions as a table with a heading, one a line. No line is wider than the window. */
export function sessionTable(sessions: readonly SessionInfo[], { now, columns, widthOf }: Window): string {
  const rows = [HEADS, ...sessions.map((session) => cellsOf(session, now))];
  const widths = HEADS.map((_, column) => rows.reduce((most, row) => Math.max(most, widthOf(row[column]!)), 0));
  let shown = HEADS.map((_, column) => column);
  // A terminal's last column stays free: a row that fills it may be followed by a blank one.
  const room = columns === undefined ? Number.POSITIVE_INFINITY : Math.max(1, columns - 1);
  const titleRoom = () => room - shown.reduce((sum, column) => sum + (column === TITLE ? 0 : widths[column]! + GAP), 0);
  for (const [head, worth] of DROPPED) {
    if (titleRoom() >= Math.min(worth, widths[TITLE]!)) break;
    shown = shown.filter((column) => HEADS[column] !== head);
  }
  widths[TITLE] = Math.min(widths[TITLE]!, Math.max(1, titleRoom()));

  const cell = (row: readonly string[], column: number) => {
    const text = cutToWidth(row[column]!, widths[column]!, widthOf);
    const blanks = ' '.repeat(widths[column]! - widthOf(text));
    return NUMBERS.has(column) ? blanks + text : text + blanks;
  };
  const line = (row: readonly string[]) => shown.map((column) => cell(row, column)).join(' '.repeat(GAP));
  return rows.map((row) => `${cutToWidth(line(row).trimEnd(), room, widthOf)}\n`).join('');
}

function cellsOf({ updated, id, title, turns, tokens, model }: SessionInfo, now: Date): string[] {
  return [
    shortTime(new Date(updated), now),
    id,
    title === '' ? '-' : title,
    count(turns),
    count(tokens.input + tokens.output),
    sanitizeLine(model, 40).toWellFormed(),
  ];
}

/** The text in at most `room` columns; what is cut ends in an ellipsis. */
export function cutToWidth(text: string, room: number, widthOf: (text: string) => number): string {
  if (widthOf(text) <= room) return text;
  let kept = '';
  let width = 0;
  for (const { segment } of graphemeSegmenter().segment(text)) {
    width += widthOf(segment);
    if (width > room - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
