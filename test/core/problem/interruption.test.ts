import { describe, expect, test } from 'vitest';
import {
  Interrupted,
  interruptedBy,
  interruptionCode,
  raceAbort,
  type Interruption,
} from '../../../src/core/problem/interruption.ts';

test.each<[Interruption, number, string]>([
  ['SIGINT', 130, 'interrupted by SIGINT'],
  ['SIGTERM', 143, 'interrupted by SIGTERM'],
  ['SIGHUP', 129, 'interrupted by SIGHUP'],
  ['SIGQUIT', 131, 'interrupted by SIGQUIT'],
  ['SIGABRT', 134, 'interrupted by SIGABRT'],
  ['SIGUSR1', 138, 'interrupted by SIGUSR1'],
  ['SIGUSR2', 140, 'interrupted by SIGUSR2'],
  ['SIGALRM', 142, 'interrupted by SIGALRM'],
  ['SIGXCPU', 152, 'interrupted by SIGXCPU'],
  ['SIGVTALRM', 154, 'interrupted by SIGVTALRM'],
  ['reader-gone', 0, 'the reader of standard output closed it'],
])('an interruption by %s exits with %i', (by, code, message) => {
  expect(interruptionCode(by)).toBe(code);
  expect(new Interrupted(by)).toMatchObject({ name: 'Interrupted', message });
  expect(interruptedBy(AbortSignal.abort(new Interrupted(by)))).toBe(by);
});

test('any other reason to abort is not an interruption', () => {
  expect(interruptedBy(AbortSignal.abort(new Error('no')))).toBeUndefined();
  expect(interruptedBy(new AbortController().signal)).toBeUndefined();
});

describe('raceAbort', () => {
  const never = new Promise<never>(() => {});

  test('settles like the promise', async () => {
    const { signal } = new AbortController();
    expect(await raceAbort(Promise.resolve(5), signal)).toBe(5);
    await expect(raceAbort(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
  });

  test('rejects with the reason once the signal is aborted', async () => {
    const aborting = new AbortController();
    const racing = raceAbort(never, aborting.signal);
    aborting.abort(new Interrupted('SIGINT'));
    await expect(racing).rejects.toThrow('interrupted by SIGINT');
  });

  test('rejects at once if the signal was aborted before', async () => {
    const aborted = AbortSignal.abort(new Interrupted('SIGINT'));
    await expect(raceAbort(Promise.resolve(5), aborted)).rejects.toThrow('interrupted by SIGINT');
    await expect(raceAbort(Promise.reject(new Error('no')), aborted)).rejects.toThrow('interrupted by SIGINT');
  });
});
