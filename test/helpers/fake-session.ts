import { createSession, type Session, type SessionStart } from '../../src/agent/session.ts';
import type { Journal, JournalLine, SessionHeader } from '../../src/core/conversation/journal-lines.ts';

export const NOW = '2026-03-01T10:00:00.000Z';

export interface RecordedSession {
  readonly session: Session;
  /** The lines of its journal, with reply parts as `part` lines and each sync as `synced`. */
  readonly written: readonly object[];
}

/** A session whose journal is a list in memory. */
export function recordedSession(start: Partial<SessionStart> = {}): RecordedSession {
  const written: object[] = [];
  const journal: Journal = {
    append: (line: SessionHeader | JournalLine) => void written.push(line),
    part: (part) => void written.push({ part }),
    synced: async () => void written.push({ synced: true }),
  };
  const begin = (header: SessionHeader) => {
    journal.append(header);
    return journal;
  };
  const session = createSession({ id: 'bcdfghjk', model: 'fake-model', ...start }, { begin, now: () => NOW });
  return { session, written };
}
