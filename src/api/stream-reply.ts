import { interruptedBy } from '../core/problem/interruption.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ReplyEvent } from '../core/reply/ports.ts';
import type { Problem } from '../core/problem/problem.ts';
import { fromMessage } from '../core/reply/reply-mappings.ts';
import type { Outcome } from '../core/reply/reply.ts';
import type { Request } from '../core/reply/request.ts';
import { plainMessage } from './plain-message.ts';
import { retryDelayMs } from './retry.ts';
import { withoutPassword } from '../core/secrets/url-password.ts';
import { withSoundFacts } from './check-event.ts';
import { createClient, type ClientOptions } from './client.ts';
import { toProblem } from './failures/failures.ts';
import { send, type Attempt, type SendOptions } from './send.ts';

export interface ClaudeOptions extends ClientOptions, SendOptions {}

/** Sends a request through the SDK, again after failures that may pass. Never throws: it ends like `Provider.reply`. */
export async function* streamReply(
  request: Request,
  options: ClaudeOptions,
  signal: AbortSignal,
): AsyncGenerator<ReplyEvent, void> {
  const client = createClient(options);
  const { timeoutMs, stream, maxRetries } = options;
  const context = { model: request.model, baseUrl: withoutPassword(client.baseURL), timeoutMs, stream };
  const startedAt = performance.now();
  let firstTextMs: number | undefined;
  for (let retries = 0; ; retries++) {
    const attempt: Attempt = {};
    for await (const event of send(client, options, request, signal, attempt)) {
      if (event.type === 'text') firstTextMs ??= performance.now() - startedAt;
      yield event;
    }
    const problem = attempt.isComplete === true ? undefined : toProblem(attempt.error, { ...context, ...attempt });
    if (problem !== undefined && firstTextMs === undefined && !signal.aborted) {
      const delayMs = retryDelayMs(problem, retries, maxRetries, Math.random());
      if (delayMs !== undefined) {
        yield { type: 'retry', problem, retry: retries + 1, maxRetries, delayMs };
        await sleep(delayMs, undefined, { signal }).catch(() => {});
        if (!signal.aborted) continue;
      }
    }
    const message = withSoundFacts(plainMessage(attempt.message ?? {}));
    const facts = { requestId: attempt.requestId, retries, firstTextMs, totalMs: performance.now() - startedAt };
    yield { type: 'end', reply: fromMessage(message, outcomeOf(problem, signal), facts) };
    return;
  }
}

function outcomeOf(problem: Problem | undefined, signal: AbortSignal): Outcome {
  if (problem === undefined) return { status: 'complete' };
  const by = interruptedBy(signal);
  return by === undefined ? { status: 'failed', problem } : { status: 'interrupted', by };
}
