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
