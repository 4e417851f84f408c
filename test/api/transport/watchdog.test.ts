import { describe, expect, test } from 'vitest';
import { streamOf, type Bytes, type Fetch } from '../../../src/api/transport/body.ts';
import { StallError, withWatchdog } from '../../../src/api/transport/watchdog.ts';
import { EVENT_STREAM } from '../../helpers/byte-streams.ts';

describe('the watchdog', () => {
  const never = new Promise<never>(() => {});

  /** A body that gives its chunks with a pause before each, then stays silent; it ends when the request is aborted. */
  const slow =
    (chunks: string[], pauseMs: number): Fetch =>
    async (_input, init) => {
      const aborted = new Promise<never>((_, reject) => {
        init!.signal!.addEventListener('abort', () => reject(init!.signal!.reason as Error));
      });
      aborted.catch(() => {});
      async function* body(): Bytes {
        for (const chunk of chunks) {
          await Promise.race([aborted, new Promise((resolve) => setTimeout(resolve, pauseMs))]);
          yield Buffer.from(chunk);
        }
        await Promise.race([aborted, never]);
      }
      return new Response(streamOf(body()), EVENT_STREAM);
    };

  test('ends a stalled body, and counts any byte as a sign of life', async () => {
    const fetch = withWatchdog(slow([': ping\n', ': ping\n', 'x'], 60), {
      timeoutMs: 1e6,
      stallMs: 100,
    });
    const read: string[] = [];
    const reading = (async () => {
      for await (const chunk of (await fetch('http://a.test')).body as unknown as Bytes)
        read.push(Buffer.from(chunk).toString());
    })();
    await expect(reading).rejects.toBeInstanceOf(StallError);
    expect(read).toEqual([': ping\n', ': ping\n', 'x']);
  });

  test('does not mistake a slow reader for a stall', async () => {
    const fetch = withWatchdog(slow(['a', 'b'], 1), { timeoutMs: 1e6, stallMs: 50 });
    const iterator = ((await fetch('http://a.test')).body as unknown as Bytes)[Symbol.asyncIterator]();
    await iterator.next();
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect((await iterator.next()).value).toEqual(Buffer.from('b'));
  });

  test('reports when nothing has arrived for a while, and when bytes arrive again', async () => {
    const told: boolean[] = [];
    const fetch = withWatchdog(slow(['a', 'b'], 60), {
      timeoutMs: 1e6,
      stallMs: 1000,
      quiet: { afterMs: 30, onQuiet: (since) => told.push(since !== undefined) },
    });
    const iterator = ((await fetch('http://a.test')).body as unknown as Bytes)[Symbol.asyncIterator]();
    await iterator.next();
    await iterator.next();
    expect(told).toEqual([true, false, true, false]);
  });
});
