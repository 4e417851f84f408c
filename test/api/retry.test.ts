import { describe, expect, test } from 'vitest';
import { retryDelayMs } from '../../src/api/retry.ts';
import type { Problem } from '../../src/core/problem/problem.ts';

const overloaded: Problem = { type: 'overloaded_error', what: 'overloaded', exit: 'tryLater', retry: {} };

describe('the wait before a retry', () => {
  test.each([
    [0, [500, 1000, 2000, 4000, 8000, 8000]],
    [0.5, [438, 875, 1750, 3500, 7000, 7000]],
    [1, [375, 750, 1500, 3000, 6000, 6000]],
  ])('doubles from half a second to eight, minus up to a quarter (random number %f)', (random, delays) => {
    expect([0, 1, 2, 3, 4, 5].map((retries) => retryDelayMs(overloaded, retries, 9, random))).toEqual(delays);
  });

  test.each([
    [0, 0],
    [1234, 1234],
    [60_000, 60_000],
    [60_001, undefined],
  ])('is as long as the server asks for, but at most a minute: %i ms', (afterMs, delay) => {
    expect(retryDelayMs({ ...overloaded, retry: { afterMs } }, 0, 4, 1)).toBe(delay);
  });

  test.each([
    [3, 4, 4000],
    [4, 4, undefined],
    [0, 0, undefined],
  ])('after %i of %i retries is %s', (retries, max, delay) => {
    expect(retryDelayMs(overloaded, retries, max, 0)).toBe(delay);
  });

  test('does not begin for a problem that will stay', () => {
    expect(retryDelayMs({ ...overloaded, retry: undefined }, 0, 4, 0)).toBeUndefined();
  });
});
