import { request as httpRequest, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { headerFields, streamOf, type Bytes, type Fetch } from './body.ts';

/** Statuses for which `Response` accepts no body (Fetch standard, "null body status"). */
const NO_BODY = new Set([101, 103, 204, 205, 304]);

/**
 * A `fetch` over node:http with the features that the SDK needs. Node's own first loads undici, which takes longer than
 * everything else about a request; here that happens while the request is on its way. It has no time limits, which are
 * up to the SDK's timeout and the watchdog, and follows no redirects, since the request holds a key.
 */
export function createHttpFetch(): Fetch {
  return async (input, init = {}) => {
    const url = new URL(typeof input === 'object' && 'url' in input ? input.url : input);
    const request = url.protocol === 'https:' ? (await import('node:https')).request : httpRequest;
    return sendRequest((options) => request(url, options), init);
  };
}

function sendRequest(
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
    // Keep the reason: a stall must not look like an interruption by the user.
    const abort = () => (incoming ?? outgoing).destroy(signal!.reason as Error);
    signal?.addEventListener('abort', abort, { once: true });
    outgoing.once('close', () => signal?.removeEventListener('abort', abort));
    outgoing.on('error', reject);
    outgoing.once('response', (response) => {
      incoming = response;
      decode(response).then((bytes) => resolve(responseOf(response, bytes)), reject);
    });
    // The first `Response` loads undici and the first body is slow, so both happen while the server works.
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

/** Some proxies compress although the request asked them not to. */
async function decode(incoming: IncomingMessage): Promise<Bytes> {
  const encoding = incoming.headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (encoding === 'identity') return incoming;
  const { createBrotliDecompress, createUnzip } = await import('node:zlib');
  const decoder = encoding === 'br' ? createBrotliDecompress() : createUnzip();
  incoming.on('error', (error) => decoder.destroy(error));
  return incoming.pipe(decoder);
}

async function* nothing(): Bytes {}
