import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { createAsk } from '../../src/api/claude.ts';
import type { ReplyEvent } from '../../src/core/reply/ports.ts';
import { isPartEvent, joinParts, type Part } from '../../src/core/conversation/journal-lines.ts';
import { createProgress } from '../../src/terminal/output/progress.ts';
import type { Reply } from '../../src/core/reply/reply.ts';
import { noReply } from '../../src/core/reply/reply.ts';
import { createActivityView } from '../../src/terminal/output/activity-view.ts';
import { createTones } from '../../src/terminal/tones.ts';
import { blockStop, messageDelta, messageStart, messageStop, sse } from '../helpers/sse.ts';

const KILOBYTE = 1024;
const DELTA = 20;

/** The input of a call, as JSON of about so many characters. */
const inputOf = (size: number): string => JSON.stringify({ text: 'word '.repeat(size / 5) });
const pieces = (json: string): string[] => json.match(new RegExp(`[^]{1,${DELTA}}`, 'g'))!;

/** A reply that calls with this input, in chunks as a network has them. */
function body(json: string): Uint8Array[] {
  const block = { type: 'tool_use', id: 'toolu_1', name: 'save', input: {} };
  const events = sse(
    messageStart(),
    { type: 'content_block_start', index: 0, content_block: block },
    ...pieces(json).map((partial_json) => ({
      type: 'content_block_delta',
      index: 0,
      delta: { type: 'input_json_delta', partial_json },
    })),
    blockStop(0),
    messageDelta({ stopReason: 'tool_use' }),
    messageStop,
  );
  return events.match(/[^]{1,1460}/g)!.map((chunk) => Buffer.from(chunk));
}

const streamOf = (chunks: readonly Uint8Array[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });

/** Asks for it, and gives every event to `see`; the reply, and how long that took. */
async function ask(chunks: Uint8Array[], see: (event: ReplyEvent) => unknown): Promise<{ reply: Reply; ms: number }> {
  const ask = createAsk({
    baseUrl: 'http://127.0.0.1:2',
    timeoutMs: 10_000,
    log: undefined,
    needsCredentials: false,
    maxRetries: 0,
    stallMs: 10_000,
    stream: true,
    wire: false,
    fetch: async () => new Response(streamOf(chunks), { headers: { 'content-type': 'text/event-stream' } }),
  });
  const from = performance.now();
  let reply = noReply({ status: 'complete' });
  const request = { model: 'm', max_tokens: 1, messages: [{ role: 'user', content: 'hi' }] } as const;
  for await (const event of ask(request, new AbortController().signal)) {
    await see(event);
    if (event.type === 'end') ({ reply } = event);
  }
  return { reply, ms: performance.now() - from };
}

/** All that looks at the pieces of an input while they come. */
function watchers() {
  const progress = createProgress('m', 0);
  const view = createActivityView(
    { show: () => {} },
    {
      model: 'm',
      sink: { write: () => {} },
      tones: createTones(false),
      columns: () => 80,
      loadSpinner: undefined,
      throughText: false,
      thinking: true,
      calls: true,
    },
  );
  let part: Part | undefined;
  return {
    progress,
    see: async (event: ReplyEvent) => {
      progress.see(event);
      progress.line(0);
      await view.show(event);
      if (isPartEvent(event)) part = part === undefined ? event : (joinParts(part, event) ?? event);
    },
    part: () => part,
  };
}

describe('an input of 200 KB in pieces of 20 bytes', () => {
  const large = inputOf(200 * KILOBYTE);
  const small = inputOf(25 * KILOBYTE);

  test('is told once, piece by piece, and is whole at the end', async () => {
    const { see, part, progress } = watchers();
    const inputs: string[] = [];
    const { reply } = await ask(body(large), async (event) => {
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

  // What is measured is the program, not how busy the machine is: a slow run gets another chance.
  test('takes about eight times as long as 25 KB', { retry: 3 }, async () => {
    const time = async (json: string) => {
      const chunks = body(json);
      let best = Number.POSITIVE_INFINITY;
      for (let i = 0; i < 3; i++) best = Math.min(best, (await ask(chunks, watchers().see)).ms);
      return best;
    };
    await time(small);
    expect(await time(large)).toBeLessThan(10 * (await time(small)));
  });

  test('is not kept again with every piece', async () => {
    setFlagsFromString('--expose-gc');
    const gc = runInNewContext('gc') as () => void;
    const chunks = body(large);
    const { see } = watchers();
    let most = 0;
    let seen = 0;
    gc();
    const before = process.memoryUsage().heapUsed;
    await ask(chunks, async (event) => {
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
