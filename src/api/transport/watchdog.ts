import { passBody, type Fetch } from './body.ts';

export interface WatchdogOptions {
  /** The longest wait for the next byte of a body, in ms; pings are bytes. */
  readonly stallMs: number;
  /** After this long without a byte, `onQuiet` is called. The wait for the headers counts too. */
  readonly quietMs: number;
  /** `since`: performance.now() at the last byte; `undefined` when bytes arrive again. */
  readonly onQuiet: (since: number | undefined) => void;
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

/**
 * Ends a stalled body with a `StallError`. The SDK cannot: its timeout ends with the headers, and it hides pings, so a
 * busy server looks like a dead one. The clock runs only while something waits for a byte: a slow reader is no stall.
 */
export function withWatchdog(fetch: Fetch, { stallMs, quietMs, onQuiet }: WatchdogOptions): Fetch {
  return async (input, init) => {
    const stall = new AbortController();
    const signal = init?.signal ? AbortSignal.any([init.signal, stall.signal]) : stall.signal;

    let quiet = false;
    const watchWait = async <T>(promise: Promise<T>, limitMs: number | undefined): Promise<T> => {
      const since = performance.now();
      const quietTimer = setTimeout(() => {
        quiet = true;
        onQuiet(since);
      }, quietMs);
      const stallTimer =
        limitMs === undefined ? undefined : setTimeout(() => stall.abort(new StallError(limitMs)), limitMs);
      try {
        return await promise;
      } finally {
        clearTimeout(quietTimer);
        clearTimeout(stallTimer);
        if (quiet) onQuiet(undefined);
        quiet = false;
      }
    };

    const response = await watchWait(fetch(input, { ...init, signal }), undefined);
    return passBody(response, async function* watch(body) {
      const iterator = body[Symbol.asyncIterator]();
      try {
        for (;;) {
          const next = await watchWait(iterator.next(), stallMs);
          if (next.done === true) return;
          yield next.value;
        }
      } finally {
        await iterator.return?.();
      }
    });
  };
}
