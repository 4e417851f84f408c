import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { defined } from './defined.ts';

type Bytes = string | Uint8Array;

/** What the server does with one request. */
export interface Answer {
  readonly status?: number;
  /** Merged over `content-type: text/event-stream` and `request-id: req_test`; undefined leaves one out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** The body, or a generator that decides when each part is sent. */
  readonly body?: Bytes | AsyncIterable<Bytes> | Iterable<Bytes>;
  /** Bytes per write. */
  readonly slice?: number;
  /** The pause between two writes. */
  readonly delayMs?: number;
  readonly beforeHeadersMs?: number;
  readonly beforeBodyMs?: number;
  /** `close` ends the body cleanly, `reset` destroys the socket after the body, `hold` sends nothing more. */
  readonly end?: 'close' | 'reset' | 'hold';
  /** Bytes for the bare socket, in place of everything an HTTP server would send. */
  readonly raw?: Bytes;
}

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The parsed body; undefined if it is not JSON. */
  readonly json: any;
  /** performance.now() when the headers arrived. */
  readonly arrivedAt: number;
  /** performance.now() when the last byte was passed to the socket. */
  sentAt: number | undefined;
  /** Bytes of the body that have been written so far. */
  sentBytes: number;
  /** Resolves to performance.now() when the connection ends, whoever ended it. */
  readonly closed: Promise<number>;
  /** Whether the client disconnected before the answer was complete. */
  abandoned: boolean;
}

export type Answers = Answer | readonly Answer[] | ((request: RecordedRequest, index: number) => Answer);

export interface ScriptedServer {
  readonly url: string;
  readonly port: number;
  readonly requests: readonly RecordedRequest[];
  /** Resolves to the request with this index once it has arrived. */
  request(index?: number): Promise<RecordedRequest>;
  close(): Promise<void>;
}

/** Starts a server on a free port of 127.0.0.1 that gives one answer per request; the last one repeats. */
export async function startServer(answers: Answers, tls?: ServerOptions): Promise<ScriptedServer> {
  const requests: RecordedRequest[] = [];
  const waiting: { index: number; resolve: (request: RecordedRequest) => void }[] = [];
  const sockets = new Set<Socket>();
  const stopped = new AbortController();

  const handle = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await record(message, response);
    const index = requests.push(request) - 1;
    for (const waiter of waiting.filter((one) => one.index === index)) waiter.resolve(request);
    await give(pick(answers, request, index), request, response, stopped.signal);
  };
  const listener = (message: IncomingMessage, response: ServerResponse): void => {
    handle(message, response).catch(() => message.socket.destroy());
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.setMaxListeners(0);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    requests,
    request(index = 0) {
      const known = requests[index];
      return known ? Promise.resolve(known) : new Promise((resolve) => waiting.push({ index, resolve }));
    },
    async close() {
      stopped.abort();
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function record(message: IncomingMessage, response: ServerResponse): Promise<RecordedRequest> {
  const arrivedAt = performance.now();
  const closed = new Promise<number>((resolve) => message.socket.once('close', () => resolve(performance.now())));
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const request: RecordedRequest = {
    method: message.method ?? '',
    path: message.url ?? '',
    headers: message.headers,
    text,
    json: parseJson(text),
    arrivedAt,
    sentAt: undefined,
    sentBytes: 0,
    closed,
    abandoned: false,
  };
  response.once('close', () => {
    request.abandoned = !response.writableFinished;
  });
  return request;
}

const defaultHeaders = { 'content-type': 'text/event-stream; charset=utf-8', 'request-id': 'req_test' };

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function pick(answers: Answers, request: RecordedRequest, index: number): Answer {
  if (typeof answers === 'function') return answers(request, index);
  const list = Array.isArray(answers) ? (answers as readonly Answer[]) : [answers as Answer];
  return list[index] ?? list.at(-1) ?? {};
}

async function give(answer: Answer, request: RecordedRequest, response: ServerResponse, stopped: AbortSignal) {
  const { status = 200, headers, body = '', slice, delayMs = 0, end = 'close', raw } = answer;
  const socket = response.socket;
  if (socket === null) return;
  const gone = AbortSignal.any([stopped, closing(socket)]);
  if (raw !== undefined) {
    socket.write(raw);
    if (end !== 'hold') socket[end === 'reset' ? 'resetAndDestroy' : 'end']();
    return;
  }
  await delay(answer.beforeHeadersMs ?? 0, undefined, { signal: gone });
  response.writeHead(status, defined({ ...defaultHeaders, ...headers }));
  response.flushHeaders();
  await delay(answer.beforeBodyMs ?? 0, undefined, { signal: gone });

  let first = true;
  for await (const part of slices(body, slice)) {
    if (!first && delayMs > 0) await delay(delayMs, undefined, { signal: gone });
    first = false;
    await send(part, response, gone);
    request.sentBytes += part.length;
  }
  request.sentAt = performance.now();
  if (end === 'close') response.end();
  if (end === 'reset') await delay(20).then(() => socket.resetAndDestroy());
}

async function* slices(body: NonNullable<Answer['body']>, size: number | undefined): AsyncGenerator<Uint8Array> {
  const parts = typeof body === 'string' || body instanceof Uint8Array ? [body] : body;
  for await (const part of parts) {
    const bytes = Buffer.from(part as Uint8Array);
    for (let at = 0; at < bytes.length; at += size ?? bytes.length)
      yield bytes.subarray(at, at + (size ?? bytes.length));
  }
}

/** Waits only when the connection is full: the chunked encoding keeps the slices apart even within one packet. */
async function send(part: Uint8Array, response: ServerResponse, gone: AbortSignal): Promise<void> {
  gone.throwIfAborted();
  if (!response.write(part)) await once(response, 'drain', { signal: gone });
}

function closing(socket: Socket): AbortSignal {
  const closed = new AbortController();
  socket.once('close', () => closed.abort());
  return closed.signal;
}
