import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { FetchLike } from '@modelcontextprotocol/sdk/shared/transport.js';
import { ErrorCode, type JSONRPCMessage, type RequestId } from '@modelcontextprotocol/sdk/types.js';
import type { RemoteServer } from './mcp-config.ts';

/** How long the SDK may take to pass on the last message of a stream. */
const SETTLE_MS = 100;

/**
 * Talks to a server over streamable HTTP. A request whose connection was lost fails at once; the SDK would let it wait
 * for an answer that can no longer come.
 */
export function httpTransport({ url, headers }: RemoteServer, fetch: FetchLike): StreamableHTTPClientTransport {
  /** Requests without an answer yet. `cut`: the stream has ended, and the SDK tries to resume it. */
  const waiting = new Map<RequestId, 'open' | 'cut'>();
  const giveUp = (id: RequestId) => {
    if (!waiting.delete(id)) return;
    const error = { code: ErrorCode.ConnectionClosed, message: 'the connection closed before the result arrived' };
    transport.onmessage?.({ jsonrpc: '2.0', id, error });
  };

  const watched: FetchLike = async (input, init) => {
    const response = await fetch(input, init);
    const id = requestId(init?.body);
    const isStream = response.headers.get('content-type')?.includes('text/event-stream') === true;
    if (id === undefined || !response.ok || !isStream || response.body === null) return response;
    waiting.set(id, 'open');
    let hasIds = false;
    const onText = (text: string) => (hasIds ||= /^id:/m.test(text));
    const onEnd = () => {
      if (!waiting.has(id)) return;
      // A stream whose events have ids can be resumed.
      if (hasIds) waiting.set(id, 'cut');
      else setTimeout(() => giveUp(id), SETTLE_MS);
    };
    return new Response(watch(response.body, onText, onEnd), response);
  };

  const transport = new StreamableHTTPClientTransport(new URL(url), {
    requestInit: { headers: { ...headers } },
    fetch: watched,
  });
  // Both run before the handlers of the SDK's protocol.
  const onmessage = (message: JSONRPCMessage) => {
    if ('id' in message && !('method' in message) && message.id !== undefined) waiting.delete(message.id);
  };
  const onerror = ({ message }: Error) => {
    if (!message.startsWith('Maximum reconnection attempts')) return;
    for (const [id, state] of waiting) if (state === 'cut') giveUp(id);
  };
  Object.assign(transport, { onmessage, onerror });
  return transport;
}

/** The id of a message that expects an answer. */
function requestId(body: unknown): RequestId | undefined {
  if (typeof body !== 'string') return undefined;
  const { id, method } = JSON.parse(body) as { id?: RequestId; method?: string };
  return method === undefined ? undefined : id;
}

/** The same stream. `onText` gets what passes; `onEnd` is called when it ends, for whatever reason. */
function watch(
  body: ReadableStream<Uint8Array>,
  onText: (text: string) => void,
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
        onText(Buffer.from(value).toString('latin1'));
        return controller.enqueue(value);
      }
      onEnd();
      return controller.close();
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
