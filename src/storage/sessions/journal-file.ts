import { closeSync, fsync, mkdirSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
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
import { lock, type Holder, type Lock, type Self } from './lock.ts';
import { readSession, type SessionFile } from './session-folder.ts';

const syncFile = promisify(fsync);

/** What arrives is written within this time: a killed program loses no more. */
const BATCH_MS = 150;

export interface JournalFile extends Journal {
  readonly path: string;
  /** Writes what is left and gives the file free: also in the last moment of the program. */
  close(): void;
}

/** `onFailure` is called once, when the file cannot be written; what could not be is tried again with what follows. */
export interface JournalOptions {
  readonly onFailure: (error: Error) => void;
  /** Who holds the file. */
  readonly self: Self;
}

/** Begins a journal. Throws where none can be. */
export function createJournal(path: string, header: SessionHeader, options: JournalOptions): JournalFile {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
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

/** A journal that goes on, and what was in it. */
export interface Reopened {
  readonly journal: JournalFile;
  /** With `torn`, half a line at its end was taken away. */
  readonly restored: Restored;
}

/**
 * Goes on with a journal, or tells which process has it in use. Throws a usage problem where it cannot be read, and then
 * has changed nothing; any other error where it cannot be written.
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
 * Written at once and not in the background: then nothing can come to stand before what came before it, whenever the
 * program ends, and a batch is written faster than a thread is asked to. What takes time, to reach the disk itself, is
 * waited for only where it is asked for.
 */
function journalOn(path: string, descriptor: number, { release }: Lock, { onFailure }: JournalOptions): JournalFile {
  let parts: Part[] = [];
  let timer: NodeJS.Timeout | undefined;
  /** What could not be written yet. */
  let left = Buffer.alloc(0);
  let hasFailed = false;
  let isClosed = false;

  function fail(error: unknown): void {
    if (!hasFailed) onFailure(error as Error);
    hasFailed = true;
  }

  function write(lines: string): void {
    if (isClosed) return;
    left = Buffer.concat([left, Buffer.from(lines)]);
    try {
      while (left.length > 0) left = left.subarray(writeSync(descriptor, left));
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
