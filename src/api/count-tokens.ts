import { ProblemError } from '../core/problem/problem.ts';
import type { Request } from '../core/reply/request.ts';
import { withoutPassword } from './claude.ts';
import { createClient, type ClientOptions } from './client.ts';
import { toProblem } from './failures.ts';

/** How many tokens the input of a request has, as the server counts them; the request itself is not sent. Throws a problem. */
export async function countTokens(
  request: Request,
  options: ClientOptions & { readonly maxRetries: number },
  signal: AbortSignal,
): Promise<number> {
  // Of all that a request may have, this alone is about the reply.
  const body = { ...request, max_tokens: undefined };
  let sent = false;
  const client = createClient({
    ...options,
    fetch(input, init) {
      sent = true;
      return options.fetch(input, init);
    },
  });
  const { maxRetries, timeoutMs } = options;
  const baseUrl = withoutPassword(client.baseURL);
  try {
    const count: unknown = await client.post('/v1/messages/count_tokens', { body, signal, maxRetries });
    const tokens = (count as { input_tokens?: unknown } | null)?.input_tokens;
    if (typeof tokens === 'number') return tokens;
  } catch (error) {
    throw new ProblemError(toProblem(error, { model: body.model, baseUrl, timeoutMs, sent }));
  }
  const hint = 'servers other than the Anthropic API may not support token counting';
  throw new ProblemError({
    type: 'not_a_count',
    what: `${baseUrl} did not return a token count`,
    hint,
    exit: 'failed',
  });
}
