import { expect, test } from 'vitest';
import { createOverlapFilter } from '../../src/core/reply/overlap.ts';
import { meaningOf } from '../../src/mcp/tool-pattern.ts';
import { body, inputOf, watchers } from '../helpers/large-input.ts';
import { readApiReply } from '../helpers/read-api-reply.ts';

const KILOBYTE = 1024;

/** The best time of three: the others show how busy the machine is. */
async function timeOf(work: () => unknown): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 3; i++) {
    const begun = performance.now();
    await work();
    best = Math.min(best, performance.now() - begun);
  }
  return best;
}

test('an input of 200 KB in pieces of 20 bytes takes about eight times as long as one of 25 KB', async () => {
  const time = (size: number) => {
    const chunks = body(inputOf(size));
    return timeOf(() => readApiReply(chunks, watchers().see));
  };
  await time(25 * KILOBYTE);
  expect(await time(200 * KILOBYTE)).toBeLessThan(10 * (await time(25 * KILOBYTE)));
});

test('a continuation of a hundred thousand characters of one letter takes no time', async () => {
  const time = await timeOf(() => {
    const seam = createOverlapFilter('a'.repeat(100_000));
    for (let i = 0; i < 10_000; i++) seam.push('a');
    seam.end();
  });
  expect(time).toBeLessThan(3000);
});

test('a pattern made to be slow is not', async () => {
  expect(
    await timeOf(() => meaningOf(`${'a*'.repeat(5000)}b`, [{ server: 's', tools: ['a'.repeat(10_000)] }])),
  ).toBeLessThan(500);
});
