import { count } from '../text/numbers.ts';
import { pricedReplies } from '../conversation/conversation-cost.ts';
import { totalCost, type CostOf } from '../cost/cost.ts';
import { formatUsd } from '../cost/format-usd.ts';
import { addUsage, inputTokens, outputTokens } from '../cost/usage.ts';
import { answeredTurns } from '../conversation/answered.ts';
import type { Restored } from '../conversation/read-journal.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { formatTable, type Column, type TableOptions } from '../text/text-table.ts';
import { titleOf } from '../conversation/title.ts';

/** A session in a list; what programs get. */
export interface SessionInfo {
  readonly id: string;
  readonly path: string;
  readonly name: string | null;
  readonly title: string;
  readonly started: string;
  readonly updated: string;
  /** Those that got a reply. */
  readonly turns: number;
  /** Of all replies, also those that were undone; input includes the tokens read from and written to the cache. */
  readonly tokens: { readonly input: number; readonly output: number };
  /** `null`: unknown. */
  readonly cost_usd: number | null;
  readonly model: string;
}

/** More than fits in most windows. */
const MAX_TITLE = 80;

export function sessionInfo(
  file: { readonly id: string; readonly path: string; readonly updatedMs: number },
  { header, name, model, conversation, undone }: Restored,
  costOf?: CostOf,
): SessionInfo {
  const replies = pricedReplies([...conversation, ...undone], costOf);
  const usage = replies.reduce((sum, next) => addUsage(sum, next.usage), {});
  return {
    id: file.id,
    path: file.path,
    name: name ?? null,
    title: titleOf(name, conversation, MAX_TITLE),
    started: header.time,
    updated: new Date(file.updatedMs).toISOString(),
    turns: answeredTurns(conversation).length,
    tokens: { input: inputTokens(usage), output: outputTokens(usage) },
    cost_usd: totalCost(replies)?.usd ?? null,
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

export interface Window extends Pick<TableOptions, 'columns' | 'widthOf'> {
  readonly now: Date;
}

/** One session a line, none wider than the window. */
export function sessionTable(sessions: readonly SessionInfo[], { now, ...window }: Window): string {
  const columns: readonly Column<SessionInfo>[] = [
    { head: 'TIME', cell: ({ updated }) => shortTime(new Date(updated), now), dropBelow: 12 },
    { head: 'ID', cell: ({ id }) => id },
    { head: 'TITLE', cell: ({ title }) => (title === '' ? '-' : title), shrinks: true },
    { head: 'TURNS', cell: ({ turns }) => count(turns), align: 'right', dropBelow: 16 },
    { head: 'TOKENS', cell: ({ tokens }) => count(tokens.input + tokens.output), align: 'right', dropBelow: 22 },
    {
      head: 'COST',
      cell: ({ cost_usd: usd }) => (usd === null ? '-' : formatUsd(usd)),
      align: 'right',
      dropBelow: 20,
    },
    { head: 'MODEL', cell: ({ model }) => sanitizeLine(model, 40), dropBelow: 24 },
  ];
  return formatTable(columns, sessions, window);
}
