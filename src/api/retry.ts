import type { Problem } from '../core/problem/problem.ts';

const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 8_000;
/** A server that asks for a longer wait than this is not waited for. */
export const MAX_RETRY_AFTER_MS = 60_000;

/**
 * How long to wait before a request is sent again, in ms; `undefined`: not again.
 * Exponential backoff with up to a quarter of jitter taken off (`random` is in [0, 1)), or what the server asked for.
 */
export function retryDelayMs(
  problem: Problem,
  retriesSoFar: number,
  maxRetries: number,
  random: number,
): number | undefined {
  if (problem.retry === undefined || retriesSoFar >= maxRetries) return undefined;
  const { afterMs } = problem.retry;
  if (afterMs !== undefined) return afterMs <= MAX_RETRY_AFTER_MS ? afterMs : undefined;
  const backoff = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** retriesSoFar);
  return Math.round(backoff * (1 - random / 4));
}
