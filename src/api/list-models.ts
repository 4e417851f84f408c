import { Models } from '@anthropic-ai/sdk/resources/models';
import type { ModelInfo } from '../core/config/model-table.ts';
import { ProblemError } from '../core/problem/problem.ts';
import { isObject } from '../core/text/json.ts';
import type { ClientOptions } from './client.ts';
import { sendOther } from './other-request.ts';

const MAX_MODELS = 10_000;
/** Entries that are no model, or one again. */
const MAX_OTHERS = 1000;

/** The models that the server offers, in its order. Throws a problem. */
export async function listModels(options: ClientOptions, signal: AbortSignal): Promise<ModelInfo[]> {
  return sendOther(options, signal, async (client, baseUrl) => {
    const found = new Map<string, ModelInfo>();
    let others = 0;
    for await (const model of new Models(client).list({ limit: 100 }, { signal })) {
      if (isModel(model) && !found.has(model.id)) found.set(model.id, model);
      // A server may say for ever that there are more.
      else if (++others > MAX_OTHERS) break;
      if (found.size === MAX_MODELS) break;
    }
    // The SDK reads any other response with status 200 as an empty list.
    if (found.size > 0) return [...found.values()];
    const hint = 'you can still name one with -m';
    throw new ProblemError({ type: 'no_models', what: `${baseUrl} listed no models`, hint, exit: 'failed' });
  });
}

function isModel(json: unknown): json is ModelInfo {
  if (!isObject(json) || typeof json['id'] !== 'string') return false;
  return json['display_name'] == null || typeof json['display_name'] === 'string';
}
