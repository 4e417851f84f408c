import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createWaiting } from '../../../src/terminal/output/waiting.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The spinner is loaded once `loaded` is called. */
function open() {
  const log: string[] = [];
  let loaded = () => {};
  const waiting = createWaiting(
    async () => {
      log.push('load');
      await new Promise<void>((resolve) => (loaded = resolve));
      return (line) => {
        log.push(`start ${line()}`);
        return { stop: () => void log.push('stop') };
      };
    },
    () => 'line',
  );
  const load = async () => {
    await vi.advanceTimersByTimeAsync(100);
    loaded();
    await vi.advanceTimersByTimeAsync(0);
  };
  return { ...waiting, log, load };
}

test('the spinner is loaded after a moment, and shows while something is waited for', async () => {
  const { log, load, stop, wait } = open();
  expect(log).toEqual([]);
  await load();
  stop();
  stop();
  wait();
  wait();
  expect(log).toEqual(['load', 'start line', 'stop', 'start line']);
});

test('what came while the spinner was loaded is not drawn over', async () => {
  const { log, load, stop, wait } = open();
  stop();
  await load();
  expect(log).toEqual(['load']);
  wait();
  expect(log).toEqual(['load', 'start line']);
});

test('a spinner that is not needed is not loaded', async () => {
  const { log, end } = open();
  end();
  await vi.advanceTimersByTimeAsync(1000);
  expect(log).toEqual([]);
});

test('after two seconds of silence the spinner returns, and goes with what comes then', async () => {
  const { log, load, stop, waitIfSilent } = open();
  await load();
  for (const _ of [1, 2]) {
    stop();
    waitIfSilent();
    await vi.advanceTimersByTimeAsync(1999);
    expect(log.at(-1)).toBe('stop');
  }
  await vi.advanceTimersByTimeAsync(1);
  stop();
  expect(log).toEqual(['load', 'start line', 'stop', 'start line', 'stop']);
});

test('it does not return where it was stopped for something else, or for good', async () => {
  const { log, load, stop, waitIfSilent, end } = open();
  await load();
  stop();
  waitIfSilent();
  stop();
  await vi.advanceTimersByTimeAsync(9999);
  waitIfSilent();
  end();
  waitIfSilent();
  await vi.advanceTimersByTimeAsync(9999);
  expect(log).toEqual(['load', 'start line', 'stop']);
  expect(vi.getTimerCount()).toBe(0);
});

test('without a spinner nothing waits', () => {
  const { wait, stop, waitIfSilent } = createWaiting(undefined, () => 'line');
  wait();
  stop();
  waitIfSilent();
  expect(vi.getTimerCount()).toBe(0);
});
