import { expect, test } from 'vitest';
import { createEventQueue } from '../../src/api/event-queue.ts';

const settled = async (promise: Promise<unknown>) =>
  Promise.race([promise.then(() => true), new Promise((resolve) => setTimeout(resolve, 20, false))]);

test('text that arrives together is taken together, other events in their place', async () => {
  const queue = createEventQueue();
  const taken = queue.take();
  queue.push({ type: 'text', text: 'a' });
  queue.push({ type: 'text', text: 'b' });
  queue.push({ type: 'usage', outputTokens: 1 });
  queue.push({ type: 'text', text: 'c' });
  queue.close();
  expect(await taken).toEqual([
    { type: 'text', text: 'ab' },
    { type: 'usage', outputTokens: 1 },
    { type: 'text', text: 'c' },
  ]);
  expect(await queue.take()).toBeUndefined();
});

test('the queue is idle only while its taker waits for more', async () => {
  const queue = createEventQueue();
  const first = queue.take();
  expect(await settled(queue.whenIdle())).toBe(true);
  queue.push({ type: 'text', text: 'a' });
  const idle = queue.whenIdle();
  await first;
  expect(await settled(idle)).toBe(false);
  void queue.take();
  expect(await settled(idle)).toBe(true);
});

test('a closed queue gives what is left and keeps nobody waiting', async () => {
  const queue = createEventQueue();
  queue.push({ type: 'text', text: 'a' });
  const idle = queue.whenIdle();
  queue.close();
  expect(await settled(idle)).toBe(true);
  expect(await queue.take()).toEqual([{ type: 'text', text: 'a' }]);
  expect(await queue.take()).toBeUndefined();
});
