import { setTimeout as sleep } from 'node:timers/promises';
import type { BaseAnthropic } from '@anthropic-ai/sdk/client';
import { ProblemError } from '../core/problem/problem.ts';
import { withoutPassword } from '../core/secrets/url-password.ts';
import { createClient, type ClientOptions } from './client.ts';
import { toProblem } from './failures/failures.ts';
import { retryDelayMs } from './retry.ts';
import { withWatchdog } from './transport/watchdog.ts';

/**
 * Sends a request other than a reply's, again after failures that may pass. Throws a problem, or the reason of an aborted
 * `signal`. `baseUrl` is for messages, without a password; `model`: the model that the request names, if any.
 */
export async function sendOther<T>(
  options: ClientOptions,
  signal: AbortSignal,
  send: (client: BaseAnthropic, baseUrl: string) => Promise<T>,
  model = '',
): Promise<T> {
  let isSent = false;
  const watched = withWatchdog(options.fetch, options);
  const client = createClient({
    ...options,
    fetch(input, init) {
      isSent = true;
      return watched(input, init);
    },
  });
  const baseUrl = withoutPassword(client.baseURL);
  for (let retries = 0; ; retries++) {
    try {
      return await send(client, baseUrl);
    } catch (error) {
      signal.throwIfAborted();
      const problem = toProblem(error, { model, baseUrl, timeoutMs: options.timeoutMs, isSent });
      const delayMs = retryDelayMs(problem, retries, options.maxRetries, Math.random());
      if (delayMs === undefined) throw new ProblemError(problem);
      await sleep(delayMs, undefined, { signal }).catch(() => {});
      signal.throwIfAborted();
    }
  }
}
