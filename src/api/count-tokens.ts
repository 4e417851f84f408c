import { ProblemError } from '../core/problem/problem.ts';
import type { Request } from '../core/reply/request.ts';
import type { ClientOptions } from './client.ts';
import { createOtherClient } from './other-requests.ts';

/** How many tokens the input of a request has, as the server counts them; the request itself is not sent. Throws a problem. */
export async function countTokens(request: Request, options: ClientOptions, signal: AbortSignal): Promise<number> {
  // The only field that is about the reply; counting does not take it.
  const body = { ...request, max_tokens: undefined };
  const { maxRetries } = options;
  const { client, baseUrl, failure } = createOtherClient(options);
  try {
    const count: unknown = await client.post('/v1/messages/count_tokens', { body, signal, maxRetries });
    const tokens = (count as { input_tokens?: unknown } | null)?.input_tokens;
    if (typeof tokens === 'number') return tokens;
  } catch (error) {
    throw failure(error, signal, body.model);
  }
  throw new ProblemError({
    type: 'not_a_count',
    what: `${baseUrl} did not return a token count`,
    hint: 'servers other than the Anthropic API may not support token counting',
    exit: 'failed',
  });
}
