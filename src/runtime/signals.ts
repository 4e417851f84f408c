import { Interrupted, type Interruption } from '../core/problem/interruption.ts';
import { EXIT } from '../core/problem/problem.ts';

/** The signals that end the program, and whatever else stops what it does. */
export interface Signals {
  /** Aborted with an `Interrupted` as its reason: what runs then ends in good order. */
  readonly signal: AbortSignal;
  readonly interrupt: (by: Interruption) => void;
  /**
   * Leaves signals to the system while `block` runs: they end the program at once, as they must while something cannot
   * be interrupted, such as opening a FIFO whose other end nobody opens.
   */
  readonly whileBlocking: <T>(block: () => T | Promise<T>) => Promise<T>;
  /** Runs another program that has the terminal meanwhile: Ctrl-C is for that one. */
  readonly whileLent: <T>(use: () => Promise<T>) => Promise<T>;
}

const HANDLED = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Handles signals from now on. The first stops what runs; the second ends the program at once. */
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

/** Node crashes where it gives back a terminal that is gone: the signal itself ends the program, which shells show as 129. */
export function hangUp(): void {
  if (!process.stdin.isTTY && !process.stdout.isTTY && !process.stderr.isTTY) return;
  try {
    // The signal ends the program without its exit listeners.
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
