import { listModels } from '../api/list-models.ts';
import { EXIT } from '../core/problem/problem.ts';
import { modelTable } from '../core/config/model-table.ts';
import { interruptionCode, type Interruption } from '../core/reply/reply.ts';
import { sanitizeJson } from '../core/text/sanitize.ts';
import type { Settings } from '../core/config/settings.ts';
import { networkFetch } from '../runtime/choose-fetch.ts';
import { connection, type Run } from '../runtime/run.ts';

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
