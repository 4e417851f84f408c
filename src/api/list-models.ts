import { Models } from '@anthropic-ai/sdk/resources/models';
import type { ModelInfo } from '../core/config/model-table.ts';
import { ProblemError, type Problem } from '../core/problem/problem.ts';
import { createClient, type ClientOptions } from './client.ts';
import { withoutPassword } from './claude.ts';
import { toProblem } from './failures.ts';

/** What the server offers, in its order. Throws a problem. */
export async function listModels(
  options: ClientOptions & { readonly maxRetries: number },
  signal: AbortSignal,
): Promise<ModelInfo[]> {
  let sent = false;
  const client = createClient({
    ...options,
    fetch(input, init) {
      sent = true;
      return options.fetch(input, init);
    },
  });
  try {
    const found: ModelInfo[] = [];
    const page = new Models(client).list({ limit: 100 }, { signal, maxRetries: options.maxRetries });
    for await (const model of page) {
      if (typeof (model as Partial<typeof model> | null)?.id === 'string') found.push(model as unknown as ModelInfo);
    }
    // Whatever else answers with 200, the SDK takes it for a list of none.
    if (found.length === 0) throw new ProblemError(noModels(withoutPassword(client.baseURL)));
    return found;
  } catch (error) {
    const { timeoutMs } = options;
    throw new ProblemError(toProblem(error, { model: '', baseUrl: withoutPassword(client.baseURL), timeoutMs, sent }));
  }
}

function noModels(baseUrl: string): Problem {
  const hint = 'you can still name one with -m';
  return { type: 'no_models', what: `${baseUrl} listed no models`, hint, exit: 'failed' };
}
