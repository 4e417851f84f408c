import { closeSync, fsync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import {
  joinParts,
  lineOf,
  type Part,
  type SessionHeader,
  type Journal,
} from '../../core/conversation/journal-lines.ts';
import type { Restored } from '../../core/conversation/read-journal.ts';
import { makeFolder } from '../make-folder.ts';
import { lock, type Lock } from './lock.ts';
import type { Holder, Self } from './lock-holder.ts';
import { readSession, type SessionFile } from './session-folder.ts';

const syncFile = promisify(fsync);

/** The parts of a reply are written within this time: a killed program loses no more. */
const BATCH_MS = 150;

export interface JournalFile extends Journal {
  readonly path: string;
  /** Writes what is left and releases the file. Works even while the process exits. */
  close(): void;
}

export interface JournalOptions {
  /** Called once if the file cannot be written; the next write tries again. */
  readonly onFailure: (error: Error) => void;
  /** This process, which locks the file. */
  readonly self: Self;
}

/** Starts a journal. Throws if it cannot be written. */
export function createJournal(path: string, header: SessionHeader, options: JournalOptions): JournalFile {
  makeFolder(dirname(path));
  const held = lock(path, options.self);
  if (!('release' in held)) throw new Error('it is in use by another process');
  try {
    const journal = journalOn(path, openSync(path, 'ax', 0o600), held, options);
    journal.append(header);
    return journal;
  } catch (error) {
    held.release();
    throw error;
  }
}

/** A journal that was opened again, and its content. */
export interface Reopened {
  readonly journal: JournalFile;
  /** If `torn`, the incomplete last line was removed from the file. */
  readonly restored: Restored;
}

/**
 * Opens a journal again, or returns the process that has it in use. Throws `Unlockable` if nobody can tell, a usage problem
 * if it cannot be read, leaving it unchanged, and any other error if it cannot be written.
 */
export function reopenJournal(file: Pick<SessionFile, 'id' | 'path'>, options: JournalOptions): Reopened | Holder {
  const { path } = file;
  const held = lock(path, options.self);
  if (!('release' in held)) return held;
  try {
    const restored = readSession(file);
    if (restored.torn) truncateSync(path, readFileSync(path).lastIndexOf('\n') + 1);
    return { restored, journal: journalOn(path, openSync(path, 'a'), held, options) };
  } catch (error) {
    held.release();
    throw error;
  }
}

/**
 * Writes are synchronous: lines stay in order whenever the program ends, and writing a batch takes less time than handing
 * it to a thread. Only `synced` waits for the disk itself.
 */
function journalOn(path: string, descriptor: number, { release }: Lock, { onFailure }: JournalOptions): JournalFile {
  let parts: Part[] = [];
  let timer: NodeJS.Timeout | undefined;
  /** What could not be written so far. */
  let pending = Buffer.alloc(0);
  let hasFailed = false;
  let isClosed = false;

  function fail(error: unknown): void {
    if (!hasFailed) onFailure(error as Error);
    hasFailed = true;
  }

  function write(lines: string): void {
    if (isClosed) return;
    pending = Buffer.concat([pending, Buffer.from(lines)]);
    try {
      while (pending.length > 0) pending = pending.subarray(writeSync(descriptor, pending));
    } catch (error) {
      fail(error);
    }
  }

  function writeParts(line = ''): void {
    clearTimeout(timer);
    timer = undefined;
    const delta = parts.length === 0 ? '' : lineOf({ type: 'delta', parts });
    parts = [];
    write(delta + line);
  }

  return {
    path,
    append: (line) => writeParts(lineOf(line)),
    part(part) {
      const last = parts.at(-1);
      const joined = last && joinParts(last, part);
      if (joined === undefined) parts.push(part);
      else parts[parts.length - 1] = joined;
      timer ??= setTimeout(writeParts, BATCH_MS);
    },
    async synced() {
      writeParts();
      if (!isClosed) await syncFile(descriptor).catch(fail);
    },
    close() {
      if (isClosed) return;
      writeParts();
      isClosed = true;
      try {
        closeSync(descriptor);
      } catch (error) {
        fail(error);
      }
      release();
    },
  };
}
