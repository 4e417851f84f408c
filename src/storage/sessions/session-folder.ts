import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readJournal, type Restored } from '../../core/conversation/read-journal.ts';
import { usageProblem } from '../../core/problem/problem.ts';
import { fileReason } from '../file-error.ts';
import { FILE_LIMITS, readLimited } from '../read-limited.ts';
import { appFolder, type User } from '../app-folder.ts';

/** A session's file, before it is read. */
export interface SessionFile {
  readonly id: string;
  readonly path: string;
  /** When it was last written, in ms since 1970. */
  readonly updatedMs: number;
}

export const sessionFolder = (...user: User): string => join(appFolder('data', ...user), 'sessions');

/** No vowels, so no words; no letters that look alike. */
const ID_LETTERS = 'bcdfghjkmnpqrstvwxz23456789';
const ID_LENGTH = 8;

/** One of 27^8: among ten thousand sessions two are the same in one of six thousand homes. */
export function newSessionId(): string {
  return Array.from({ length: ID_LENGTH }, () => ID_LETTERS[Math.floor(Math.random() * ID_LETTERS.length)]).join('');
}

/** Sorted by name, sessions are sorted by age. */
export function sessionFileName(id: string, time: Date): string {
  return `${time.toISOString().replace(/[-:]|\..*$/g, '')}-${id}.jsonl`;
}

const FILE_NAME = /^\d{8}T\d{6}-([a-z0-9]+)\.jsonl$/;

/** All sessions, the most recent first. A missing folder has none. */
export function listSessionFiles(folder: string): SessionFile[] {
  const files = namesIn(folder).flatMap((name) => {
    const id = FILE_NAME.exec(name)?.[1];
    const path = join(folder, name);
    const stats = id === undefined ? undefined : statSync(path, { throwIfNoEntry: false });
    return id === undefined || stats?.isFile() !== true ? [] : [{ id, path, updatedMs: stats.mtimeMs, name }];
  });
  return files.toSorted((one, other) => other.updatedMs - one.updatedMs || (other.name > one.name ? 1 : -1));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw usageProblem(`cannot list conversations: ${folder}: ${fileReason(error)}`);
  }
}

/** Reads a session. Throws a usage problem if that fails. */
export function readSession(file: Pick<SessionFile, 'id' | 'path'>): Restored {
  const bytes = readLimited(file.path, FILE_LIMITS.journal, `conversation ${file.id}`);
  const restored = readJournal(new TextDecoder().decode(bytes));
  if (!('unreadable' in restored)) return restored;
  throw restored.unreadable === 'newer'
    ? usageProblem(
        `conversation ${file.id} was written by a newer version of claude-stream`,
        'it was left unchanged; update claude-stream to use it',
      )
    : usageProblem(`cannot read conversation ${file.id}: ${file.path} is not a journal`);
}
