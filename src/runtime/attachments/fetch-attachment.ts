import { seconds } from '../../core/text/numbers.ts';
import type { AttachmentInput } from '../../core/conversation/attachment.ts';
import { ProblemError, usageProblem } from '../../core/problem/problem.ts';
import { sanitizeLine } from '../../core/text/sanitize.ts';
import { networkFailure } from '../../api/network-failures.ts';
import type { Fetch } from '../../api/transport/body.ts';

const MOST_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export interface FetchAttachmentOptions {
  readonly fetch: Fetch;
  readonly userAgent: string;
  /** So long it may take, all in all. */
  readonly timeoutMs: number;
  /** No more than so many bytes are read, and one. */
  readonly most: number;
}

/**
 * What stands at a URL. What the server says it is does not count, only its content. Throws a usage problem; when the
 * signal is aborted, the signal's reason.
 */
export async function fetchAttachment(
  url: string,
  options: FetchAttachmentOptions,
  signal: AbortSignal,
): Promise<AttachmentInput> {
  const { timeoutMs, most } = options;
  const name = withoutPassword(url);
  const timeout = AbortSignal.timeout(timeoutMs);
  const either = AbortSignal.any([signal, timeout]);
  try {
    const response = await followed(new URL(url), name, options, either);
    if (!response.ok) throw usageProblem(`cannot attach ${name}: the server returned HTTP ${response.status}`);
    const bytes = await readUpTo(response, most + 1);
    const said = Number(response.headers.get('content-length') ?? Number.NaN);
    return { name, bytes, size: Math.max(bytes.length, Number.isSafeInteger(said) ? said : 0) };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ProblemError) throw error;
    if (timeout.aborted) throw usageProblem(`cannot attach ${name}: timed out after ${seconds(timeoutMs)}`);
    throw usageProblem(`cannot attach ${name}: ${why(error, name)}`);
  }
}

async function followed(
  url: URL,
  name: string,
  { fetch, userAgent }: FetchAttachmentOptions,
  signal: AbortSignal,
): Promise<Response> {
  const headers = { 'user-agent': userAgent, accept: '*/*' };
  for (let redirects = 0; ; redirects++) {
    const response = await fetch(withoutPassword(url.href), {
      method: 'GET',
      headers: { ...headers, ...authorization(url) },
      signal,
    });
    const location = response.headers.get('location');
    if (!REDIRECTS.has(response.status) || location === null) return response;
    await response.body?.cancel();
    if (redirects === MOST_REDIRECTS)
      throw usageProblem(`cannot attach ${name}: more than ${MOST_REDIRECTS} redirects`);
    if (!URL.canParse(location, url.href) || !/^https?:$/.test(new URL(location, url.href).protocol))
      throw usageProblem(`cannot attach ${name}: unsupported redirect to ${sanitizeLine(location, 200)}`);
    url = new URL(location, url.href);
  }
}

async function readUpTo(response: Response, most: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    pieces.push(piece.subarray(0, most - length));
    length += pieces.at(-1)!.length;
    // Leaving the loop ends the connection.
    if (length >= most) break;
  }
  return Buffer.concat(pieces);
}

/** A user and a password in a URL are sent as browsers send them; a `fetch` takes no such URL. */
function authorization({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {};
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` };
}

const withoutPassword = (url: string) => url.replace(/^(\w+:\/\/)[^/@]*@/, '$1');

function why(error: unknown, name: string): string {
  const causes: Error[] = [];
  for (let next = error; next instanceof Error && causes.length < 10; next = next.cause ?? firstOf(next))
    causes.push(next);
  const problem = networkFailure(causes, name);
  return problem === undefined ? (causes[0]?.message ?? 'unknown error') : problem.what.slice(name.length + 2);
}

/** Of several attempts (happy eyeballs) the first. */
const firstOf = (error: Error) => (error as Partial<AggregateError>).errors?.[0] as unknown;
