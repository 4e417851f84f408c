import { limitTime } from '../../core/problem/time-limit.ts';
import { passBody, type Fetch } from './body.ts';

export interface WatchdogOptions {
  /** The longest wait for the headers, in ms. */
  readonly timeoutMs: number;
  /** The longest wait for the next byte of a body, in ms; pings are bytes. */
  readonly stallMs: number;
  readonly quiet?: {
    /** After this long without a byte, `onQuiet` is called. The wait for the headers counts too. */
    readonly afterMs: number;
    /** `since`: performance.now() at the last byte; `undefined` when bytes arrive again. */
    readonly onQuiet: (since: number | undefined) => void;
  };
}

/** The connection is open, but the server has sent nothing for too long. */
export class StallError extends Error {
  override readonly name = 'StallError';
  readonly stallMs: number;
  constructor(stallMs: number) {
    super(`no data for ${stallMs} ms`);
    this.stallMs = stallMs;
  }
}

/** The SDK takes it for its own timeout, by its name. */
const noResponse = () => new DOMException('no response in time', 'TimeoutError');

/**
 * Ends a wait for the headers with a timeout, and a stalled body with a `StallError`. The SDK cannot: its timeout ends
 * with the headers, it hides pings, so a busy server looks like a dead one, and it counts the time in which this program
 * was stopped. The clock runs only while something waits for a byte: a slow reader is no stall.
 */
export function withWatchdog(fetch: Fetch, { timeoutMs, stallMs, quiet }: WatchdogOptions): Fetch {
  return async (input, init) => {
    const stop = new AbortController();
    const signal = init?.signal ? AbortSignal.any([init.signal, stop.signal]) : stop.signal;

    const watchWait = async <T>(promise: Promise<T>, limitMs: number, reason: () => Error): Promise<T> => {
      const since = performance.now();
      const endLimit = limitTime(limitMs, () => stop.abort(reason()));
      const endQuiet = quiet && startQuiet(quiet, since);
      try {
        return await promise;
      } finally {
        endLimit();
        endQuiet?.();
      }
    };

    const response = await watchWait(fetch(input, { ...init, signal }), timeoutMs, noResponse);
    return passBody(response, async function* watch(body) {
      const iterator = body[Symbol.asyncIterator]();
      try {
        for (;;) {
          const next = await watchWait(iterator.next(), stallMs, () => new StallError(stallMs));
          if (next.done === true) return;
          yield next.value;
        }
      } finally {
        await iterator.return?.();
      }
    });
  };
}

/** Returns what ends the quiet time. */
function startQuiet({ afterMs, onQuiet }: NonNullable<WatchdogOptions['quiet']>, since: number): () => void {
  let isQuiet = false;
  const cancel = limitTime(afterMs, () => {
    isQuiet = true;
    onQuiet(since);
  });
  return () => {
    cancel();
    if (isQuiet) onQuiet(undefined);
  };
}
