import { closeSync, lstatSync, openSync, readFileSync, unlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { ProblemError } from '../../core/problem/problem.ts';
import { quietly } from '../../core/problem/quietly.ts';
import { fileReason } from '../file-error.ts';
import { writeAll } from '../write-all.ts';
import { holderOf, parseHolder, stateOf, type Holder, type Self } from './lock-holder.ts';

export interface Lock {
  readonly release: () => void;
}

/** A lock is in the way that cannot be read or removed, so nobody knows whether the file is in use. */
export class Unlockable extends ProblemError {
  constructor(what: string) {
    super({ type: 'usage', what, hint: 'remove it if no other claude-stream runs', exit: 'usage' });
  }
}

/** A new lock may be empty for a moment, before its holder is written. */
const EMPTY_MS = 5_000;
/** How long a lock is respected whose process cannot be seen: on another machine, or in another container. */
const UNKNOWN_MS = 24 * 60 * 60_000;
/** A lock that comes and goes this often while we look at it is in use. */
const MAX_TRIES = 100;
/** No lock is longer, and nothing longer is read. */
const MAX_BYTES = 4096;

const lockOf = (path: string) => `${path}.lock`;

/** A process of this machine that is not known, or not yet. */
const someone = (): Holder => ({ pid: 0, host: hostname() });

/** Locks a file, or returns who has it in use. Throws `Unlockable`, and any other error if no lock can be written. */
export function lock(path: string, self: Self): Lock | Holder {
  const file = lockOf(path);
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    if (create(file, self)) return { release: () => quietly(() => unlinkSync(file)) };
    const other = holder(path, self) ?? removeStale(path, self);
    if (other !== undefined) return other;
  }
  return someone();
}

/** Creates the lock; `false` if there is one already. */
function create(file: string, self: Self): boolean {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  try {
    writeAll(descriptor, Buffer.from(JSON.stringify(holderOf(self))));
    return true;
  } catch (error) {
    // On a full disk an empty lock would be left, which is respected for a while.
    quietly(() => unlinkSync(file));
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** The running process that has the file in use, if any. Throws `Unlockable`. */
export function holder(path: string, self: Self): Holder | undefined {
  const found = look(lockOf(path), self);
  return found === 'missing' || found === 'stale' ? undefined : found;
}

function look(file: string, self: Self): Holder | 'missing' | 'stale' {
  const read = readLock(file);
  if (read === undefined) return 'missing';
  const { text, ageMs } = read;
  const found = parseHolder(text);
  if (found === undefined) return ageMs < EMPTY_MS ? someone() : 'stale';
  const state = stateOf(found, self);
  return state === 'running' || (state === 'unknown' && ageMs < UNKNOWN_MS) ? found : 'stale';
}

/** The content of a lock; `undefined`: there is none. */
function readLock(file: string): { text: string; ageMs: number } | undefined {
  try {
    const stats = lstatSync(file);
    // A link that leads nowhere would look like a lock that has just been removed, and a FIFO would be waited for.
    if (!stats.isFile() || stats.size > MAX_BYTES) throw new Unlockable(`${file} is not a lock`);
    return { text: readFileSync(file).toString(), ageMs: Date.now() - stats.mtimeMs };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error instanceof Unlockable ? error : new Unlockable(`cannot read the lock ${file}: ${fileReason(error)}`);
  }
}

/**
 * Removes a lock whose holder has ended, or returns the process that is about to. If two processes try at once, the slower
 * must not remove the lock that the faster has made meanwhile. So the lock itself is locked and checked again first.
 */
function removeStale(path: string, self: Self): Holder | undefined {
  const file = lockOf(path);
  const held = lock(file, self);
  if (!('release' in held)) return held;
  try {
    if (look(file, self) === 'stale') unlinkSync(file);
    return undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error instanceof Unlockable ? error : new Unlockable(`cannot remove the lock ${file}: ${fileReason(error)}`);
  } finally {
    held.release();
  }
}

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';
