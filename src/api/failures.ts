import { APIConnectionTimeoutError, APIError } from '@anthropic-ai/sdk/error';
import { KNOWN_MODELS } from '../core/models.ts';
import { nearest } from '../core/nearest.ts';
import { ProblemError, type ExitName, type Problem } from '../core/problem.ts';
import { LONGEST_RETRY_AFTER_MS } from '../core/retry.ts';
import { count, seconds } from '../core/summary.ts';
import { StallError } from './transport/watchdog.ts';

/** What is known about a request when it fails, beside the error itself. */
export interface FailureContext {
  readonly model: string;
  /** Where it was sent, for messages: `https://api.anthropic.com`. */
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly requestId: string | undefined;
  /** Of the response, once there was one. */
  readonly contentType: string | undefined;
}

/** Error types of the API that mean "try later" (SDK 1.11, `ErrorType`). */
const TRY_LATER = new Set(['overloaded_error', 'rate_limit_error']);

/** The failure of a request, in words. `undefined`: the body ended, without an error, before the reply did. */
export function toProblem(error: unknown, context: FailureContext): Problem {
  const { requestId } = context;
  const causes = causeChain(error);
  const ours = causes.find((cause) => cause instanceof ProblemError);
  if (ours !== undefined) return ours.problem;
  const problem = describe(error, causes, context);
  return { requestId, cause: error, ...problem };
}

function describe(error: unknown, causes: readonly Error[], context: FailureContext): Problem {
  const stall = causes.find((cause) => cause instanceof StallError);
  if (stall !== undefined) {
    const hint = 'try again; --stall-timeout sets how long to wait';
    return {
      type: 'stalled',
      what: `the connection stalled: no byte for ${seconds(stall.stallMs)}`,
      hint,
      exit: 'unreachable',
      retry: {},
    };
  }
  if (error instanceof APIConnectionTimeoutError) {
    const what = `${context.baseUrl} did not answer within ${seconds(context.timeoutMs)}`;
    return {
      type: 'timeout',
      what,
      hint: 'try again; --timeout sets how long to wait',
      exit: 'unreachable',
      retry: {},
    };
  }
  if (error instanceof APIError && error.status !== undefined) return refused(error, error.status, context);
  if (error instanceof APIError && error.type != null) return failedInStream(error, context);
  if (causes.some((cause) => cause.message.includes('Could not resolve authentication method'))) return NO_CREDENTIALS;
  if (causes.some((cause) => cause.message.startsWith('Profile "')))
    return { ...NO_CREDENTIALS, what: (error as Error).message };
  const code = networkCode(causes);
  if (code !== undefined) return unreachable(code, context);
  if (causes.some((cause) => cause instanceof SyntaxError)) {
    const what = 'the server sent an event that is not JSON';
    return { type: 'bad_event', what, hint: 'this is a fault of the server, or of a proxy on the way', exit: 'failed' };
  }
  if (error === undefined || isNoEvents(causes)) return notAReply(context);
  const what = `the stream could not be read: ${causes[0]?.message ?? 'unknown error'}`;
  return { type: 'bad_stream', what, exit: 'failed' };
}

const NO_CREDENTIALS: Problem = {
  type: 'no_credentials',
  what: 'no credentials',
  hint: 'set ANTHROPIC_API_KEY, or log in with `ant auth login`; `claude-stream --demo` needs neither',
  exit: 'credentials',
};

/** An HTTP status over 399. */
function refused(error: APIError, status: number, context: FailureContext): Problem {
  const message = apiMessage(error) ?? `HTTP ${status}`;
  const requestId = error.requestID ?? context.requestId;
  const base = { type: error.type ?? `http_${status}`, requestId };
  const again = status === 408 || status === 409 || status === 429 || status >= 500;
  const retry =
    again && error.headers?.get('x-should-retry') !== 'false' ? { afterMs: retryAfterMs(error.headers) } : undefined;
  switch (status) {
    case 400:
      return { ...base, what: `the API refused the request: ${message}`, exit: 'failed', ...(retry && { retry }) };
    case 401:
      return {
        ...base,
        what: `the API key was not accepted: ${message}`,
        hint: 'check ANTHROPIC_API_KEY, or log in with `ant auth login`',
        exit: 'credentials',
      };
    case 403:
      return {
        ...base,
        what: `not allowed with these credentials: ${message}`,
        hint: 'check which key is set, and what its workspace may use',
        exit: 'credentials',
      };
    case 404:
      return { ...base, ...notFound(message, context) };
    case 413:
      return {
        ...base,
        what: `the request is too large: ${message}`,
        hint: 'the API takes 32 MB at most: send less text',
        exit: 'failed',
      };
    case 429:
      return { ...base, what: `rate limited: ${message}`, hint: laterHint(retry?.afterMs), exit: 'tryLater', retry };
    case 529:
      return {
        ...base,
        what: `the API is overloaded: ${message}`,
        hint: laterHint(retry?.afterMs),
        exit: 'tryLater',
        retry,
      };
    default: {
      const who =
        status >= 500 ? `the API failed with HTTP ${status}` : `the API refused the request with HTTP ${status}`;
      return {
        ...base,
        what: `${who}: ${message}`,
        hint: again ? 'try again later' : undefined,
        exit: 'failed',
        retry,
      };
    }
  }
}

