import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { streamOf, type Bytes, type Fetch } from '../../../src/api/transport/body.ts';
import { withRecording } from '../../../src/api/transport/record.ts';
import { replayFetch } from '../../../src/api/transport/replay.ts';
import { RECORDING_HEADER } from '../../../src/core/reply/recording-format.ts';
import { cutReply, REPLY, EVENT_STREAM, from, textOf } from '../../helpers/byte-streams.ts';

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

  test('holds every byte, and plays them all back, however the network cut them', async () => {
    await fc.assert(
      fc.asyncProperty(cutReply, async (chunks) => {
        const memory = memoryRecording();
        expect(await textOf(await withRecording(answering(chunks), memory.open, String)('http://a.test'))).toBe(REPLY);
        const recorded = memory.bytes();
        expect(recorded.toString('utf8').startsWith(RECORDING_HEADER)).toBe(true);
        expect(recorded.toString('utf8').replace(/^: (claude-stream recording.*|at \d+ ms)\n/gm, '')).toBe(REPLY);
        const played = await replayFetch({ name: 'memory', bytes: from([recorded]) }, 0)('http://a.test');
        expect(await textOf(played)).toBe(recorded.toString('utf8'));
      }),
    );
  });

  test('keeps the incomplete last line of a lost connection', async () => {
    const memory = memoryRecording();
    async function* torn(): Bytes {
      yield Buffer.from('event: ping\ndata: {"ty');
      throw new Error('reset');
    }
    const response = await withRecording(
      async () => new Response(streamOf(torn()), EVENT_STREAM),
      memory.open,
      String,
    )('http://a.test');
    await expect(textOf(response)).rejects.toThrow('reset');
    expect(memory.recordings).toEqual([
      { text: expect.stringMatching(/^: claude.*\n: at \d+ ms\nevent: ping\ndata: \{"ty$/), closed: true },
    ]);
  });

  test('starts only with an event stream, and again with the next one', async () => {
    const memory = memoryRecording();
    const answers = [
      answering([Buffer.from('{}')], { status: 529 }),
      answering([Buffer.from('data: 1\n\n')]),
      answering([Buffer.from('data: 2\n\n')]),
    ];
    const fetch = withRecording((input) => answers.shift()!(input), memory.open, String);
    for (let i = 0; i < 3; i++) await textOf(await fetch('http://a.test'));
    expect(memory.recordings.map(({ text }) => text.split('\n').at(-3))).toEqual(['data: 1', 'data: 2']);
  });
});
