import { EXIT } from './problem.ts';

/** The signals that end a run in order, with their numbers; where those differ between systems, as on Linux. */
export const ENDING_SIGNALS = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGABRT: 6,
  SIGUSR1: 10,
  SIGUSR2: 12,
  SIGALRM: 14,
  SIGTERM: 15,
  SIGXCPU: 24,
  SIGVTALRM: 26,
} as const;

export type EndingSignal = keyof typeof ENDING_SIGNALS;

/** The ways to interrupt a run: a signal, or a reader of stdout that goes away (`| head`). */
export type Interruption = EndingSignal | 'reader-gone';

/** The only reason with which this program aborts an `AbortSignal` to stop itself. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly by: Interruption;
  constructor(by: Interruption) {
    super(by === 'reader-gone' ? 'the reader of standard output closed it' : `interrupted by ${by}`);
    this.by = by;
  }
}

/** What interrupted the run; `undefined`: nothing so far. */
export function interruptedBy({ reason }: AbortSignal): Interruption | undefined {
  return reason instanceof Interrupted ? reason.by : undefined;
}

/** The exit code, as a shell reports it. A reader that has seen enough is no failure. */
export function interruptionCode(by: Interruption): number {
  return by === 'reader-gone' ? EXIT.complete.code : 128 + ENDING_SIGNALS[by];
}

/** Settles like the promise, or rejects with the signal's reason as soon as that aborts. Leaves no listener behind. */
export async function raceAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  // If the promise loses the race, its failure must not count as unhandled.
  promise.catch(() => {});
  signal.throwIfAborted();
  const over = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { signal: over.signal });
  });
  return Promise.race([promise, aborted]).finally(() => over.abort());
}

/** Whether the promise resolves in time. */
export async function resolvesWithin(promise: Promise<unknown>, ms: number): Promise<boolean> {
  return raceAbort(promise, AbortSignal.timeout(ms)).then(
    () => true,
    () => false,
  );
}
