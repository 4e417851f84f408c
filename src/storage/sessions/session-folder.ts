import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readJournal, type Restored } from '../../core/conversation/read-journal.ts';
import { usageProblem } from '../../core/problem/problem.ts';
import { appFolder, type User } from '../app-folder.ts';

/** A session's file, before it is read. */
export interface SessionFile {
  readonly id: string;
  readonly path: string;
  /** When it was last written, in ms since 1970. */
  readonly updatedMs: number;
}

export const sessionFolder = (...user: User): string => join(appFolder('data', ...user), 'sessions');

/** No vowels, so no words; none that are read for another. */
const ID_LETTERS = 'bcdfghjkmnpqrstvwxz23456789';
const ID_LENGTH = 8;

/** 27^8: with ten thousand sessions, two are the same once in six thousand homes. */
export function newSessionId(): string {
  return Array.from({ length: ID_LENGTH }, () => ID_LETTERS[Math.floor(Math.random() * ID_LETTERS.length)]).join('');
}

/** In the folder's own order they stand by their age. */
export function sessionFileName(id: string, time: Date): string {
  return `${time.toISOString().replace(/[-:]|\..*$/g, '')}-${id}.jsonl`;
}

const FILE_NAME = /^\d{8}T\d{6}-([a-z0-9]+)\.jsonl$/;

/** All sessions, the last used first. A folder that is not there holds none. */
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
    throw usageProblem(`cannot list conversations: ${(error as Error).message}`);
  }
}

/** Whether its first line is whole: a program that was killed just then, or a full disk, leaves a file in which nothing was said. */
export function hasBegun({ path }: Pick<SessionFile, 'path'>): boolean {
  try {
    return readFileSync(path).includes('\n');
  } catch {
    // Why it cannot be read is told to who goes on with it.
    return true;
  }
}

/** A session that was read. Throws a usage problem when it cannot be. */
export function readSession(file: Pick<SessionFile, 'id' | 'path'>): Restored {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file.path);
  } catch (error) {
    throw usageProblem(`cannot read conversation ${file.id}: ${(error as Error).message}`);
  }
  const restored = readJournal(new TextDecoder().decode(bytes));
  if (!('unreadable' in restored)) return restored;
  throw restored.unreadable === 'newer'
    ? usageProblem(
        `conversation ${file.id} was written by a newer version of claude-stream`,
        'it was left unchanged; update claude-stream to use it',
      )
    : usageProblem(`cannot read conversation ${file.id}: ${file.path} is not a journal`);
}
