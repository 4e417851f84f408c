import { KNOWN_MODELS } from '../../core/config/known-models.ts';
import { OPTIONS } from '../../core/config/options.ts';
import { among } from '../../terminal/input/picker.ts';
import type { ReplState, SlashDeps } from './slash/slash-command.ts';

/** How long to wait for the list of models before those known here are offered. */
const MAX_WAIT_MS = 3000;

/** Lets the user choose the model; notes the one in use if none is chosen. */
export async function chooseModel(
  { session }: Pick<ReplState, 'session'>,
  { pick, models, wait, notify }: Pick<SlashDeps, 'pick' | 'models' | 'wait' | 'notify'>,
): Promise<void> {
  let ids: readonly string[] = [];
  const enough = new AbortController();
  const load = async () => {
    const known = models().then(
      (found) => found.map(({ id }) => id),
      () => [],
    );
    const found = (await Promise.race([known, wait(MAX_WAIT_MS, enough.signal)])) ?? [];
    const offered = found.length > 0 ? found : KNOWN_MODELS;
    ids = offered.some((id) => id === session.model) ? offered : [session.model, ...offered];
    enough.abort();
  };
  const isCurrent = ({ label }: { label: string }) => label === session.model;
  const toItem = (id: string) => ({ label: id, ...(id === session.model && { detail: 'current' }) });
  const chosen = await pick({
    title: 'model:',
    loading: { text: 'fetching the list of models …', done: load() },
    find: (query) => among(ids.map(toItem))(query),
    isCurrent,
  });
  enough.abort();
  if (chosen === undefined) await notify.note(session.model);
  else if (!isCurrent(chosen)) session.setModel(chosen.label, session.system);
}

/** The model's own effort, as a level. */
export const DEFAULT_EFFORT = 'default';

/** Lets the user choose the effort; notes the one in use if none is chosen. */
export async function chooseEffort(
  state: Pick<ReplState, 'effort'>,
  { pick, notify }: Pick<SlashDeps, 'pick' | 'notify'>,
): Promise<void> {
  const { takes } = OPTIONS.effort;
  const current = state.effort ?? DEFAULT_EFFORT;
  const items = [DEFAULT_EFFORT, ...(takes.choices ?? [])].map((label) => {
    const details = [label === DEFAULT_EFFORT && 'the model’s own', label === current && 'current'];
    return { label, detail: details.filter((detail) => detail !== false).join(', ') };
  });
  const isCurrent = ({ label }: { label: string }) => label === current;
  const chosen = await pick({ title: 'effort:', find: among(items), isCurrent });
  if (chosen === undefined) await notify.note(effortInWords(state.effort));
  else state.effort = takes.parse(chosen.label);
}

export const effortInWords = (effort: ReplState['effort']): string => effort ?? 'the model’s default effort';
