import { statSync } from 'node:fs';
import {
  ENDING_SIGNALS,
  Interrupted,
  interruptionCode,
  type EndingSignal,
  type Interruption,
} from '../core/problem/interruption.ts';
import { quietly } from '../core/problem/quietly.ts';

/** The signals that end the program, and what else interrupts it. */
export interface Signals {
  /** Aborted with an `Interrupted` as its reason, for everything that runs to end in order. */
  readonly signal: AbortSignal;
  readonly interrupt: (by: Interruption) => void;
  /**
   * Runs what opens these files. If one of them may have to be waited for, such as a FIFO that nobody writes to, signals
   * end the program at once meanwhile: nothing could hear them.
   */
  readonly whileOpening: <T>(files: readonly string[], open: () => T | Promise<T>) => Promise<T>;
  /** While `use` runs, Ctrl-C and Ctrl-\ are left to the program that it runs in the terminal. */
  readonly whileLent: <T>(use: () => Promise<T>) => Promise<T>;
}

const HANDLED = Object.keys(ENDING_SIGNALS) as EndingSignal[];

/**
 * Handles signals from now on: all that can be caught and would end the program, but for SIGPROF, which Node's profiler
 * uses, and the faults of the program itself. The first interrupts; the second ends the program at once.
 */
export function handleSignals(): Signals {
  const stop = new AbortController();
  let isLent = false;
  const interrupt = (by: Interruption) => stop.abort(new Interrupted(by));
  const listeners = HANDLED.map((name) => {
    const listener = () => {
      if (isLent && (name === 'SIGINT' || name === 'SIGQUIT')) return undefined;
      if (!stop.signal.aborted) return interrupt(name);
      endBySignal(name);
      process.exit(interruptionCode(name));
    };
    return { name, listener };
  });
  const listen = () => listeners.forEach(({ name, listener }) => process.on(name, listener));
  const ignore = () => listeners.forEach(({ name, listener }) => process.off(name, listener));
  listen();
  return {
    signal: stop.signal,
    interrupt,
    async whileOpening(files, open) {
      // Node reports a signal that has arrived only in the next turn of the event loop.
      await new Promise((resolve) => setImmediate(resolve));
      stop.signal.throwIfAborted();
      if (!files.some(mayWait)) return open();
      ignore();
      try {
        return await open();
      } finally {
        listen();
      }
    },
    async whileLent(use) {
      isLent = true;
      return use().finally(() => (isLent = false));
    },
  };
}

/** Whether opening or reading a file may take for ever. */
const mayWait = (file: string) => quietly(() => !statSync(file).isFile()) === true;

/**
 * Ends the program by the signal itself, as if nothing had handled it: a shell says so, and a core is written where cores
 * are. Returns for the signals that have an exit code of their own.
 */
export function endBySignal(name: EndingSignal): void {
  if (name === 'SIGINT' || name === 'SIGTERM') return;
  // Node crashes when it restores a terminal that has gone.
  if (name === 'SIGHUP' && !hasTerminal()) return;
  callExitListeners(interruptionCode(name));
  process.removeAllListeners(name);
  process.kill(process.pid, name);
}

/** Calls what waits for the end of the program, each even if the one before failed: its terminal may have gone. */
export function callExitListeners(code: number): void {
  for (const listener of process.listeners('exit')) {
    process.off('exit', listener);
    quietly(() => listener.call(process, code));
  }
  // The spinner listens in a way of its own.
  quietly(() => process.emit('exit', code));
}

const hasTerminal = () => process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;

/** To the whole job, as the terminal would send it: what is piped in is stopped, and ends, too. */
export function signalJob(signal: NodeJS.Signals): void {
  if (process.platform !== 'win32') process.kill(0, signal);
  // There, any signal but this one would end the program without a word.
  else if (signal === 'SIGINT') process.emit('SIGINT', 'SIGINT');
}
