import type { ModelInfo } from '../../core/config/model-table.ts';
import type { Provider } from '../../core/reply/ports.ts';

/** What the provider offers; asked for once, and again only if that failed. */
export function createModelLookup(provider: Provider, signal: AbortSignal): () => Promise<readonly ModelInfo[]> {
  let found: Promise<readonly ModelInfo[]> | undefined;
  return () => {
    found ??= provider.models(signal).catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return found;
  };
}
