import { totalCost, type Cost, type CostOf } from '../cost/cost.ts';
import type { StoredReply } from '../reply/reply-mappings.ts';
import type { Conversation } from './conversation.ts';
import type { Restored } from './read-journal.ts';

export interface PricedReply extends StoredReply {
  readonly cost: Cost | undefined;
}

/** The replies of a conversation, each with what it cost on its day. Without `costOf`, nothing has a cost. */
export function pricedReplies(conversation: Conversation, costOf: CostOf | undefined): PricedReply[] {
  return conversation.flatMap((entry) =>
    entry.type === 'reply' ? [{ ...entry.reply, cost: costOf?.(entry.reply, entry.time) }] : [],
  );
}

/** A conversation, and what was undone or retried in it. */
export type Paid = Pick<Restored, 'conversation' | 'undone'>;

/** What a conversation cost; `undefined` if that is unknown of any of its replies. */
export const conversationCost = ({ conversation, undone }: Paid, costOf: CostOf | undefined): Cost | undefined =>
  totalCost(pricedReplies([...conversation, ...undone], costOf));
