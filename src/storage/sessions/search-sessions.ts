import { readJournal, type Restored } from '../../core/conversation/read-journal.ts';
import { createReader } from './reused-buffer.ts';
import { listSessionFiles, type SessionFile } from './session-folder.ts';

export interface FoundSession<T> {
  readonly file: SessionFile;
  readonly restored: Restored;
  readonly match: T;
}

/**
 * The sessions that match, the last used first, each as soon as it is found. Only those are read in full whose bytes
 * (as Latin-1) may match. What cannot be read is passed over, and told to `onUnreadable`.
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
