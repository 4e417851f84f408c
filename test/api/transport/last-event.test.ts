import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closeLastEvent } from '../../../src/api/transport/last-event.ts';
import { REPLY, cut, from, collect } from '../../helpers/byte-streams.ts';

describe('closing the last event', () => {
  const closed = async (text: string) => collect(closeLastEvent(from([Buffer.from(text)])));

  test('adds the blank line that a complete message_stop lacks', async () => {
    const stop = 'event: message_stop\ndata: {"type":"message_stop"  }';
    for (const ending of ['', '\n', '\r\n'])
      expect(await closed(`x\n\n${stop}${ending}`)).toBe(`x\n\n${stop}${ending}\n\n`);
  });

  test('adds it at once, since the server may keep the connection open', async () => {
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
  ])('leaves %j unchanged', async (text) => {
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
