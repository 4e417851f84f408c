import { closeSync, openSync, readFileSync, statSync, unlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { quietly } from '../../core/problem/quietly.ts';
import { parseJson } from '../../core/text/json.ts';
import { writeAll } from '../write-all.ts';

/** A process that has a file in use. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When it started, in the system's own units: process ids are reused. */
  readonly started?: string | undefined;
}

/** What a lock needs to know about processes; `process` is one. */
export interface Self {
  readonly pid: number;
  /** With signal 0, throws if that process does not run. */
  kill(pid: number, signal: 0): unknown;
}

export interface Lock {
  readonly release: () => void;
}

/** A new lock may be empty for a moment, before its holder is written. */
const EMPTY_MS = 5_000;
/** How long a lock from another machine is respected, where the process cannot be checked. */
const FOREIGN_MS = 24 * 60 * 60_000;

const lockOf = (path: string) => `${path}.lock`;

/** Locks a file, or returns who has it in use. Throws if no lock can be written. */
export function lock(path: string, self: Self): Lock | Holder {
  const file = lockOf(path);
  for (;;) {
    if (create(file, self)) return { release: () => unlinkQuietly(file) };
    const other = holder(path, self) ?? removeStale(path, self);
    if (other !== undefined) return other;
  }
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
    writeAll(descriptor, Buffer.from(JSON.stringify({ pid: self.pid, host: hostname(), started: startOf(self.pid) })));
    return true;
  } catch (error) {
    // On a full disk an empty lock would be left, which is respected for a while.
    unlinkQuietly(file);
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** The running process that has the file in use, if any. */
export function holder(path: string, self: Self): Holder | undefined {
  const found = look(lockOf(path), self);
  return found === 'missing' || found === 'stale' ? undefined : found;
}

function look(file: string, self: Self): Holder | 'missing' | 'stale' {
  try {
    const text = readFileSync(file, 'utf8');
    const ageMs = Date.now() - statSync(file).mtimeMs;
    const found = read(text);
    if (found === undefined) return ageMs < EMPTY_MS ? { pid: 0, host: hostname() } : 'stale';
    if (found.host !== hostname()) return ageMs < FOREIGN_MS ? found : 'stale';
    return isRunning(found, self) ? found : 'stale';
  } catch {
    return 'missing';
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
  if (look(file, self) === 'stale') unlinkQuietly(file);
  held.release();
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
    // A process that may not be signalled exists.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return started === undefined || started === startOf(pid);
}

/**
 * When a process started, which only Linux tells in a file: in the 22nd field. Fields are counted after the name, which may
 * contain spaces. `Z` in the first of them is a zombie: it has ended.
 */
function startOf(process: number): string | undefined {
  const stat = quietly(() => readFileSync(`/proc/${process}/stat`, 'latin1'));
  const fields = stat?.replace(/^.*\) /s, '').split(' ');
  return fields?.[0] === 'Z' ? undefined : fields?.[19];
}

/** Another process may have removed it already. */
const unlinkQuietly = (file: string) => quietly(() => unlinkSync(file));
