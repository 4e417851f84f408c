import type { Fetch } from '../../api/transport/body.ts';
import { typedText } from '../../core/conversation/conversation.ts';
import type { Ask } from '../../core/reply/ports.ts';
import type { ModelInfo } from '../../core/config/model-table.ts';
import type { Request } from '../../core/reply/request.ts';
import type { Settings } from '../../core/config/settings.ts';
import { chooseFetch, DEMOS, endsInResults, networkFetch } from '../../runtime/choose-fetch.ts';
import { claudeOptions, isPlayed } from '../../runtime/claude-options.ts';
import { connection, type Run } from '../../runtime/run.ts';

/** The API, loaded when it is needed: the prompt is on the screen before. */
export interface ReplApi {
  readonly ask: Ask;
  /** What the server offers; asked for once, unless it failed. */
  readonly models: () => Promise<readonly ModelInfo[]>;
  /** Loads what the first reply needs. */
  warmUp(): Promise<void>;
}

export function createReplApi(settings: Settings, run: Run): ReplApi {
  const fetchFor = settings.demo === true ? createDemoFetch(settings, run) : () => chooseFetch([], settings, run);
  let found: Promise<readonly ModelInfo[]> | undefined;

  async function listModels(): Promise<readonly ModelInfo[]> {
    if (isPlayed(settings)) return [];
    const api = await import('../../api/list-models.ts');
    const options = { ...connection(settings, run), fetch: await networkFetch() };
    return api.listModels({ ...options, needsCredentials: true, maxRetries: settings.maxRetries }, run.signal);
  }

  return {
    async *ask(request, signal) {
      const { createAsk } = await loadApi();
      yield* createAsk(claudeOptions(settings, run, await fetchFor(request)))(request, signal);
    },
    models() {
      found ??= listModels().catch((error: unknown) => {
        found = undefined;
        throw error;
      });
      return found;
    },
    async warmUp() {
      await loadApi();
      await import('../../runtime/markdown-writer.ts');
    },
  };
}

const loadApi = () => import('../../api/claude.ts');

/** Each prompt plays the next recording, or the one that it names. */
function createDemoFetch(settings: Settings, run: Run): (request: Request) => Promise<Fetch> {
  let next = 0;
  return (request) => {
    const last = request.messages.at(-1)?.content ?? '';
    const text = typeof last === 'string' ? last : typedText(last as Parameters<typeof typedText>[0]);
    const named = endsInResults(request) ? 'weather' : DEMOS.find((name) => name === text.trim());
    return chooseFetch([named ?? DEMOS[next++ % DEMOS.length]!], { ...settings, quiet: true }, run);
  };
}
