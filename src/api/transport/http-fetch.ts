import { request as httpRequest, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { checkStatus, headerFields, InvalidResponse, streamOf, type Bytes, type Fetch } from './body.ts';
import { decode } from './content-encoding.ts';

/** Statuses for which `Response` accepts no body (Fetch standard, "null body status"). */
const NO_BODY = new Set([204, 205, 304]);

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
    outgoing.once('close', () => {
      signal?.removeEventListener('abort', abort);
      // Some connections end with neither a response nor an error.
      if (incoming === undefined) reject(closedEarly());
    });
    outgoing.on('error', reject);
    outgoing.once('upgrade', ({ statusCode = 0 }, socket) => {
      socket.destroy();
      reject(new InvalidResponse(`status ${statusCode}`));
    });
    outgoing.once('response', (response) => {
      incoming = response;
      toResponse(response).then(resolve, (error: unknown) => {
        response.destroy();
        reject(error);
      });
    });
    // The first `Response` loads undici and the first body is slow, so both happen while the server works.
    outgoing.once('finish', () => setImmediate(() => void new Response(streamOf(nothing()))));
    outgoing.end(body);
  });
}

const closedEarly = () => Object.assign(new Error('the connection closed without a response'), { code: 'ECONNRESET' });

/** Without the reason phrase, which means nothing, and which `Response` does not always accept. */
async function toResponse(incoming: IncomingMessage): Promise<Response> {
  const { statusCode: status = 0, rawHeaders } = incoming;
  // A connection can be lost before anyone reads the body, which then fails.
  incoming.on('error', () => {});
  checkStatus(status);
  const headers = new Headers();
  for (let i = 0; i < rawHeaders.length; i += 2) headers.append(rawHeaders[i]!, rawHeaders[i + 1]!);
  if (!NO_BODY.has(status)) return new Response(streamOf(await decode(incoming)), { status, headers });
  incoming.resume();
  return new Response(null, { status, headers });
}

async function* nothing(): Bytes {}
