import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { FetchLike } from '@modelcontextprotocol/sdk/shared/transport.js';
import { ErrorCode, type JSONRPCMessage, type RequestId } from '@modelcontextprotocol/sdk/types.js';
import type { RemoteServer } from './mcp-config.ts';

/** What came last of a stream is on its way through the SDK for so long at most. */
const SETTLE_MS = 100;

/**
 * Speaks with a server over streamable HTTP. A request whose answer can no longer come, since its connection has gone,
 * fails at once; the SDK would let it wait.
 */
export function httpTransport({ url, headers }: RemoteServer, fetch: FetchLike): StreamableHTTPClientTransport {
  /** Requests that have no answer yet, and whether their streams have ended: the SDK asks for the rest of some. */
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
      // Streams whose events have ids can be gone on with.
      if (hasIds) waiting.set(id, 'cut');
      else setTimeout(() => giveUp(id), SETTLE_MS);
    };
    return new Response(watch(response.body, onText, onEnd), response);
  };

  const transport = new StreamableHTTPClientTransport(new URL(url), {
    requestInit: { headers: { ...headers } },
    fetch: watched,
  });
  // Both are called before the protocol's own.
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

/** The id of a message that wants an answer. */
function requestId(body: unknown): RequestId | undefined {
  if (typeof body !== 'string') return undefined;
  const { id, method } = JSON.parse(body) as { id?: RequestId; method?: string };
  return method === undefined ? undefined : id;
}

/** The same stream; `onText` sees what passes, `onEnd` is called when no more comes, for whatever reason. */
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
