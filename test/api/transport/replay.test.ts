import { describe, expect, test } from 'vitest';
import { replayFetch } from '../../../src/api/transport/replay.ts';
import { from, textOf } from '../../helpers/byte-streams.ts';

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
  ])('of %j fails with the number of the wrong line', async (text, why) => {
    await expect(play(text)).rejects.toThrow(why);
  });

  test('stops waiting when it is aborted', async () => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 20);
    await expect(play('data: 1\n\n: at 999999 ms\ndata: 2\n\n', 1, abort.signal)).rejects.toThrow(/abort/i);
  });
});
