import type { Bytes } from './body.ts';
import { isObject, parseJson } from '../../core/text/json.ts';

const TAIL_LENGTH = 512;
/** The event at the very end, with at most one line ending after it. */
const OPEN_MESSAGE_STOP = /(?:^|\n)event: ?message_stop\r?\ndata: ?(\{[^\n]*\})[ \t]*\r?\n?$/;

/**
 * Adds the blank line after a complete `message_stop`, as soon as that has arrived. Some servers leave it out; the SDK
 * would wait for it, and take a complete reply for one that was cut off. One blank line too many does no harm.
 */
export async function* closeLastEvent(body: Bytes): Bytes {
  let tail: Uint8Array = new Uint8Array();
  for await (const chunk of body) {
    tail = (chunk.length < TAIL_LENGTH ? Buffer.concat([tail, chunk]) : chunk).subarray(-TAIL_LENGTH);
    yield chunk;
    const data = OPEN_MESSAGE_STOP.exec(Buffer.from(tail).toString('latin1'))?.[1];
    if (data !== undefined && isObject(parseJson(data))) yield Buffer.from('\n\n');
  }
}
