import type { Bytes } from './body.ts';

const TAIL_LENGTH = 512;
const OPEN_MESSAGE_STOP = /(?:^|\n)event: ?message_stop\r?\ndata: ?(\{[^\n]*\})\s*$/;

/**
 * Ends the last event of a body with the blank line it lacks, if it is a whole `message_stop`.
 * Some servers leave the line out; without it the SDK drops the event and the complete reply looks cut.
 */
export async function* closeLastEvent(body: Bytes): Bytes {
  let tail: Uint8Array = new Uint8Array();
  for await (const chunk of body) {
    tail = (chunk.length < TAIL_LENGTH ? Buffer.concat([tail, chunk]) : chunk).subarray(-TAIL_LENGTH);
    yield chunk;
  }
  const text = Buffer.from(tail).toString('latin1');
  if (/\n\r?\n$/.test(text)) return;
  if (isJson(OPEN_MESSAGE_STOP.exec(text)?.[1])) yield Buffer.from('\n\n');
}

function isJson(text: string | undefined): boolean {
  if (text === undefined) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
