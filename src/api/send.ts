import type { BaseAnthropic } from '@anthropic-ai/sdk/client';
import { Messages, type MessageCreateParamsNonStreaming } from '@anthropic-ai/sdk/resources/beta/messages/messages';
import type { ReplyEvent } from '../core/reply/ports.ts';
import type { Usage } from '../core/cost/usage.ts';
import type { Block, StopDetails } from '../core/reply/reply.ts';
import type { Request } from '../core/reply/request.ts';
import { isMessage, isWellFormed } from './check-event.ts';
import type { ClientOptions } from './client.ts';
import { readWireEvent, type WireBlock, type WireEvent } from './wire-events.ts';
import { createEventQueue, type EventQueue } from './event-queue.ts';
import { plainMessage } from './plain-message.ts';
import { passBody, type Fetch, type Pass } from './transport/body.ts';
import { closeLastEvent } from './transport/last-event.ts';
import { tapEvents } from './transport/tap.ts';
import { withWatchdog } from './transport/watchdog.ts';

/** After this long without a byte, the view says that nothing is arriving. */
const QUIET_MS = 20_000;

export interface SendOptions extends Pick<ClientOptions, 'fetch' | 'timeoutMs' | 'stallMs'> {
  /** `false`: ask for the whole reply at once. */
  readonly stream: boolean;
  /** Whether to yield `wire` events too. */
  readonly wire: boolean;
}

/** How one sending of the request went: filled in on the way, so that a failure loses nothing. */
export interface Attempt {
  /** The message so far. */
  message?: Snapshot;
  isComplete?: boolean;
  /** `undefined` on an incomplete attempt: the body just ended. */
  error?: unknown;
  /** Whether the request reached the network. */
  isSent?: boolean;
  /** From the response, if there was one. */
  requestId?: string | undefined;
  contentType?: string | undefined;
}

/** The message that the SDK assembles from the events. */
interface Snapshot {
  readonly id?: string;
  readonly model?: string;
  /** Missing if the server sent something other than a message. */
  readonly content?: readonly (WireBlock & Block)[];
  readonly stop_reason?: string | null;
  readonly stop_details?: StopDetails | null;
  readonly usage?: Usage;
}

/** What sending a request needs, however it is sent. */
interface Sending {
  readonly messages: Messages;
  readonly request: Request;
  readonly attempt: Attempt;
  readonly queue: EventQueue;
  readonly finish: (error?: unknown) => void;
}

/** Sends the request once and yields its events. Never throws; at the end, `attempt` says how it went. */
export async function* send(
  client: BaseAnthropic,
  options: SendOptions,
  request: Request,
  signal: AbortSignal,
  attempt: Attempt,
): AsyncGenerator<ReplyEvent, void> {
  if (signal.aborted) return;
  const queue = createEventQueue();
  const messages = new Messages(client.withOptions({ fetch: watchedFetch(options, queue, attempt) }));
  const finish = (error?: unknown) => {
    if (attempt.isComplete !== true) attempt.error ??= error;
    queue.close();
  };
  const start = options.stream ? startStream : startPlain;
  const abort = start({ messages, request, attempt, queue, finish });
  const onAbort = () => {
    abort();
    finish();
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    for (let events = await queue.take(); events !== undefined; events = await queue.take()) yield* events;
  } finally {
    signal.removeEventListener('abort', onAbort);
    // Even after a complete reply: a connection that the server leaves open would keep the program running.
    onAbort();
  }
}

/** Starts the stream; returns a function that aborts it. */
function startStream({ messages, request, attempt, queue, finish }: Sending) {
  const stream = messages.stream(request as MessageCreateParamsNonStreaming);
  // The SDK's own list also has what came in a malformed event, or after the end.
  const content: (WireBlock & Block)[] = [];
  stream.on('streamEvent', (event, snapshot) => {
    if (attempt.isComplete === true || attempt.error !== undefined) return;
    const wire = event as unknown as WireEvent;
    if (!isWellFormed(wire, content.length)) return finish(new TypeError(`malformed ${wire.type}`));
    const message = snapshot as unknown as Snapshot;
    // A delta replaces its block.
    if (wire.type === 'content_block_delta') content[wire.index!] = message.content![wire.index!]!;
    else content.push(...message.content!.slice(content.length));
    attempt.message = { ...message, content };
    readWireEvent(wire, content, queue.push);
    if (wire.type !== 'message_stop') return;
    // Not at the SDK's `end`, which waits for the server to close the connection.
    attempt.isComplete = true;
    finish();
  });
  stream.on('error', finish);
  stream.on('abort', () => finish());
  // A body that ends before the reply raises no error, only `end`.
  stream.on('end', () => finish());
  return () => stream.abort();
}

/** Starts the plain request of `--no-stream`; returns a function that aborts it. */
function startPlain({ messages, request, attempt, queue, finish }: Sending) {
  const controller = new AbortController();
  const body = { ...request, stream: false } as MessageCreateParamsNonStreaming;
  const read = (message: Partial<Snapshot> | null | undefined) => {
    // The SDK passes on any response with status 200 as a message.
    if (!isMessage(message)) return;
    const plain = plainMessage(message) as Snapshot;
    attempt.message = plain;
    attempt.isComplete = true;
    queue.push({ type: 'wire', json: JSON.stringify(plain) });
    readWireEvent({ type: 'message_start', message: plain }, [], queue.push);
  };
  void messages
    .create(body, { signal: controller.signal })
    .then((message) => read(message as unknown as Partial<Snapshot>))
    .then(finish, finish);
  return () => controller.abort();
}

/** The `fetch` of one attempt: watched for stalls, and read only as fast as the view shows events. */
function watchedFetch(options: SendOptions, queue: EventQueue, attempt: Attempt): Fetch {
  const { timeoutMs, stallMs, stream, wire } = options;
  const onQuiet = (since: number | undefined) => queue.push({ type: 'quiet', since });
  const watched = withWatchdog(options.fetch, { timeoutMs, stallMs, quiet: { afterMs: QUIET_MS, onQuiet } });
  const passes: Pass[] = [closeLastEvent, pauseUntilIdle(queue)];
  if (wire && stream) passes.unshift(tapEvents((json) => queue.push({ type: 'wire', json })));
  return async (input, init) => {
    attempt.isSent = true;
    const response = await watched(input, init);
    attempt.requestId = response.headers.get('request-id') ?? undefined;
    attempt.contentType = response.headers.get('content-type') ?? undefined;
    return stream && response.ok ? passBody(response, ...passes) : response;
  };
}

function pauseUntilIdle(queue: EventQueue): Pass {
  return async function* pause(body) {
    for await (const chunk of body) {
      yield chunk;
      await queue.whenIdle();
    }
  };
}
