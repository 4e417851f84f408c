import type { Problem } from '../core/problem/problem.ts';

const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 8_000;
/** If the server asks for a longer wait than this, the request fails instead. */
export const MAX_RETRY_AFTER_MS = 60_000;

/**
 * How long to wait before sending a request again, in ms; `undefined`: do not.
 * As long as the server asked for, or exponential backoff less up to a quarter of jitter (`random` is in [0, 1)).
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
