import type { BaseAnthropic } from '@anthropic-ai/sdk/client';
import { ProblemError } from '../core/problem/problem.ts';
import type { Request } from '../core/reply/request.ts';
import type { ClientOptions } from './client.ts';
import { sendOther } from './other-request.ts';

/** Asks the server how many input tokens a request has, without asking for a reply. Throws a problem. */
export async function countTokens(request: Request, options: ClientOptions, signal: AbortSignal): Promise<number> {
  // The only field about the reply, which counting does not accept.
  const body = { ...request, max_tokens: undefined };
  const { maxRetries } = options;
  const count = async (client: BaseAnthropic, baseUrl: string) => {
    const response: unknown = await client.post('/v1/messages/count_tokens', { body, signal, maxRetries });
    const tokens = (response as { input_tokens?: unknown } | null)?.input_tokens;
    if (typeof tokens === 'number') return tokens;
    throw new ProblemError({
      type: 'not_a_count',
      what: `${baseUrl} did not return a token count`,
      hint: 'servers other than the Anthropic API may not support token counting',
      exit: 'failed',
    });
  };
  return sendOther(options, signal, count, request.model);
}
