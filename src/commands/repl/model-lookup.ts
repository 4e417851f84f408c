import type { ModelInfo } from '../../core/config/model-table.ts';
import type { Provider } from '../../core/reply/ports.ts';

/** The provider's models: requested once, and again only after a failure. */
export function createModelLookup(
  provider: Pick<Provider, 'models'>,
  signal: AbortSignal,
): () => Promise<readonly ModelInfo[]> {
  let found: Promise<readonly ModelInfo[]> | undefined;
  return () => {
    found ??= provider.models(signal).catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return found;
  };
}
