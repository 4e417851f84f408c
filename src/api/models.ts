import { Models } from '@anthropic-ai/sdk/resources/models';
import type { ModelInfo } from '../core/model-list.ts';
import { ProblemError } from '../core/problem.ts';
import { createClient, type ClientOptions } from './client.ts';
import { toProblem } from './failures.ts';

/** What the server offers, in its order. Throws a problem. */
export async function listModels(
  options: ClientOptions & { readonly maxRetries: number },
  signal: AbortSignal,
): Promise<ModelInfo[]> {
  const client = createClient(options);
  try {
    const found: ModelInfo[] = [];
    const page = new Models(client).list({ limit: 100 }, { signal, maxRetries: options.maxRetries });
    for await (const model of page) found.push(model as unknown as ModelInfo);
    return found;
  } catch (error) {
    const { timeoutMs } = options;
    throw new ProblemError(
      toProblem(error, { model: '', baseUrl: client.baseURL, timeoutMs, requestId: undefined, contentType: undefined }),
    );
  }
}
