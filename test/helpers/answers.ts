import type { Answer } from './server.ts';
import { replyBody, type ReplyOptions } from './sse.ts';

/** A complete reply as a stream. */
export function reply(options: ReplyOptions = { text: 'Hello' }): Answer {
  return { body: replyBody(options) };
}

/** The same reply as one JSON message, for a request without `stream`. */
export function jsonReply({
  text = 'Hello',
  stopReason = 'end_turn',
  stopDetails,
  usage,
  model,
  id,
}: ReplyOptions): Answer {
  return json(200, {
    id: id ?? 'msg_test',
    type: 'message',
    role: 'assistant',
    model: model ?? 'claude-opus-5-5',
    content: [{ type: 'text', text }],
    stop_reason: stopReason,
    stop_sequence: null,
    ...(stopDetails === undefined ? {} : { stop_details: stopDetails }),
    usage: {
      input_tokens: 12,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
      output_tokens: 5,
      ...usage,
    },
  });
}

/** A refusal of the request in the API's own shape. */
export function apiError(status: number, type: string, message: string, headers: Record<string, string> = {}): Answer {
  return json(status, { type: 'error', error: { type, message }, request_id: 'req_test' }, headers);
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}
