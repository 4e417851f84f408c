import type { BaseAnthropic } from '@anthropic-ai/sdk/client';
import { APIError } from '@anthropic-ai/sdk/error';
import { ProblemError } from '../core/problem/problem.ts';
import type { Request } from '../core/reply/request.ts';
import { apiMessage } from './failures/api-failures.ts';
import type { ClientOptions } from './client.ts';
import { sendOther } from './other-request.ts';

/** Asks the server how many input tokens a request has, without asking for a reply. Throws a problem. */
export async function countTokens(request: Request, options: ClientOptions, signal: AbortSignal): Promise<number> {
  // The only field about the reply, which counting does not accept.
  const body = { ...request, max_tokens: undefined };
  const count = async (client: BaseAnthropic, baseUrl: string) => {
    const response: unknown = await client
      .post('/v1/messages/count_tokens', { body, signal })
      .catch((error: unknown) => {
        throw isMissing(error) ? noEndpoint(baseUrl, error.status) : error;
      });
    const tokens = (response as { input_tokens?: unknown } | null)?.input_tokens;
    if (Number.isSafeInteger(tokens)) return tokens as number;
    throw new ProblemError({
      type: 'not_a_count',
      what: `${baseUrl} did not return a token count`,
      hint: 'servers other than the Anthropic API may not support token counting',
      exit: 'failed',
    });
  };
  return sendOther(options, signal, count, request.model);
}

/** Whether the server does not have the endpoint. An unknown model is a 404 as well, which the API explains. */
function isMissing(error: unknown): error is APIError & { readonly status: number } {
  if (!(error instanceof APIError) || ![404, 405, 501].includes(error.status)) return false;
  return !(error.type === 'not_found_error' && apiMessage(error)?.includes('model') === true);
}

function noEndpoint(baseUrl: string, status: number): ProblemError {
  return new ProblemError({
    type: 'no_endpoint',
    what: `${baseUrl} cannot count tokens: it has no endpoint /v1/messages/count_tokens (HTTP ${status})`,
    hint: 'servers other than the Anthropic API may not support token counting',
    exit: 'failed',
  });
}
