import { conversationCost } from '../core/conversation/conversation-cost.ts';
import type { Restored } from '../core/conversation/read-journal.ts';
import { titleOf } from '../core/conversation/title.ts';
import type { CostOf } from '../core/cost/cost.ts';
import { formatUsd } from '../core/cost/format-usd.ts';
import type { TranscriptEntry } from '../core/sessions/transcript.ts';
import { sanitizeLine } from '../core/text/sanitize.ts';

/** What an exported conversation starts with, the same in every format. */
export function headingOf(restored: Restored, costOf?: CostOf) {
  const { header, name, model, conversation } = restored;
  const cost = conversationCost(restored, costOf);
  return {
    title: titleOf(name, conversation, 80) || 'Empty conversation',
    facts: [
      sanitizeLine(model, 80),
      longTime(header.time),
      `conversation ${sanitizeLine(header.id, 40)}`,
      ...(cost === undefined ? [] : [formatUsd(cost.usd)]),
    ],
  };
}

/** `You`, or the name of the model that replied. */
export const speakerOf = (one: TranscriptEntry): string =>
  one.kind === 'prompt' ? 'You' : sanitizeLine(one.model ?? '', 80) || 'Reply';

/** Local time to the minute, in the same form everywhere: 2026-03-01 10:00. */
export function longTime(iso: string): string {
  const ms = Date.parse(iso);
  const local = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000);
  // Also where the earliest or the latest time of all is moved to another day.
  if (Number.isNaN(local.getTime())) return 'unknown time';
  return local.toISOString().slice(0, 16).replace('T', ' ');
}
