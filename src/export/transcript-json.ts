import { entryLine } from '../core/conversation/journal-lines.ts';
import type { Restored } from '../core/conversation/read-journal.ts';

/** A conversation for programs: its entries as a journal has them, without those that were undone. */
export function transcriptJson(restored: Restored): unknown {
  const { header, name, model, system, updated, conversation } = restored;
  const entries = conversation.map((entry) => Object.assign({}, entryLine(entry), { type: entry.type }));
  return { header, name: name ?? null, model, system: system ?? null, updated, entries };
}
