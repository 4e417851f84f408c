import { seconds } from '../../core/text/numbers.ts';
import { APIConnectionTimeoutError, APIError } from '@anthropic-ai/sdk/error';
import { ProblemError, type Problem } from '../../core/problem/problem.ts';
import { statusFailure, streamFailure } from './api-failures.ts';
import { isWithoutCredentials } from '../client.ts';
import { CREDENTIALS_HINT } from '../missing-credentials.ts';
import { causeChain, networkFailure } from './network-failures.ts';
import type { Attempt } from '../send.ts';
import { StallError } from '../transport/watchdog.ts';

/** What is known about a failed request besides its error. */
export interface FailureContext extends Pick<Attempt, 'isSent' | 'requestId' | 'contentType'> {
  readonly model: string;
  /** The server, as messages name it: `https://api.anthropic.com`. */
  readonly baseUrl: string;
  readonly timeoutMs: number;
  /** Whether the request asked for an event stream. */
  readonly stream?: boolean;
}

/** The failure of a request, in words. An `error` of `undefined`: the body ended before the reply did. */
export function toProblem(error: unknown, context: FailureContext): Problem {
  const causes = causeChain(error);
  const own = causes.find((cause) => cause instanceof ProblemError);
  return own?.problem ?? { requestId: context.requestId, cause: error, ...describe(error, causes, context) };
}

function describe(error: unknown, causes: readonly Error[], context: FailureContext): Problem {
  const { baseUrl, timeoutMs, isSent } = context;
  const stall = causes.find((cause) => cause instanceof StallError);
  if (stall !== undefined) {
    return timedOut('stalled', `the connection stalled: no data for ${seconds(stall.stallMs)}`, '--stall-timeout');
  }
  if (error instanceof APIConnectionTimeoutError) {
    return timedOut('timeout', `${baseUrl} did not respond within ${seconds(timeoutMs)}`, '--timeout');
  }
  if (error instanceof APIError && error.status !== undefined) return statusFailure(error, error.status, context);
  // Only an error that the server sent has a body.
  if (error instanceof APIError && error.error !== undefined) return streamFailure(error);
  if (causes.some(isBadHeader)) return badHeader(causes);
  // The SDK writes an error of the server into its message.
  if (isSent === true && causes.some(isOverflow)) return badEvent('the server sent an error that is nested too deep');
  const network = networkFailure(causes, baseUrl);
  if (network !== undefined) return network;
  if (isSent !== true && error !== undefined) return badCredentials(causes);
  if (causes.some((cause) => cause instanceof SyntaxError))
    return badEvent('the server sent an event that is not JSON');
  if (error === undefined || causes.some(isWithoutEvents)) return notAReply(context);
  // The SDK trusts the shape of events, and throws one of these where one has another.
  if (causes.some((cause) => cause instanceof TypeError || cause instanceof RangeError))
    return badEvent('the server sent a malformed event');
  return {
    type: 'bad_stream',
    what: `cannot read the stream: ${causes[0]?.message ?? 'unknown error'}`,
    exit: 'failed',
  };
}

function timedOut(type: string, what: string, flag: string): Problem {
  return { type, what, hint: `try again, or wait longer with ${flag}`, exit: 'unreachable', retry: {} };
}

function badEvent(what: string): Problem {
  return { type: 'bad_event', what, hint: 'the server, or a proxy in between, is at fault', exit: 'failed' };
}

/** Before it sends, the SDK only looks for credentials, so an earlier error is about them. */
function badCredentials(causes: readonly Error[]): Problem {
  if (causes.some(isWithoutCredentials)) {
    return { type: 'no_credentials', what: 'no credentials found', hint: CREDENTIALS_HINT, exit: 'credentials' };
  }
  return {
    type: 'bad_credentials',
    what: `cannot use the credentials: ${causes[0]?.message ?? ''}`,
    exit: 'credentials',
  };
}

function isBadHeader(cause: Error): boolean {
  return ['ERR_INVALID_CHAR', 'ERR_INVALID_HTTP_TOKEN'].includes((cause as NodeJS.ErrnoException).code ?? '');
}

/** Node's message names the header, not its value. */
function badHeader(causes: readonly Error[]): Problem {
  const reason = causes.find(isBadHeader)!.message;
  const hint = 'check ANTHROPIC_API_KEY and ANTHROPIC_CUSTOM_HEADERS for invalid characters';
  return { type: 'bad_credentials', what: `cannot send the request: ${reason}`, hint, exit: 'credentials' };
}

/** The server returned 200, but no reply. */
function notAReply({ contentType, baseUrl, stream }: FailureContext): Problem {
  const kind = contentType?.split(';')[0]?.trim();
  if (kind === undefined || !/html|json|text\/plain/.test(kind)) {
    const what = 'the connection closed before the reply was complete';
    return { type: 'cut', what, hint: 'try again', exit: 'unreachable', retry: {} };
  }
  const hint =
    stream === true && kind.includes('json')
      ? 'the server may not support streaming; try --no-stream'
      : 'check --base-url; a proxy or a login page may be in the way';
  const expected = stream === true ? 'an event stream' : 'a message';
  return { type: 'not_a_reply', what: `${baseUrl} returned ${kind} instead of ${expected}`, hint, exit: 'failed' };
}

/** The SDK's messages for a body without events (1.11.0, MessageStream). */
function isWithoutEvents({ message }: Error): boolean {
  return message.includes('without sending any chunks') || message.includes('stream ended without producing');
}

const isOverflow = (cause: Error) => cause instanceof RangeError && cause.message.includes('call stack');
