import { readJournal, type Restored } from '../../core/conversation/read-journal.ts';
import { createReader } from './reused-buffer.ts';
import { listSessionFiles, type SessionFile } from './session-folder.ts';

export interface FoundSession<T> {
  readonly file: SessionFile;
  readonly restored: Restored;
  readonly match: T;
}

/**
 * Yields the sessions that match, the most recent first, each as soon as it is found. A session is parsed only if its
 * bytes, decoded as Latin-1, may match. Unreadable files are skipped and reported to `onUnreadable`.
 */
export function* searchSessions<T>(
  folder: string,
  search: { mayMatch(bytes: string): boolean; match(session: Restored): T | undefined },
  onUnreadable: (file: SessionFile, why: 'newer' | 'foreign') => void,
): Generator<FoundSession<T>> {
  const read = createReader();
  for (const file of listSessionFiles(folder)) {
    const bytes = read(file.path);
    if (bytes === undefined || !search.mayMatch(bytes.toString('latin1'))) continue;
    const restored = readJournal(bytes.toString());
    if ('unreadable' in restored) {
      onUnreadable(file, restored.unreadable);
      continue;
    }
    const match = search.match(restored);
    if (match !== undefined) yield { file, restored, match };
  }
}
