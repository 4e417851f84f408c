import type { ModelInfo } from '../../core/config/model-table.ts';
import { contextTokens, contextWarning, FITS_ANY_WINDOW } from '../../core/conversation/usage-table.ts';
import type { TurnDeps } from '../../agent/run-turn.ts';
import type { Session } from '../../agent/session.ts';

/** How long the prompt waits for the size of the context window; a later answer is used after the next reply. */
const MAX_WAIT_MS = 500;

export interface WindowDeps extends Pick<TurnDeps, 'wait'> {
  /** The provider's models. Throws a problem. */
  readonly models: () => Promise<readonly ModelInfo[]>;
}

/** Makes the check whether a conversation nearly fills its model's context window; it resolves to a warning, if so. */
export function createWindowWarning({ models, wait }: WindowDeps) {
  let found: Promise<readonly ModelInfo[]> | undefined;

  return async ({ conversation, model }: Pick<Session, 'conversation' | 'model'>): Promise<string | undefined> => {
    const tokens = contextTokens(conversation);
    if (tokens < FITS_ANY_WINDOW) return undefined;
    found ??= models().catch(() => []);
    const enough = new AbortController();
    const known = await Promise.race([found, wait(MAX_WAIT_MS, enough.signal)]);
    enough.abort();
    const window = known?.find(({ id }) => id === model)?.max_input_tokens;
    return window == null ? undefined : contextWarning(tokens, window);
  };
}
