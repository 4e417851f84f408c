import { seconds } from '../../core/text/numbers.ts';
import type { AttachmentInput } from '../../core/conversation/attachment.ts';
import { ProblemError, usageProblem } from '../../core/problem/problem.ts';
import { limitTime } from '../../core/problem/time-limit.ts';
import { withoutPassword } from '../../core/secrets/url-password.ts';
import { sanitizeLine } from '../../core/text/sanitize.ts';
import { causeChain, networkFailure } from '../../api/failures/network-failures.ts';
import type { Fetch } from '../../api/transport/body.ts';

const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export interface FetchAttachmentOptions {
  readonly fetch: Fetch;
  readonly userAgent: string;
  /** The longest the whole download may take. */
  readonly timeoutMs: number;
  /** Reads at most one byte more than this. */
  readonly maxBytes: number;
}

/**
 * Downloads an attachment. Its type is read from the content, not from the headers. Throws a usage problem, or the
 * signal's reason once that is aborted.
 */
export async function fetchAttachment(
  url: string,
  options: FetchAttachmentOptions,
  signal: AbortSignal,
): Promise<AttachmentInput> {
  const { timeoutMs, maxBytes } = options;
  const name = withoutPassword(url);
  const timeout = new AbortController();
  const endLimit = limitTime(timeoutMs, () => timeout.abort());
  const either = AbortSignal.any([signal, timeout.signal]);
  try {
    const response = await followRedirects(new URL(url), name, options, either);
    if (!response.ok) throw usageProblem(`cannot attach ${name}: the server returned HTTP ${response.status}`);
    const bytes = await readUpTo(response, maxBytes + 1);
    const length = Number(response.headers.get('content-length') ?? Number.NaN);
    return { name, bytes, size: Math.max(bytes.length, Number.isSafeInteger(length) ? length : 0) };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ProblemError) throw error;
    if (timeout.signal.aborted) throw usageProblem(`cannot attach ${name}: timed out after ${seconds(timeoutMs)}`);
    throw usageProblem(`cannot attach ${name}: ${reasonOf(error, name)}`);
  } finally {
    endLimit();
  }
}

async function followRedirects(
  url: URL,
  name: string,
  { fetch, userAgent }: FetchAttachmentOptions,
  signal: AbortSignal,
): Promise<Response> {
  const headers = { 'user-agent': userAgent, accept: '*/*' };
  for (let redirects = 0; ; redirects++) {
    const response = await fetch(bare(url), {
      method: 'GET',
      headers: { ...headers, ...authorization(url) },
      signal,
    });
    const location = response.headers.get('location');
    if (!REDIRECTS.has(response.status) || location === null) return response;
    await response.body?.cancel();
    if (redirects === MAX_REDIRECTS) throw usageProblem(`cannot attach ${name}: more than ${MAX_REDIRECTS} redirects`);
    if (!URL.canParse(location, url.href) || !/^https?:$/.test(new URL(location, url.href).protocol))
      throw usageProblem(`cannot attach ${name}: unsupported redirect to ${sanitizeLine(location, 200)}`);
    url = new URL(location, url.href);
  }
}

async function readUpTo(response: Response, maxBytes: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    pieces.push(piece.subarray(0, maxBytes - length));
    length += pieces.at(-1)!.length;
    // Leaving the loop closes the connection.
    if (length >= maxBytes) break;
  }
  return Buffer.concat(pieces);
}

function bare({ href }: URL): string {
  const url = new URL(href);
  url.username = url.password = '';
  return url.href;
}

/** Sends a user name and password in the URL as browsers do; `fetch` rejects such a URL. */
function authorization({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {};
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` };
}

function reasonOf(error: unknown, name: string): string {
  const causes = causeChain(error);
  return networkFailure(causes, name)?.what.slice(name.length + 2) ?? causes[0]?.message ?? 'unknown error';
}
