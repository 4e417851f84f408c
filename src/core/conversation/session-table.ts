import { count } from '../text/numbers.ts';
import { turnsOf, type Conversation } from './conversation.ts';
import type { Restored } from './journal-lines.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { formatTable, type Column, type TableOptions } from '../text/text-table.ts';
import { titleOf } from './title.ts';

/** What is told of a session where sessions are listed; what programs get. */
export interface SessionInfo {
  readonly id: string;
  readonly path: string;
  readonly name: string | null;
  readonly title: string;
  readonly started: string;
  readonly updated: string;
  readonly turns: number;
  /** Of all replies; input with what the cache read and wrote. */
  readonly tokens: { readonly input: number; readonly output: number };
  readonly model: string;
}

/** Longer than a title is in most windows. */
const TITLE_CHARACTERS = 80;

export function sessionInfo(
  file: { readonly id: string; readonly path: string; readonly updatedMs: number },
  { header, name, model, conversation }: Restored,
): SessionInfo {
  return {
    id: file.id,
    path: file.path,
    name: name ?? null,
    title: titleOf(name, conversation, TITLE_CHARACTERS),
    started: header.time,
    updated: new Date(file.updatedMs).toISOString(),
    turns: turnsOf(conversation),
    tokens: tokensOf(conversation),
    model,
  };
}

function tokensOf(conversation: Conversation): SessionInfo['tokens'] {
  let input = 0;
  let output = 0;
  for (const entry of conversation) {
    if (entry.type !== 'reply') continue;
    const { usage } = entry.reply;
    for (const field of INPUT) input += number(usage[field]);
    output += number(usage.output_tokens);
  }
  return { input, output };
}

const INPUT = ['input_tokens', 'cache_read_input_tokens', 'cache_creation_input_tokens'] as const;
const number = (json: unknown) => (Number.isSafeInteger(json) ? (json as number) : 0);

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Local time, as short as it is clear: 14:03 today, 12 Nov 14:03 this year, 2025-11-12 before. */
export function shortTime(time: Date, now: Date): string {
  const [year, month, day] = [time.getFullYear(), time.getMonth(), time.getDate()];
  if (year !== now.getFullYear()) return `${year}-${twoDigits(month + 1)}-${twoDigits(day)}`;
  const clock = `${twoDigits(time.getHours())}:${twoDigits(time.getMinutes())}`;
  const isToday = month === now.getMonth() && day === now.getDate();
  return isToday ? clock : `${day} ${MONTHS[month]} ${clock}`;
}

const twoDigits = (n: number) => String(n).padStart(2, '0');

export interface Window extends Pick<TableOptions, 'columns' | 'widthOf'> {
  readonly now: Date;
}

/** The sessions as a table with a heading, one a line. No line is wider than the window. */
export function sessionTable(sessions: readonly SessionInfo[], { now, ...window }: Window): string {
  const columns: readonly Column<SessionInfo>[] = [
    { head: 'TIME', cell: ({ updated }) => shortTime(new Date(updated), now), dropBelow: 12 },
    { head: 'ID', cell: ({ id }) => id },
    { head: 'TITLE', cell: ({ title }) => (title === '' ? '-' : title), shrinks: true },
    { head: 'TURNS', cell: ({ turns }) => count(turns), align: 'right', dropBelow: 16 },
    { head: 'TOKENS', cell: ({ tokens }) => count(tokens.input + tokens.output), align: 'right', dropBelow: 20 },
    { head: 'MODEL', cell: ({ model }) => sanitizeLine(model, 40), dropBelow: 24 },
  ];
  return formatTable(columns, sessions, window);
}