function notFound(message: string, { model, baseUrl }: FailureContext): Omit<Problem, 'type'> {
  // The API names the model it does not know: "model: claude-sonet-4-5".
  if (!message.includes('model')) {
    return {
      what: `${baseUrl} does not know this path: ${message}`,
      hint: 'check --base-url and ANTHROPIC_BASE_URL',
      exit: 'failed',
    };
  }
  const near = nearest(model, KNOWN_MODELS);
  const hint = near.length > 0 ? `did you mean ${near.join(' or ')}? ` : '';
  return {
    what: `unknown model ${model}: ${message}`,
    hint: `${hint}\`claude-stream models\` lists what the server offers`,
    exit: 'failed',
  };
}

/** An `error` event inside a stream that began well. */
function failedInStream(error: APIError, { requestId }: FailureContext): Problem {
  const type = error.type as string;
  const message = apiMessage(error) ?? type;
  const base = { type, requestId: error.requestID ?? requestId, retry: {} };
  if (type === 'overloaded_error')
    return { ...base, what: `the API is overloaded: ${message}`, hint: laterHint(), exit: 'tryLater' };
  if (TRY_LATER.has(type)) return { ...base, what: `rate limited: ${message}`, hint: laterHint(), exit: 'tryLater' };
  return { ...base, what: `the API failed: ${message}`, hint: 'try again later', exit: 'failed' };
}

function laterHint(afterMs?: number): string {
  if (afterMs === undefined) return 'try again in a minute';
  const wait = `the server asks to wait ${count(Math.ceil(afterMs / 1000))} s`;
  return afterMs > LONGEST_RETRY_AFTER_MS ? `${wait}, too long to wait here: try again then` : wait;
}

/** The API's own sentence, wherever the SDK or a gateway put it. */
function apiMessage(error: APIError): string | undefined {
  const body: { error?: { message?: unknown }; message?: unknown } | undefined = error.error;
  const message = body?.error?.message ?? body?.message;
  return typeof message === 'string' && message.trim() !== '' ? message.trim() : undefined;
}

/** `retry-after-ms`, or `retry-after` in seconds or as a date, as the SDK reads them. */
function retryAfterMs(headers: Headers | undefined): number | undefined {
  const ms = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (ms >= 0) return ms;
  const after = headers?.get('retry-after');
  if (after == null) return undefined;
  const wait = Number.isFinite(Number(after)) ? Number(after) * 1000 : Date.parse(after) - Date.now();
  return wait >= 0 ? wait : undefined;
}

/** The server answered 200, but no reply came of it. */
function notAReply({ contentType, baseUrl }: FailureContext): Problem {
  const kind = contentType?.split(';')[0]?.trim();
  if (kind !== undefined && /html|json|text\/plain/.test(kind)) {
    const what = `${baseUrl} answered with ${kind}, not with an event stream`;
    const hint = kind.includes('json')
      ? 'the server may not stream: try --no-stream'
      : 'check --base-url: a proxy or a login page may be in the way';
    return { type: 'not_a_stream', what, hint, exit: 'failed' };
  }
  return {
    type: 'cut',
    what: 'the connection ended before the reply did',
    hint: 'try again',
    exit: 'unreachable',
    retry: {},
  };
}

// The SDK's words for a body without any event (1.11.0, MessageStream).
const isNoEvents = (causes: readonly Error[]) =>
  causes.some(
    ({ message }) =>
      message.includes('without sending any chunks') || message.includes('stream ended without producing'),
  );

const NETWORK: readonly {
  readonly codes: RegExp;
  readonly type: string;
  readonly what: string;
  readonly hint?: string;
  readonly final?: true;
}[] = [
  {
    codes: /^ECONNREFUSED$/,
    type: 'connection_refused',
    what: 'connection refused',
    hint: 'is the server running there?',
  },
  {
    codes: /^(ENOTFOUND|EAI_AGAIN|EAI_NODATA)$/,
    type: 'name_not_found',
    what: 'no such host, or no network',
    hint: 'check the network and --base-url',
  },
  {
    codes: /CERT|TLS|SSL|EPROTO|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/,
    type: 'tls_failed',
    what: 'no secure connection',
    hint: 'check the certificate (NODE_EXTRA_CA_CERTS adds your own), and whether the server speaks https at all',
    final: true,
  },
  {
    codes: /TIMEDOUT|TIMEOUT/,
    type: 'timeout',
    what: 'the connection timed out',
    hint: 'check the network and --base-url',
  },
  {
    codes: /^(ECONNRESET|EPIPE|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|UND_ERR_ABORTED)$/,
    type: 'connection_reset',
    what: 'the connection was lost',
    hint: 'try again',
  },
];

function unreachable(code: string, { baseUrl }: FailureContext): Problem {
  const known = NETWORK.find(({ codes }) => codes.test(code));
  const what = `${baseUrl}: ${known?.what ?? 'the connection failed'} (${code})`;
  return {
    type: known?.type ?? 'connection_failed',
    what,
    hint: known?.hint ?? 'check the network and --base-url',
    exit: 'unreachable' satisfies ExitName,
    ...(known?.final !== true && { retry: {} }),
  };
}

/** The code of the system, TLS or undici error at the bottom; a socket that just closed has none and counts as reset. */
function networkCode(causes: readonly Error[]): string | undefined {
  for (const cause of causes) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (typeof code === 'string' && code !== '') return code;
  }
  const lost = causes.some(
    ({ name, message }) =>
      name === 'APIConnectionError' || /^(terminated|fetch failed|other side closed)$/.test(message),
  );
  return lost ? 'ECONNRESET' : undefined;
}

/** The error, its cause, and so on; of several attempts (happy eyeballs) the first. */
function causeChain(error: unknown): Error[] {
  const chain: Error[] = [];
  for (
    let next: unknown = error;
    next instanceof Error && chain.length < 10;
    next = next.cause ?? (next as AggregateError).errors?.[0]
  ) {
    chain.push(next);
  }
  return chain;
}
