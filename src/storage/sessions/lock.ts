import { closeSync, openSync, readFileSync, statSync, unlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { parseJson } from '../../core/text/json.ts';
import { writeAll } from '../write-all.ts';

/** The process that has a file in use. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When it started, as the system counts: a number that is used again is not the same process. */
  readonly started?: string | undefined;
}

/** What a lock has to know of processes; `process` is one. */
export interface Self {
  readonly pid: number;
  /** With signal 0: throws where that process does not run. */
  kill(pid: number, signal: 0): unknown;
}

export interface Lock {
  readonly release: () => void;
}

/** A lock that was just made may not say yet whose it is. */
const UNWRITTEN_MS = 5_000;
/** Whether a process on another machine still runs cannot be asked. */
const FOREIGN_MS = 24 * 60 * 60_000;

const lockOf = (path: string) => `${path}.lock`;

/** Takes the lock of a file, or tells who has it. Throws where no lock can be written at all. */
export function lock(path: string, self: Self): Lock | Holder {
  const file = lockOf(path);
  for (;;) {
    if (create(file, self)) return { release: () => unlinkQuietly(file) };
    const other = holder(path, self) ?? takeAway(path, self);
    if (other !== undefined) return other;
  }
}

/** Whether the lock is made now; `false`: there is one. */
function create(file: string, self: Self): boolean {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  try {
    writeAll(descriptor, Buffer.from(JSON.stringify({ pid: self.pid, host: hostname(), started: startOf(self.pid) })));
    return true;
  } catch (error) {
    // On a full disk it would say for a while that somebody has it.
    unlinkQuietly(file);
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** Who has the file in use; `undefined`: nobody that still runs. */
export function holder(path: string, self: Self): Holder | undefined {
  const found = look(lockOf(path), self);
  return found === 'missing' || found === 'stale' ? undefined : found;
}

function look(file: string, self: Self): Holder | 'missing' | 'stale' {
  try {
    const text = readFileSync(file, 'utf8');
    const ageMs = Date.now() - statSync(file).mtimeMs;
    const found = read(text);
    if (found === undefined) return ageMs < UNWRITTEN_MS ? { pid: 0, host: hostname() } : 'stale';
    if (found.host !== hostname()) return ageMs < FOREIGN_MS ? found : 'stale';
    return isRunning(found, self) ? found : 'stale';
  } catch {
    return 'missing';
  }
}

/**
 * Removes a lock whose holder is gone, or tells who is about to. Of two processes that try at once, the slower must not
 * remove the lock that the faster has made meanwhile: only who has the lock of the lock may, and looks again first.
 */
function takeAway(path: string, self: Self): Holder | undefined {
  const file = lockOf(path);
  const taking = lock(file, self);
  if (!('release' in taking)) return taking;
  if (look(file, self) === 'stale') unlinkQuietly(file);
  taking.release();
  return undefined;
}

function read(text: string): Holder | undefined {
  const json = parseJson(text) as Partial<Holder> | null | undefined;
  return Number.isSafeInteger(json?.pid) && typeof json?.host === 'string' ? (json as Holder) : undefined;
}

function isRunning({ pid, started }: Holder, self: Self): boolean {
  try {
    self.kill(pid, 0);
  } catch (error) {
    // One that may not be asked is there.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return started === undefined || started === startOf(pid);
}

/**
 * Only Linux says in a file when a process started: the 22nd field, counted behind the name, which may hold blanks. The
 * first of those tells of one that has ended, and only its parent has not asked yet how.
 */
function startOf(process: number): string | undefined {
  try {
    const fields = readFileSync(`/proc/${process}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function unlinkQuietly(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // It is gone already.
  }
}
