import { count } from '../../core/text/numbers.ts';
import type { APIError } from '@anthropic-ai/sdk/error';
import { KNOWN_MODELS } from '../../core/config/known-models.ts';
import { nearest } from '../../core/text/nearest.ts';
import type { Problem } from '../../core/problem/problem.ts';
import { MAX_RETRY_AFTER_MS } from '../retry.ts';

type Words = Pick<Problem, 'what' | 'hint' | 'exit'>;

/** The failure that an HTTP status means. */
export function statusFailure(error: APIError, status: number, context: { model: string; baseUrl: string }): Problem {
  const message = apiMessage(error);
  if (isSpendLimit(error)) return spendLimit(error, message);
  const mayRetry = status === 408 || status === 409 || status === 429 || status >= 500;
  const afterMs = retryAfterMs(error.headers);
  return {
    type: typeOf(error) ?? `http_${status}`,
    ...requestIdOf(error),
    ...(status < 400
      ? redirectWords(error)
      : statusWords(status, message === undefined ? '' : `: ${message}`, afterMs, context)),
    ...(mayRetry && error.headers?.get('x-should-retry') !== 'false' && { retry: { afterMs } }),
  };
}

/** The status is that of a rate limit, but waiting does not help. */
const isSpendLimit = ({ errorCode }: APIError) => errorCode?.endsWith('spend_limit_reached') === true;

function spendLimit(error: APIError, message = 'the API accepts no more requests until it is raised'): Problem {
  return {
    type: error.errorCode!,
    ...requestIdOf(error),
    what: `spend limit reached: ${message}`,
    hint: 'an administrator can raise it in the Claude Console',
    exit: 'failed',
  };
}

/** Redirects are not followed: the request holds a key. */
function redirectWords(error: APIError): Words {
  const target = error.headers?.get('location') ?? 'another address';
  return { what: `the server redirected to ${target}`, hint: 'if you trust it, pass it as --base-url', exit: 'failed' };
}

/** `said`: the API's message after a colon, or an empty string. */
function statusWords(
  status: number,
  said: string,
  afterMs: number | undefined,
  context: { model: string; baseUrl: string },
): Words {
  const reason = said === '' ? ` (HTTP ${status})` : said;
  const hint = laterHint(afterMs);
  switch (status) {
    case 400:
      return { what: `the API rejected the request${reason}`, exit: 'failed' };
    case 401:
      return { what: `authentication failed${reason}`, hint: CHECK_LOGIN, exit: 'credentials' };
    case 403:
      return { what: `permission denied${reason}`, hint: CHECK_ACCESS, exit: 'credentials' };
    case 404:
      return notFound(reason, context);
    case 413:
      return { what: `the request is too large${reason}`, hint: SEND_LESS, exit: 'failed' };
    case 429:
      return { what: `rate limited${reason}`, hint, exit: 'tryLater' };
    case 529:
      return { what: `the API is overloaded${reason}`, hint, exit: 'tryLater' };
    default:
      return status >= 500
        ? { what: `the API returned HTTP ${status}${said}`, hint, exit: 'failed' }
        : { what: `the API rejected the request with HTTP ${status}${said}`, exit: 'failed' };
  }
}

const CHECK_LOGIN = 'check ANTHROPIC_API_KEY, or log in with `ant auth login`';
const CHECK_ACCESS = 'check which key is set and what its workspace can access';
const SEND_LESS = 'the API accepts at most 32 MB; send less';

function notFound(reason: string, { model, baseUrl }: { model: string; baseUrl: string }): Words {
  // For an unknown model the API's message is "model: claude-sonet-4-5".
  if (!reason.includes('model')) {
    const hint = 'check --base-url and ANTHROPIC_BASE_URL';
    return { what: `no such endpoint at ${baseUrl}${reason}`, hint, exit: 'failed' };
  }
  const near = nearest(model, KNOWN_MODELS);
  const meant = near.length > 0 ? `did you mean ${near.join(' or ')}? ` : '';
  const hint = `${meant}\`claude-stream models\` lists the available models`;
  return { what: `unknown model ${model}${reason}`, hint, exit: 'failed' };
}

/** The failure that an `error` event reports in the middle of a stream: it has a type, but no status. */
export function streamFailure(error: APIError): Problem {
  const type = typeOf(error) ?? 'api_error';
  if (isSpendLimit(error)) return spendLimit(error, apiMessage(error));
  const message = apiMessage(error) ?? type;
  const base = { type, ...requestIdOf(error), hint: laterHint(), retry: {} };
  if (type === 'overloaded_error') return { ...base, what: `the API is overloaded: ${message}`, exit: 'tryLater' };
  if (type === 'rate_limit_error') return { ...base, what: `rate limited: ${message}`, exit: 'tryLater' };
  return { ...base, what: `the API reported an error: ${message}`, exit: 'failed' };
}

function laterHint(afterMs = 0): string {
  if (afterMs === 0) return 'try again in a minute';
  const wait = `the server says to try again in ${count(Math.ceil(afterMs / 1000))} s`;
  return afterMs > MAX_RETRY_AFTER_MS ? `${wait}, too long to wait automatically` : wait;
}

/** The API's own word for the error; a server may send anything in its place. */
function typeOf({ type }: { readonly type: unknown }): string | undefined {
  return typeof type === 'string' && type.trim() !== '' ? type : undefined;
}

/** From the header, or else from the body. */
function requestIdOf(error: APIError): { requestId?: string } {
  const body: { request_id?: unknown } | undefined = error.error;
  const id = error.requestID ?? body?.request_id;
  return typeof id === 'string' ? { requestId: id } : {};
}

/** The API's own message, wherever the SDK or a gateway put it. */
export function apiMessage(error: APIError): string | undefined {
  const body: { error?: { message?: unknown }; message?: unknown } | undefined = error.error;
  const message = body?.error?.message ?? body?.message;
  return typeof message === 'string' && message.trim() !== '' ? message.trim() : undefined;
}

/** From `retry-after-ms`, or from `retry-after` in seconds or as a date, as the SDK does. */
function retryAfterMs(headers: Headers | undefined): number | undefined {
  const ms = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (ms >= 0) return ms;
  const after = headers?.get('retry-after');
  if (after == null) return undefined;
  const wait = Number.isFinite(Number(after)) ? Number(after) * 1000 : Date.parse(after) - Date.now();
  return wait >= 0 ? wait : undefined;
}
