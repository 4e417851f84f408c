import { listModels } from '../api/models.ts';
import { EXIT } from '../core/problem.ts';
import { modelTable } from '../core/model-list.ts';
import { interruptionCode, type Interruption } from '../core/reply.ts';
import { sanitizeJson } from '../core/sanitize.ts';
import type { Settings } from '../core/settings.ts';
import { networkFetch } from './choose-fetch.ts';
import { connection, type Run } from './run.ts';

/** `claude-stream models`: what the server offers, as a table or as JSON. */
export async function models(settings: Settings, run: Run): Promise<number> {
  run.handleSignals();
  const stop = new AbortController();
  run.signal.addEventListener('abort', () => stop.abort());
  try {
    const found = await listModels(
      {
        ...connection(settings, run),
        fetch: await networkFetch(),
        needsCredentials: true,
        maxRetries: settings.maxRetries,
      },
      stop.signal,
    );
    await run.stdout.write(
      run.format !== 'text' ? `${sanitizeJson(JSON.stringify(found, undefined, 2))}\n` : modelTable(found),
    );
    return EXIT.complete.code;
  } catch (error) {
    if (!run.signal.aborted) throw error;
    return interruptionCode(run.signal.reason as Interruption);
  }
}
