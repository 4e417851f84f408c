import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { FetchLike } from '@modelcontextprotocol/sdk/shared/transport.js';
import {
  ErrorCode,
  JSONRPCMessageSchema,
  type JSONRPCMessage,
  type RequestId,
} from '@modelcontextprotocol/sdk/types.js';
import { createParser } from 'eventsource-parser';
import { isObject } from '../core/text/json.ts';
import { failure, fitMessage, parseMessage } from './fit-message.ts';
import type { RemoteServer } from './mcp-config.ts';

/** How long the SDK may take to pass on the last message of a stream. */
const SETTLE_MS = 100;

/**
 * Talks to a server over streamable HTTP. A request fails as soon as its answer can no longer come, since the connection
 * was lost or what came is no answer; the SDK would let it wait.
 */
export function httpTransport({ url, headers }: RemoteServer, fetch: FetchLike): StreamableHTTPClientTransport {
  /** Requests without an answer yet. `cut`: the stream has ended, and the SDK tries to resume it. */
  const waiting = new Map<RequestId, 'open' | 'cut'>();
  const giveUp = (id: RequestId, why = CLOSED) => {
    if (waiting.has(id)) transport.onmessage?.(failure(id, why, ErrorCode.ConnectionClosed));
  };

  /** Passes on what the SDK would not understand; else gives false. `id`: the request whose response it came in. */
  function read(json: unknown, id: RequestId | undefined): boolean {
    if (JSONRPCMessageSchema.safeParse(json).success) return false;
    const received = fitMessage(json);
    if (received.type === 'message') transport.onmessage?.(received.message);
    if (received.type === 'lost' && id !== undefined) giveUp(id, 'a response came without a valid id');
    return true;
  }

  function watchStream(response: Response, id: RequestId | undefined): Response {
    let hasIds = false;
    const decoder = new TextDecoder();
    const parser = createParser({
      onEvent(event) {
        hasIds ||= event.id !== undefined;
        read(parseMessage(event.data), id);
      },
    });
    const onEnd = () => {
      if (id === undefined || !waiting.has(id)) return;
      // A stream whose events have ids can be resumed.
      if (hasIds) waiting.set(id, 'cut');
      else setTimeout(() => giveUp(id), SETTLE_MS);
    };
    const onBytes = (bytes: Uint8Array) => parser.feed(decoder.decode(bytes, { stream: true }));
    return new Response(watch(response.body!, onBytes, onEnd), response);
  }

  async function readJson(response: Response, id: RequestId): Promise<Response> {
    const text = await response.text();
    const messages = [parseMessage(text)].flat();
    const rest = messages.filter((message) => !read(message, id));
    if (!messages.some((message) => isResponseTo(id, message))) giveUp(id, UNANSWERED);
    // The SDK would reject all of them for one.
    return new Response(rest.length === messages.length ? text : JSON.stringify(rest), response);
  }

  const watched: FetchLike = async (input, init) => {
    const response = await fetch(input, init);
    if (!response.ok) return response;
    const id = requestId(init?.body);
    if (id !== undefined) waiting.set(id, 'open');
    if (response.status === 202) {
      if (id !== undefined) giveUp(id, UNANSWERED);
      return response;
    }
    const type = response.headers.get('content-type') ?? '';
    if (response.body !== null && type.includes('text/event-stream')) return watchStream(response, id);
    return id !== undefined && type.includes('application/json') ? readJson(response, id) : response;
  };

  const transport = new StreamableHTTPClientTransport(new URL(url), {
    requestInit: { headers: { ...headers } },
    fetch: watched,
  });
  // Both run before the handlers of the SDK's protocol.
  const onmessage = (message: JSONRPCMessage) => {
    if ('id' in message && !('method' in message) && message.id !== undefined) waiting.delete(Number(message.id));
  };
  const onerror = ({ message }: Error) => {
    if (!message.startsWith('Maximum reconnection attempts')) return;
    for (const [id, state] of waiting) if (state === 'cut') giveUp(id);
  };
  Object.assign(transport, { onmessage, onerror });
  return transport;
}

const isResponseTo = (id: RequestId, json: unknown) =>
  isObject(json) && !('method' in json) && Number(json['id']) === Number(id);

const UNANSWERED = 'the server did not answer the request';
const CLOSED = 'the connection closed before the result arrived';

/** The id of a message that expects an answer. */
function requestId(body: unknown): RequestId | undefined {
  if (typeof body !== 'string') return undefined;
  const { id, method } = JSON.parse(body) as { id?: RequestId; method?: string };
  return method === undefined ? undefined : id;
}

/** The same stream. `onBytes` gets what passes; `onEnd` is called when it ends, for whatever reason. */
function watch(
  body: ReadableStream<Uint8Array>,
  onBytes: (bytes: Uint8Array) => void,
  onEnd: () => void,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        onEnd();
        throw error;
      });
      if (!done) {
        onBytes(value);
        return controller.enqueue(value);
      }
      onEnd();
      return controller.close();
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
