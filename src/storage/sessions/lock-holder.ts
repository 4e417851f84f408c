import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { quietly } from '../../core/problem/quietly.ts';
import { isObject, parseJson } from '../../core/text/json.ts';

/** A process that has a file in use. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
  /** The system's name for the set of process ids that `pid` belongs to: each container has its own. */
  readonly namespace?: string | undefined;
  /** When it started, in the system's own units: process ids are reused. */
  readonly started?: string | undefined;
}

/** What a lock needs to know about processes; `process` is one. */
export interface Self {
  readonly pid: number;
  /** With signal 0, throws if that process does not run. */
  kill(pid: number, signal: 0): unknown;
}

/** This process as a holder. */
export function holderOf(self: Self): Holder {
  return { pid: self.pid, host: hostname(), namespace: namespace(), started: startOf(self.pid, self) };
}

/** The holder in the text of a lock; `undefined`: it is not valid. */
export function parseHolder(text: string): Holder | undefined {
  const json = parseJson(text);
  const fits = isObject(json) && Number.isSafeInteger(json['pid']) && typeof json['host'] === 'string';
  return fits ? (json as unknown as Holder) : undefined;
}

/** Whether a holder still runs; `unknown`: its process cannot be seen from here. */
export function stateOf(holder: Holder, self: Self): 'running' | 'ended' | 'unknown' {
  if (holder.host !== hostname()) return 'unknown';
  // Locks of older versions do not say where their process id counts.
  if (holder.namespace !== undefined && holder.namespace !== namespace()) return 'unknown';
  return isRunning(holder, self) ? 'running' : 'ended';
}

function isRunning({ pid, started }: Holder, self: Self): boolean {
  try {
    self.kill(pid, 0);
  } catch (error) {
    // A process that may not be signalled exists.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return started === undefined || !showsOwnProcesses(self) || started === startOf(pid, self);
}

/** Only Linux has such names. */
const namespace = () => quietly(() => readlinkSync('/proc/self/ns/pid'));

/** Whether /proc is there, and counts processes as this one does: a sandbox may show the host's. */
const showsOwnProcesses = (self: Self) => quietly(() => readlinkSync('/proc/self')) === String(self.pid);

/**
 * When a process started, which only Linux tells in a file: in the 22nd field. Fields are counted after the name, which may
 * contain spaces. `Z` in the first of them is a zombie: it has ended.
 */
function startOf(pid: number, self: Self): string | undefined {
  if (!showsOwnProcesses(self)) return undefined;
  const stat = quietly(() => readFileSync(`/proc/${pid}/stat`, 'latin1'));
  const fields = stat?.replace(/.*\) /s, '').split(' ');
  return fields?.[0] === 'Z' ? undefined : fields?.[19];
}
