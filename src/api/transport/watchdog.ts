import { passBody, type Fetch } from './body.ts';

export interface WatchdogOptions {
  /** The longest wait for the next byte of a body, in ms; pings are bytes. */
  readonly stallMs: number;
  /** After this long without a byte, from the sending of the request on, `onQuiet` is told. */
  readonly quietMs: number;
  /** `since`: performance.now() of the last byte; `undefined` when bytes come again. */
  readonly onQuiet: (since: number | undefined) => void;
}

/** The server has sent nothing for too long, although the connection stands. */
export class StallError extends Error {
  override readonly name = 'StallError';
  readonly stallMs: number;
  constructor(stallMs: number) {
    super(`no data for ${stallMs} ms`);
    this.stallMs = stallMs;
  }
}

/**
 * Ends a body that has stalled, with a `StallError`. The SDK cannot: its timeout ends when the headers are there,
 * and it hides pings, so that a server that is busy looks like one that is dead.
 * A reader that does not read is no stall: the clock runs only while a byte is waited for.
 */
export function withWatchdog(fetch: Fetch, { stallMs, quietMs, onQuiet }: WatchdogOptions): Fetch {
  return async (input, init) => {
    const dead = new AbortController();
    const signal = init?.signal ? AbortSignal.any([init.signal, dead.signal]) : dead.signal;

    let quiet = false;
    const waiting = async <T>(promise: Promise<T>, limitMs: number | undefined): Promise<T> => {
      const since = performance.now();
      const quietTimer = setTimeout(() => {
        quiet = true;
        onQuiet(since);
      }, quietMs);
      const stallTimer =
        limitMs === undefined ? undefined : setTimeout(() => dead.abort(new StallError(limitMs)), limitMs);
      try {
        return await promise;
      } finally {
        clearTimeout(quietTimer);
        clearTimeout(stallTimer);
        if (quiet) onQuiet(undefined);
        quiet = false;
      }
    };

    const response = await waiting(fetch(input, { ...init, signal }), undefined);
    return passBody(response, async function* watch(body) {
      const iterator = body[Symbol.asyncIterator]();
      try {
        for (;;) {
          const next = await waiting(iterator.next(), stallMs);
          if (next.done === true) return;
          yield next.value;
        }
      } finally {
        await iterator.return?.();
      }
    });
  };
}
