import type { Provider } from '../core/reply/ports.ts';
import type { ClaudeOptions } from './stream-reply.ts';

/** Names that the API's hosted tools use. */
const HOSTED_TOOL_NAMES = [
  'web_search',
  'web_fetch',
  'code_execution',
  'bash_code_execution',
  'text_editor_code_execution',
  'tool_search_tool_regex',
  'tool_search_tool_bm25',
];

const load = () => import('./stream-reply.ts');

/** The Messages API, or a server that speaks it. Loads the SDK when first used. */
export function createMessagesApi(options: ClaudeOptions): Provider {
  return {
    async *reply(request, signal) {
      yield* (await load()).streamReply(request, options, signal);
    },
    models: async (signal) => (await import('./list-models.ts')).listModels(options, signal),
    countTokens: async (request, signal) => (await import('./count-tokens.ts')).countTokens(request, options, signal),
    reservedToolNames: HOSTED_TOOL_NAMES,
    warmUp: load,
  };
}

/** A recording in place of the API: needs no credentials, never stalls, and is not retried, which would only replay it. */
export function createRecordedApi(options: ClaudeOptions): Provider {
  const replayed = { ...options, needsCredentials: false, maxRetries: 0, stallMs: 2 ** 31 - 1 };
  return { ...createMessagesApi(replayed), models: () => Promise.resolve([]) };
}
