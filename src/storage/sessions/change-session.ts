import { closeSync, fstatSync, futimesSync, openSync, readSync, unlinkSync } from 'node:fs';
import { entryLine, lineOf } from '../../core/conversation/journal-lines.ts';
import { usageProblem, type ProblemError } from '../../core/problem/problem.ts';
import { fileReason } from '../file-error.ts';
import { lock } from './lock.ts';
import type { Holder, Self } from './lock-holder.ts';
import { readSession, type SessionFile } from './session-folder.ts';
import { writeAll } from '../write-all.ts';

/**
 * Renames a session, without making it the most recent. Throws a usage problem if the file cannot be written or is in use
 * by another process.
 */
export function renameSession(session: SessionFile, name: string, now: Date, self: Self): void {
  const { id, path } = session;
  try {
    const held = lock(path, self);
    if (!('release' in held)) throw inUse(id, held);
    try {
      // Throws if a later version wrote the journal, which must not be changed.
      const { open, conversation } = readSession(session);
      const last = conversation.at(-1);
      // Only the last reply of a journal may have no end, so end it before the name.
      const end = open && last?.type === 'reply' ? lineOf(entryLine(last)) : '';
      append(path, end + lineOf({ type: 'name', time: now.toISOString(), name }));
    } finally {
      held.release();
    }
  } catch (error) {
    throw asUsage(error, `cannot rename conversation ${id}`);
  }
}

function append(path: string, lines: string): void {
  const file = openSync(path, 'a+');
  try {
    const { size, atimeMs, mtimeMs } = fstatSync(file);
    const last = Buffer.alloc(1);
    readSync(file, last, 0, 1, Math.max(0, size - 1));
    // An incomplete line, from a program that was killed, must not spoil the next one.
    const isWhole = size === 0 || last.toString() === '\n';
    writeAll(file, Buffer.from(isWhole ? lines : `\n${lines}`));
    futimesSync(file, atimeMs / 1000, mtimeMs / 1000);
  } finally {
    closeSync(file);
  }
}

export function inUse(id: string, { pid }: Holder): ProblemError {
  return usageProblem(`conversation ${id} is in use by another process${pid > 0 ? ` (${pid})` : ''}`, 'quit it first');
}

/**
 * Removes a session permanently, or returns the process that has it in use. `mayRemove` has the last word, once nobody can
 * change the file any more. Throws a usage problem if that fails.
 */
export function removeSession(file: SessionFile, self: Self, mayRemove: () => boolean): Holder | 'removed' | 'kept' {
  const { id, path } = file;
  try {
    const held = lock(path, self);
    if (!('release' in held)) return held;
    try {
      if (!mayRemove()) return 'kept';
      unlinkSync(path);
      return 'removed';
    } finally {
      held.release();
    }
  } catch (error) {
    throw asUsage(error, `cannot remove conversation ${id}`);
  }
}

function asUsage(error: unknown, what: string): unknown {
  const isSystemError = error instanceof Error && 'code' in error;
  return isSystemError ? usageProblem(`${what}: ${fileReason(error)}`) : error;
}
