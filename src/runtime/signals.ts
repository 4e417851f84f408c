import { Interrupted, type Interruption } from '../core/problem/interruption.ts';
import { EXIT } from '../core/problem/problem.ts';

/** The signals that end the program, and what else interrupts it. */
export interface Signals {
  /** Aborted with an `Interrupted` as its reason, for everything that runs to end in order. */
  readonly signal: AbortSignal;
  readonly interrupt: (by: Interruption) => void;
  /**
   * While `block` runs, signals end the program at once. For what cannot be interrupted, such as opening a FIFO that
   * nobody writes to.
   */
  readonly whileBlocking: <T>(block: () => T | Promise<T>) => Promise<T>;
  /** While `use` runs, Ctrl-C is left to the program that it runs in the terminal. */
  readonly whileLent: <T>(use: () => Promise<T>) => Promise<T>;
}

const HANDLED = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Handles signals from now on. The first interrupts; the second ends the program at once. */
export function handleSignals(): Signals {
  const stop = new AbortController();
  let isLent = false;
  const interrupt = (by: Interruption) => stop.abort(new Interrupted(by));
  const listeners = HANDLED.map((name) => {
    const listener = () => {
      if (name === 'SIGINT' && isLent) return undefined;
      if (!stop.signal.aborted) return interrupt(name);
      if (name === 'SIGHUP') hangUp();
      process.exit(EXIT[name].code);
    };
    return { name, listener };
  });
  const listen = () => listeners.forEach(({ name, listener }) => process.on(name, listener));
  const ignore = () => listeners.forEach(({ name, listener }) => process.off(name, listener));
  listen();
  return {
    signal: stop.signal,
    interrupt,
    async whileBlocking(block) {
      // Node reports a signal that has arrived only in the next turn of the event loop.
      await new Promise((resolve) => setImmediate(resolve));
      stop.signal.throwIfAborted();
      ignore();
      try {
        return await block();
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

/** Ends the program by SIGHUP itself, since Node crashes when it restores a terminal that has gone. */
export function hangUp(): void {
  if (!process.stdin.isTTY && !process.stdout.isTTY && !process.stderr.isTTY) return;
  try {
    // SIGHUP ends the program without calling these listeners.
    process.emit('exit', EXIT.SIGHUP.code);
  } catch {
    // One of them wrote to the terminal.
  }
  process.removeAllListeners('SIGHUP');
  process.kill(process.pid, 'SIGHUP');
}

/** To the whole job, as the terminal would send it: what is piped in is stopped, and ends, too. */
export function signalJob(signal: NodeJS.Signals): void {
  if (process.platform !== 'win32') process.kill(0, signal);
  // There, any signal but this one would end the program without a word.
  else if (signal === 'SIGINT') process.emit('SIGINT', 'SIGINT');
}
