import type { Bytes } from './body.ts';
import { isObject, parseJson } from '../../core/text/json.ts';

const TAIL_LENGTH = 512;
/** At the end of what has come: the event, at most one line end behind it. */
const OPEN_MESSAGE_STOP = /(?:^|\n)event: ?message_stop\r?\ndata: ?(\{[^\n]*\})[ \t]*\r?\n?$/;

/**
 * Ends a `message_stop` with the blank line that it may lack, as soon as it is whole. Some servers leave the line out;
 * without it the SDK waits for more, and takes a complete reply for one that was cut. A blank line too many does no harm.
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
