import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
// Imported first: it counts only the code loaded after it.
import { stepsOf } from '../helpers/steps.ts';
import { body, inputOf, pieces, watchers } from '../helpers/large-input.ts';
import { readApiReply } from '../helpers/read-api-reply.ts';

const KILOBYTE = 1024;

describe('an input of 200 KB in pieces of 20 bytes', () => {
  const large = inputOf(200 * KILOBYTE);
  const small = inputOf(25 * KILOBYTE);

  test('arrives once, piece by piece, and is complete at the end', async () => {
    const { see, part, progress } = watchers();
    const inputs: string[] = [];
    const reply = await readApiReply(body(large), async (event) => {
      if (event.type === 'input') inputs.push(event.json);
      await see(event);
    });
    expect(inputs.length).toBe(pieces(large).length);
    expect(inputs.join('')).toBe(large);
    expect(reply.content).toEqual([{ type: 'tool_use', id: 'toolu_1', name: 'save', input: JSON.parse(large) }]);
    expect(part()).toEqual({ type: 'input', id: 'toolu_1', json: large });
    // What shows it keeps only what can be seen.
    expect(progress.line(0).length).toBeLessThan(400);
  });

  test('takes about eight times as many steps as 25 KB', async () => {
    const steps = (json: string) => {
      const chunks = body(json);
      return stepsOf(() => readApiReply(chunks, watchers().see));
    };
    await steps(small);
    const growth = (await steps(large)) / (await steps(small));
    // How many chunks one read of the stream gives depends on the machine, so it is not exactly 8. Quadratic would be 64.
    expect(growth).toBeGreaterThan(4);
    expect(growth).toBeLessThan(12);
  });

  test('is not stored again with every piece', async () => {
    setFlagsFromString('--expose-gc');
    const gc = runInNewContext('gc') as () => void;
    const chunks = body(large);
    const { see } = watchers();
    let most = 0;
    let seen = 0;
    gc();
    const before = process.memoryUsage().heapUsed;
    await readApiReply(chunks, async (event) => {
      await see(event);
      if (event.type !== 'input' || ++seen % 2000 !== 0) return;
      gc();
      most = Math.max(most, process.memoryUsage().heapUsed - before);
    });
    expect(seen).toBeGreaterThan(10_000);
    // A string for every piece costs about as much as its characters; 200 KB kept with each would be a gigabyte.
    expect(most).toBeLessThan(40 * large.length);
  });
});
