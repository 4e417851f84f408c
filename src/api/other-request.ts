import type { BaseAnthropic } from '@anthropic-ai/sdk/client';
import { ProblemError } from '../core/problem/problem.ts';
import { withoutPassword } from '../core/text/mask.ts';
import { createClient, type ClientOptions } from './client.ts';
import { toProblem } from './failures.ts';

/**
 * Sends a request other than a reply's; `baseUrl` is for messages, without a password. Throws a problem, or the reason of
 * an aborted `signal`. `model`: the model that the request names, if any.
 */
export async function sendOther<T>(
  options: ClientOptions,
  signal: AbortSignal,
  send: (client: BaseAnthropic, baseUrl: string) => Promise<T>,
  model = '',
): Promise<T> {
  let isSent = false;
  const client = createClient({
    ...options,
    fetch(input, init) {
      isSent = true;
      return options.fetch(input, init);
    },
  });
  const baseUrl = withoutPassword(client.baseURL);
  try {
    return await send(client, baseUrl);
  } catch (error) {
    signal.throwIfAborted();
    throw new ProblemError(toProblem(error, { model, baseUrl, timeoutMs: options.timeoutMs, isSent }));
  }
}
