import { entryLine } from '../core/conversation/journal-lines.ts';
import { conversationCost } from '../core/conversation/conversation-cost.ts';
import type { Restored } from '../core/conversation/read-journal.ts';
import type { CostOf } from '../core/cost/cost.ts';

/** A conversation for programs: its entries as a journal has them, without those that were undone. */
export function transcriptJson(restored: Restored, costOf?: CostOf): unknown {
  const { header, name, model, system, updated, conversation } = restored;
  const entries = conversation.map((entry) =>
    Object.assign(
      {},
      entryLine(entry),
      { type: entry.type },
      entry.type === 'reply' && { cost_usd: costOf?.(entry.reply, entry.time)?.usd ?? null },
    ),
  );
  const cost_usd = conversationCost(restored, costOf)?.usd ?? null;
  return { header, name: name ?? null, model, system: system ?? null, updated, cost_usd, entries };
}
