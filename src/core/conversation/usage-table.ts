import { count } from '../text/numbers.ts';
import { formatTable, type Column } from '../text/text-table.ts';
import type { Conversation } from './conversation.ts';
import { addUsage, cacheReadTokens, inputTokens, outputTokens, type Usage } from '../cost/usage.ts';

/** The tokens of each turn and in total, a line each. */
export function usageTable(conversation: Conversation): string {
  const turns: Usage[] = [];
  for (const entry of conversation) {
    if (entry.type === 'prompt') turns.push({});
    if (entry.type === 'reply' && turns.length > 0) turns.push(addUsage(turns.pop()!, entry.reply.usage));
  }
  if (turns.length === 0) return 'nothing sent yet\n';
  const total = turns.reduce((sum, usage) => addUsage(sum, usage), {});
  const lines = [...turns.map((usage, index) => ({ name: String(index + 1), usage })), { name: 'total', usage: total }];
  return formatTable(COLUMNS, lines, { indent: '  ' });
}

const COLUMNS: readonly Column<{ readonly name: string; readonly usage: Usage }>[] = [
  { head: 'turn', cell: ({ name }) => name, align: 'right' },
  { head: 'in', cell: ({ usage }) => count(inputTokens(usage)), align: 'right' },
  { head: 'cached', cell: ({ usage }) => cachedShare(usage), align: 'right' },
  { head: 'out', cell: ({ usage }) => count(outputTokens(usage)), align: 'right' },
];

function cachedShare(usage: Usage): string {
  const input = inputTokens(usage);
  return input === 0 ? '-' : `${Math.round((100 * cacheReadTokens(usage)) / input)}%`;
}

/** The share of the context window from which the user is warned. */
const NEARLY_FULL = 0.8;
/** Fewer tokens than this do not nearly fill any model's window, so its size need not be looked up. */
export const FITS_ANY_WINDOW = 50_000;

/** How many tokens the next request starts with: the input and output of the last one. */
export function contextTokens(conversation: Conversation): number {
  const last = conversation.findLast((entry) => entry.type === 'reply');
  return last?.type === 'reply' ? inputTokens(last.reply.usage) + outputTokens(last.reply.usage) : 0;
}

/** The warning for a conversation that nearly fills a window of this many tokens; `undefined`: none is needed. */
export function contextWarning(tokens: number, window: number): string | undefined {
  if (tokens < window * NEARLY_FULL) return undefined;
  const share = Math.min(100, Math.floor((100 * tokens) / window));
  return `the conversation fills ${share}% of the model’s context window (${count(tokens)} of ${count(window)} tokens); /new starts a new one`;
}
