import { request as httpRequest, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { headerFields, streamOf, type Bytes, type Fetch } from './body.ts';

/** Statuses whose responses have no body, for which `Response` takes none (Fetch standard, "null body status"). */
const NO_BODY = new Set([101, 103, 204, 205, 304]);

/**
 * A `fetch` over node:http, for what the SDK asks of one. Node's own loads undici first, which takes longer than all the
 * rest of sending a request; here that happens while the request is on its way. There are no time limits in it: what is
 * too long is decided by the SDK's timeout and the watchdog. Redirects are not followed: the request holds a key.
 */
export function createHttpFetch(): Fetch {
  return async (input, init = {}) => {
    const url = new URL(typeof input === 'object' && 'url' in input ? input.url : input);
    const request = url.protocol === 'https:' ? (await import('node:https')).request : httpRequest;
    return exchange((options) => request(url, options), init);
  };
}

function exchange(
  start: (options: RequestOptions) => ClientRequest,
  { method, headers, body, signal }: RequestInit,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const outgoing = start({
      method: method ?? 'GET',
      headers: { ...headerFields(headers), 'accept-encoding': 'identity' },
    });
    let incoming: IncomingMessage | undefined;
    // With the reason as the error: one that has stalled must not look like one that the user ended.
    const abort = () => (incoming ?? outgoing).destroy(signal!.reason as Error);
    signal?.addEventListener('abort', abort, { once: true });
    outgoing.once('close', () => signal?.removeEventListener('abort', abort));
    outgoing.on('error', reject);
    outgoing.once('response', (response) => {
      incoming = response;
      decoded(response).then((bytes) => resolve(responseOf(response, bytes)), reject);
    });
    // The first use of `Response` loads undici, and the first body is slow.
    outgoing.once('finish', () => setImmediate(() => void new Response(streamOf(nothing()))));
    outgoing.end(body);
  });
}

function responseOf({ statusCode = 0, statusMessage = '', rawHeaders }: IncomingMessage, bytes: Bytes): Response {
  const headers = new Headers();
  for (let i = 0; i < rawHeaders.length; i += 2) headers.append(rawHeaders[i]!, rawHeaders[i + 1]!);
  return new Response(NO_BODY.has(statusCode) ? null : streamOf(bytes), {
    status: statusCode,
    statusText: statusMessage,
    headers,
  });
}

/** Some proxies compress whatever is asked of them. */
async function decoded(incoming: IncomingMessage): Promise<Bytes> {
  const encoding = incoming.headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (encoding === 'identity') return incoming;
  const { createBrotliDecompress, createUnzip } = await import('node:zlib');
  const decoder = encoding === 'br' ? createBrotliDecompress() : createUnzip();
  incoming.on('error', (error) => decoder.destroy(error));
  return incoming.pipe(decoder);
}

async function* nothing(): Bytes {}
