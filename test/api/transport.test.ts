import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { passBody, streamOf, type Bytes, type Fetch } from '../../src/api/transport/body.ts';
import { closeLastEvent } from '../../src/api/transport/last-event.ts';
import { withRecording } from '../../src/api/transport/record.ts';
import { RECORDING_HEADER } from '../../src/core/reply/recording-format.ts';
import { replayFetch } from '../../src/api/transport/replay.ts';
import { tapEvents } from '../../src/api/transport/tap.ts';
import { StallError, withWatchdog } from '../../src/api/transport/watchdog.ts';

const EVENT_STREAM = { headers: { 'content-type': 'text/event-stream' } };
const REPLY = [
  'event: message_start\ndata: {"type":"message_start","message":{"content":[]}}\n\n',
  'event: ping\ndata: {"type": "ping"}\n\n',
  'event: content_block_delta\r\ndata: {"type":"content_block_delta","delta":{"text":"日本 🙂"}}\r\n\r\n',
  ': a comment\nevent: something_new\nid: 7\nretry: 10\ndata: {"type":"something_new"}\n\n',
  'event: message_stop\ndata: {"type":"message_stop"}\n\n',
].join('');

/** Bytes cut anywhere, in characters and line ends too. */
const cut = (bytes: Uint8Array) =>
  fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 12 }).map((at) => {
    const borders = [0, ...at.toSorted((a, b) => a - b), bytes.length];
    return borders.slice(1).map((end, i) => bytes.subarray(borders[i], end));
  });
const cutReply = cut(Buffer.from(REPLY));

async function* from(chunks: readonly Uint8Array[]): Bytes {
  yield* chunks;
}
async function collect(bytes: Bytes): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
const textOf = async (response: Response) => collect(response.body as unknown as Bytes);

function memoryRecording() {
  const recordings: { text: string; closed: boolean }[] = [];
  const open = () => {
    const recording = { text: '', closed: false };
    recordings.push(recording);
    return {
      write: (bytes: Uint8Array) => void (recording.text += Buffer.from(bytes).toString('latin1')),
      close: () => void (recording.closed = true),
    };
  };
  return { recordings, open, bytes: () => Buffer.from(recordings.at(-1)!.text, 'latin1') };
}

