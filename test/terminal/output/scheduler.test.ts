import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createScheduler } from '../../../src/terminal/output/scheduler.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** When frames were drawn, each of which takes so long. */
function record(cost = 0) {
  const times: number[] = [];
  const start = performance.now();
  const scheduler = createScheduler(async () => {
    times.push(performance.now() - start);
    if (cost > 0) await new Promise((resolve) => setTimeout(resolve, cost));
  });
  return { scheduler, times };
}

describe('frames', () => {
  it('begin with the first request, at once', () => {
    const { scheduler, times } = record();
    scheduler.request();
    expect(times).toEqual([0]);
  });

  it('are 16 ms apart at least, and the last request is not forgotten', async () => {
    const { scheduler, times } = record();
    for (let ms = 0; ms < 100; ms++) {
      scheduler.request();
      await vi.advanceTimersByTimeAsync(1);
    }
    await vi.advanceTimersByTimeAsync(100);
    expect(times).toEqual([0, 16, 32, 48, 64, 80, 96, 112]);
  });

  it('that took long are followed by a rest of four times as long', async () => {
    const { scheduler, times } = record(20);
    for (let ms = 0; ms < 250; ms++) {
      scheduler.request();
      await vi.advanceTimersByTimeAsync(1);
    }
    expect(times).toEqual([0, 100, 200]);
  });

  it('need no timer when there is nothing to draw', async () => {
    const { scheduler, times } = record();
    expect(vi.getTimerCount()).toBe(0);
    scheduler.request();
    scheduler.request();
    await vi.advanceTimersByTimeAsync(16);
    expect(vi.getTimerCount()).toBe(0);
    expect(times).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1000);
    scheduler.request();
    expect(times).toEqual([0, 16, 1016]);
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('are drawn without a rest where that is asked for', async () => {
    const { scheduler, times } = record(20);
    scheduler.request();
    await vi.advanceTimersByTimeAsync(30);
    scheduler.request();
    const flushed = scheduler.flush();
    await vi.advanceTimersByTimeAsync(20);
    await flushed;
    expect(times).toEqual([0, 30]);
  });

  it('end with one last, after the one that is being drawn, and no timer is left', async () => {
    const { scheduler, times } = record(20);
    scheduler.request();
    await vi.advanceTimersByTimeAsync(5);
    scheduler.request();
    const finished = scheduler.finish();
    await vi.advanceTimersByTimeAsync(100);
    await finished;
    expect(times).toEqual([0, 20]);
    scheduler.request();
    await vi.advanceTimersByTimeAsync(1000);
    expect(times).toHaveLength(2);
    expect(vi.getTimerCount()).toBe(0);
  });
});
