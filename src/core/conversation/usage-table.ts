import { count } from '../text/numbers.ts';
import { formatTable, type Column } from '../text/text-table.ts';
import type { Conversation } from './conversation.ts';
import type { Usage } from '../reply/reply.ts';
import { addUsage } from '../reply/join-replies.ts';

/** Tokens per turn and in total: a line each. */
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
  { head: 'in', cell: ({ usage }) => count(inputOf(usage)), align: 'right' },
  { head: 'cached', cell: ({ usage }) => cachedShare(usage), align: 'right' },
  { head: 'out', cell: ({ usage }) => count(usage.output_tokens ?? 0), align: 'right' },
];

/** The share of the input that came from the cache. */
function cachedShare(usage: Usage): string {
  const input = inputOf(usage);
  return input === 0 ? '-' : `${Math.round((100 * (usage.cache_read_input_tokens ?? 0)) / input)}%`;
}

/** All input tokens, cached or not. */
export function inputOf(usage: Usage): number {
  return (usage.input_tokens ?? 0) + (usage.cache_read_input_tokens ?? 0) + (usage.cache_creation_input_tokens ?? 0);
}

/** A window that is fuller than this is told of. */
const NEARLY_FULL = 0.8;
/** With fewer tokens than this no window is nearly full: which it is need not be asked. */
export const SURELY_FITS = 50_000;

/** How many tokens the next request will begin with: what the last one took and gave. */
export function contextTokens(conversation: Conversation): number {
  const last = conversation.findLast((entry) => entry.type === 'reply');
  return last?.type === 'reply' ? inputOf(last.reply.usage) + (last.reply.usage.output_tokens ?? 0) : 0;
}

/** What to say of a conversation that nears the end of its window of so many tokens; `undefined`: nothing. */
export function contextWarning(tokens: number, window: number): string | undefined {
  if (tokens < window * NEARLY_FULL) return undefined;
  const share = Math.min(100, Math.floor((100 * tokens) / window));
  return `the conversation fills ${share}% of the model’s context window (${count(tokens)} of ${count(window)} tokens); /new starts a new one`;
}
