import type { ModelInfo } from '../../core/config/model-table.ts';
import { contextFullness, contextTokens, FITS_ANY_WINDOW } from '../../core/conversation/context-window.ts';
import type { TurnDeps } from '../../agent/run-turn.ts';
import type { Session } from '../../agent/session.ts';

/** How long the prompt waits for the size of the context window; a later answer is used after the next reply. */
const MAX_WAIT_MS = 500;

export interface WindowDeps extends Pick<TurnDeps, 'wait'> {
  /** The provider's models. Throws a problem. */
  readonly models: () => Promise<readonly ModelInfo[]>;
}

/** Makes the function that says how full the context window of a conversation's model is, once that is worth a line. */
export function createWindowFullness({ models, wait }: WindowDeps) {
  let found: Promise<readonly ModelInfo[]> | undefined;

  return async ({ conversation, model }: Pick<Session, 'conversation' | 'model'>): Promise<string | undefined> => {
    const tokens = contextTokens(conversation);
    if (tokens < FITS_ANY_WINDOW) return undefined;
    found ??= models().catch(() => []);
    const enough = new AbortController();
    const known = await Promise.race([found, wait(MAX_WAIT_MS, enough.signal)]);
    enough.abort();
    const window = known?.find(({ id }) => id === model)?.max_input_tokens;
    return window == null ? undefined : contextFullness(tokens, window);
  };
}
