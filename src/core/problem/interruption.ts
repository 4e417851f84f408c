import { EXIT } from './problem.ts';

/** What ends a run from outside: a signal, or a reader of stdout that has gone (`| head`). */
export type Interruption = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'reader-gone';

/** The one reason that this program aborts an `AbortSignal` with when it is to stop. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly by: Interruption;
  constructor(by: Interruption) {
    super(by === 'reader-gone' ? 'the reader of standard output has gone' : `interrupted by ${by}`);
    this.by = by;
  }
}

/** What stopped the run; `undefined` while nothing has. */
export function interruptedBy({ reason }: AbortSignal): Interruption | undefined {
  return reason instanceof Interrupted ? reason.by : undefined;
}

/** A reader that has what it wanted is no failure. */
export function interruptionCode(by: Interruption): number {
  return by === 'reader-gone' ? EXIT.complete.code : EXIT[by].code;
}

/** Settles like the promise, or rejects with the signal's reason as soon as that is aborted. Leaves no listener behind. */
export async function raceAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  // Whoever loses the race must not fail unheard.
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
