import fc from 'fast-check';
import type { Bytes } from '../../src/api/transport/body.ts';

export const EVENT_STREAM = { headers: { 'content-type': 'text/event-stream' } };
/** An event stream with pings, comments, unknown events, both line endings and text beyond ASCII. */
export const REPLY = [
  'event: message_start\ndata: {"type":"message_start","message":{"content":[]}}\n\n',
  'event: ping\ndata: {"type": "ping"}\n\n',
  'event: content_block_delta\r\ndata: {"type":"content_block_delta","delta":{"text":"日本 🙂"}}\r\n\r\n',
  ': a comment\nevent: something_new\nid: 7\nretry: 10\ndata: {"type":"something_new"}\n\n',
  'event: message_stop\ndata: {"type":"message_stop"}\n\n',
].join('');

/** Bytes cut anywhere, even inside characters and line endings. */
export const cut = (bytes: Uint8Array) =>
  fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 12 }).map((at) => {
    const borders = [0, ...at.toSorted((a, b) => a - b), bytes.length];
    return borders.slice(1).map((end, i) => bytes.subarray(borders[i], end));
  });
export const cutReply = cut(Buffer.from(REPLY));

export async function* from(chunks: readonly Uint8Array[]): Bytes {
  yield* chunks;
}
export async function collect(bytes: Bytes): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
export const textOf = async (response: Response) => collect(response.body as unknown as Bytes);
