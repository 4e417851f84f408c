import { Models } from '@anthropic-ai/sdk/resources/models';
import type { ModelInfo } from '../core/config/model-table.ts';
import { ProblemError } from '../core/problem/problem.ts';
import type { ClientOptions } from './client.ts';
import { sendOther } from './other-request.ts';

/** The models that the server offers, in its order. Throws a problem. */
export async function listModels(options: ClientOptions, signal: AbortSignal): Promise<ModelInfo[]> {
  return sendOther(options, signal, async (client, baseUrl) => {
    const found: ModelInfo[] = [];
    for await (const model of new Models(client).list({ limit: 100 }, { signal })) {
      if (typeof (model as Partial<typeof model> | null)?.id === 'string') found.push(model as unknown as ModelInfo);
    }
    // The SDK reads any other response with status 200 as an empty list.
    if (found.length > 0) return found;
    const hint = 'you can still name one with -m';
    throw new ProblemError({ type: 'no_models', what: `${baseUrl} listed no models`, hint, exit: 'failed' });
  });
}
