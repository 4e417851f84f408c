import { describe, expect, test } from 'vitest';
import { fold } from '../../../src/core/text/fold.ts';
import { nearest } from '../../../src/core/text/nearest.ts';
import { KNOWN_MODELS } from '../../../src/core/config/known-models.ts';
import type { Problem } from '../../../src/core/problem/problem.ts';
import { createProgress } from '../../../src/terminal/output/progress.ts';
import { retryDelayMs } from '../../../src/api/retry.ts';

const overloaded: Problem = { type: 'overloaded_error', what: 'overloaded', exit: 'tryLater', retry: {} };

describe('the wait before a retry', () => {
  test('doubles from half a second to eight, with up to a quarter of jitter', () => {
    const delays = (random: number) =>
      [0, 1, 2, 3, 4, 5].map((retries) => retryDelayMs(overloaded, retries, 9, random));
    expect(delays(0)).toEqual([500, 1000, 2000, 4000, 8000, 8000]);
    expect(delays(1)).toEqual([375, 750, 1500, 3000, 6000, 6000]);
  });

  test('is what the server asks for, but never over a minute', () => {
    const after = (afterMs: number) => retryDelayMs({ ...overloaded, retry: { afterMs } }, 0, 4, 0);
    expect([after(0), after(60_000), after(60_001)]).toEqual([0, 60_000, undefined]);
  });

  test('ends with the last retry, and never begins for what will not get better', () => {
    expect(retryDelayMs(overloaded, 4, 4, 0)).toBeUndefined();
    expect(retryDelayMs({ ...overloaded, retry: undefined }, 0, 4, 0)).toBeUndefined();
  });
});

describe('progress', () => {
  test('tells of waiting, thinking, retrying, silence and text', () => {
    const progress = createProgress('claude-x', 0);
    expect(progress.line(1999)).toBe('1 s · claude-x');
    progress.see({ type: 'retry', problem: overloaded, retry: 1, maxRetries: 4, delayMs: 3000 });
    expect(progress.line(2000)).toBe('2 s · retrying in 3 s (1 of 4) · overloaded');
    expect(progress.line(4500)).toBe('4 s · retrying in 1 s (1 of 4) · overloaded');
    progress.see({ type: 'start', model: 'claude-x' });
    progress.see({ type: 'thinking', text: '', tokens: 50 });
    expect(progress.line(6000)).toBe('6 s · thinking 0 s · ~50 tokens · claude-x');
    progress.see({ type: 'thinking', text: 'x'.repeat(1234) });
    expect(progress.line(6000)).toBe('6 s · thinking 0 s · 1,234 characters · claude-x');
    progress.see({ type: 'quiet', since: 6000 });
    expect(progress.line(27_000)).toBe('27 s · no data for 21 s · thinking 21 s · 1,234 characters · claude-x');
    progress.see({ type: 'quiet', since: undefined });
    progress.see({ type: 'text', text: 'y'.repeat(40) });
    expect(progress.line(28_000)).toBe('28 s · 40 characters · ~10 tokens · claude-x');
    progress.see({ type: 'usage', outputTokens: 12 });
    expect(progress.line(28_000)).toBe('28 s · 40 characters · 12 tokens · claude-x');
  });
});

test('near names are suggested, far ones are not', () => {
  expect(nearest('claude-opsu-5-5', KNOWN_MODELS)[0]).toBe('claude-opus-5-5');
  expect(nearest('gpt-4', KNOWN_MODELS)).toEqual([]);
});

describe('folding', () => {
  test('keeps words whole, and what it folds is indented', () => {
    expect(fold('one two three four\n  five six seven\n', 11)).toBe(
      'one two\n  three\n  four\n  five six\n    seven\n',
    );
    expect(fold('a-word-that-is-too-long b', 10)).toBe('a-word-that-is-too-long\n  b');
  });

  test('does nothing where there is no terminal', () => {
    expect(fold('one two three', undefined)).toBe('one two three');
  });
});