describe('a recording', () => {
  const answering =
    (chunks: readonly Uint8Array[], init: ResponseInit = EVENT_STREAM): Fetch =>
    async () =>
      new Response(streamOf(from(chunks)), init);

  test('holds the bytes as they came, and played gives them back, however the network cut them', async () => {
    await fc.assert(
      fc.asyncProperty(cutReply, async (chunks) => {
        const memory = memoryRecording();
        expect(await textOf(await withRecording(answering(chunks), memory.open)('http://a.test'))).toBe(REPLY);
        const recorded = memory.bytes();
        expect(recorded.toString('utf8').startsWith(RECORDING_HEADER)).toBe(true);
        expect(recorded.toString('utf8').replace(/^: (claude-stream recording.*|at \d+ ms)\n/gm, '')).toBe(REPLY);
        const played = await replayFetch({ name: 'memory', bytes: from([recorded]) }, 0)('http://a.test');
        expect(await textOf(played)).toBe(recorded.toString('utf8'));
      }),
    );
  });

  test('keeps the torn line of a connection that was lost', async () => {
    const memory = memoryRecording();
    async function* torn(): Bytes {
      yield Buffer.from('event: ping\ndata: {"ty');
      throw new Error('reset');
    }
    const response = await withRecording(
      async () => new Response(streamOf(torn()), EVENT_STREAM),
      memory.open,
    )('http://a.test');
    await expect(textOf(response)).rejects.toThrow('reset');
    expect(memory.recordings).toEqual([
      { text: expect.stringMatching(/^: claude.*\n: at \d+ ms\nevent: ping\ndata: \{"ty$/), closed: true },
    ]);
  });

  test('is not begun by an answer that is no event stream, and begun anew by the next that is', async () => {
    const memory = memoryRecording();
    const answers = [
      answering([Buffer.from('{}')], { status: 529 }),
      answering([Buffer.from('data: 1\n\n')]),
      answering([Buffer.from('data: 2\n\n')]),
    ];
    const fetch = withRecording((input) => answers.shift()!(input), memory.open);
    for (let i = 0; i < 3; i++) await textOf(await fetch('http://a.test'));
    expect(memory.recordings.map(({ text }) => text.split('\n').at(-3))).toEqual(['data: 1', 'data: 2']);
  });
});

describe('a replay', () => {
  const play = (text: string, speed = 0, signal?: AbortSignal) =>
    replayFetch({ name: 'x.sse', bytes: from([Buffer.from(text)]) }, speed)(
      'http://a.test',
      signal ? { signal } : {},
    ).then(textOf);

  test.each([
    ['', 'x.sse: no events'],
    [': a comment\n\n', 'x.sse, line 2: no events'],
    ['HTTP/1.1 200 OK\n', 'x.sse, line 1: not an event stream line: "HTTP/1.1 200 OK"'],
    ['event: ping\ndata: {}\n\n<html>\n', 'x.sse, line 4: not an event stream line: "<html>"'],
    [
      'event: message_stop\ndata: {"type"\n\n',
      'x.sse, line 2: the data of this message_stop event is not a JSON object',
    ],
    ['event: error\ndata: 7\n\n', 'x.sse, line 2: the data of this error event is not a JSON object'],
  ])('of %j is refused with the line', async (text, why) => {
    await expect(play(text)).rejects.toThrow(why);
  });

  test('stops waiting when it is aborted', async () => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 20);
    await expect(play('data: 1\n\n: at 999999 ms\ndata: 2\n\n', 1, abort.signal)).rejects.toThrow(/abort/i);
  });
});

describe('closing the last event', () => {
  const closed = async (text: string) => collect(closeLastEvent(from([Buffer.from(text)])));

  test('ends a whole message_stop that lacks its blank line', async () => {
    const stop = 'event: message_stop\ndata: {"type":"message_stop"  }';
    for (const ending of ['', '\n', '\r\n'])
      expect(await closed(`x\n\n${stop}${ending}`)).toBe(`x\n\n${stop}${ending}\n\n`);
  });

  test('does so as soon as it is whole: the server may keep the connection open', async () => {
    const iterator = closeLastEvent(from([Buffer.from('event: message_stop\ndata: {"type":"message_stop"}')]))[
      Symbol.asyncIterator
    ]();
    await iterator.next();
    expect(Buffer.from((await iterator.next()).value as Uint8Array).toString()).toBe('\n\n');
  });

  test.each([
    'event: message_stop\ndata: {"type":"mess',
    'event: message_delta\ndata: {"type":"message_delta"}',
    'event: message_stop\ndata: {"type":"message_stop"}\n\n',
    'event: message_stop\n',
    '',
    '{}',
  ])('leaves %j as it is', async (text) => {
    expect(await closed(text)).toBe(text);
  });

  test('adds nothing but blank lines, and only at the end of the stop, however the bytes are cut', async () => {
    const bytes = Buffer.from(REPLY.trimEnd());
    await fc.assert(
      fc.asyncProperty(cut(bytes), async (chunks) => {
        expect((await collect(closeLastEvent(from(chunks)))).replace(/\n+$/, '')).toBe(bytes.toString('utf8'));
      }),
    );
  });
});

test('the tap tells of every event exactly as it came, pings and unknown ones too, however the bytes are cut', async () => {
  const events = [...REPLY.matchAll(/data: (.*?)\r?\n/g)].map(([, data]) => data);
  await fc.assert(
    fc.asyncProperty(cutReply, async (chunks) => {
      const seen: string[] = [];
      expect(await collect(tapEvents((json) => seen.push(json))(from(chunks)))).toBe(REPLY);
      expect(seen).toEqual(events);
    }),
  );
});

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

  test('ends a body that has stalled, and counts any byte as life', async () => {
    const fetch = withWatchdog(slow([': ping\n', ': ping\n', 'x'], 60), {
      stallMs: 100,
      quietMs: 1e6,
      onQuiet: () => {},
    });
    const read: string[] = [];
    const reading = (async () => {
      for await (const chunk of (await fetch('http://a.test')).body as unknown as Bytes)
        read.push(Buffer.from(chunk).toString());
    })();
    await expect(reading).rejects.toBeInstanceOf(StallError);
    expect(read).toEqual([': ping\n', ': ping\n', 'x']);
  });

  test('does not take a reader that does not read for a stall', async () => {
    const fetch = withWatchdog(slow(['a', 'b'], 1), { stallMs: 50, quietMs: 1e6, onQuiet: () => {} });
    const iterator = ((await fetch('http://a.test')).body as unknown as Bytes)[Symbol.asyncIterator]();
    await iterator.next();
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect((await iterator.next()).value).toEqual(Buffer.from('b'));
  });

  test('tells when nothing has come for a while, and when bytes come again', async () => {
    const told: boolean[] = [];
    const fetch = withWatchdog(slow(['a', 'b'], 60), {
      stallMs: 1000,
      quietMs: 30,
      onQuiet: (since) => told.push(since !== undefined),
    });
    const iterator = ((await fetch('http://a.test')).body as unknown as Bytes)[Symbol.asyncIterator]();
    await iterator.next();
    await iterator.next();
    expect(told).toEqual([true, false, true, false]);
  });
});

test('a body is read no faster than its reader reads', async () => {
  let given = 0;
  async function* counting(): Bytes {
    for (; given < 100; given++) yield Buffer.alloc(1000);
  }
  const response = passBody(new Response(streamOf(counting()), EVENT_STREAM), (body) => body);
  const iterator = (response.body as unknown as Bytes)[Symbol.asyncIterator]();
  for (let i = 0; i < 3; i++) await iterator.next();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(given).toBeLessThanOrEqual(5);
});
