import { hasReply, isAnswer } from '../../core/conversation/answered.ts';
import { lineStart, parseLine } from '../../core/conversation/journal-lines.ts';
import { readJournal } from '../../core/conversation/read-journal.ts';
import { createReader } from './reused-buffer.ts';
import type { SessionFile } from './session-folder.ts';

/** Whether a conversation has a reply, or is in a file that cannot be read: whoever opens that is told why. */
export function createReplyCheck(): (file: Pick<SessionFile, 'path'>) => boolean {
  const read = createReader();
  return ({ path }) => {
    const journal = read(path);
    return journal === undefined || holdsReply(journal);
  };
}

const lineBreakAnd = (type: Parameters<typeof lineStart>[0]) => `\n${lineStart(type)}`;
const [END, DELTA, UNDO, RETRY] = (['end', 'delta', 'undo', 'retry'] as const).map(lineBreakAnd) as [
  string,
  string,
  string,
  string,
];

/**
 * The same for a journal, most of which are not parsed: the last reply of a conversation, if nothing was taken back, or
 * that there is none, decides. A killed program or a full disk may leave a journal without a complete line.
 */
export function holdsReply(journal: Buffer): boolean {
  if (!journal.includes('\n')) return false;
  const last = journal.lastIndexOf(END) + 1;
  if (last > 0 && !journal.includes(UNDO) && !journal.includes(RETRY)) {
    const line = parseLine(journal.toString('utf8', last, Math.max(last, journal.indexOf('\n', last))));
    if (line?.type === 'end' && isAnswer(line)) return true;
  }
  const hasPieces = last > 0 || journal.includes(DELTA);
  const restored = readJournal(journal.toString('utf8', 0, hasPieces ? journal.length : journal.indexOf('\n') + 1));
  return 'unreadable' in restored || hasReply(restored.conversation);
}

/**
 * Whether a journal is surely worthless: its own version wrote it, and it has no reply. Not so a file that is no journal,
 * or that a later version wrote.
 */
export function isEmptyJournal(journal: Buffer): boolean {
  if (journal.includes('\n')) return !holdsReply(journal);
  const start = lineStart('session');
  return start.startsWith(journal.toString('latin1', 0, start.length));
}
