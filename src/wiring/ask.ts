import { setTimeout as sleep } from 'node:timers/promises';
import type { createAsk } from '../api/claude.ts';
import { composePrompt } from '../core/prompt.ts';
import type { Flags, Settings } from '../core/settings.ts';
import { tee } from '../core/tee.ts';
import { textOrFile } from '../files/read-text.ts';
import { oneShot } from '../modes/one-shot.ts';
import { chooseFetch } from './choose-fetch.ts';
import { claudeOptions, isPlayed } from './claude-options.ts';
import { pipedText } from './piped-text.ts';
import { createSessions, openSession } from './session.ts';
import { replyView, tell, withSpinner } from './reply-view.ts';
import { endInterrupted, type Run } from './run.ts';

/** One prompt from the command line and standard input, one reply on stdout. */
export async function ask(
  flags: Flags,
  settings: Settings,
  run: Run,
  api: Promise<{ createAsk: typeof createAsk }>,
): Promise<number> {
  const { words } = flags;
  const played = isPlayed(settings);
  const system = settings.system === undefined ? undefined : textOrFile(settings.system, 'system prompt');
  const output =
    settings.output === undefined
      ? undefined
      : (await import('../files/output-file.ts')).openOutputFile(settings.output);
  const sessions = createSessions(settings.save && !played, settings.quiet, run);
  const session = openSession(sessions, settings, flags, system);
  const fetch = await chooseFetch(words, settings, run);
  run.handleSignals();
  let prompt: string | undefined;
  try {
    const input = played ? '' : await pipedText(settings, run);
    if (!run.signal.aborted) prompt = played ? words.join(' ') : composePrompt(words, input);
  } finally {
    if (prompt === undefined) output?.discard();
  }
  if (prompt === undefined) return endInterrupted(run, settings.quiet);
  const { createAsk: create } = await api;

  const view = replyView(settings, run);
  const code = await oneShot(
    session,
    prompt,
    // A conversation is worth caching once it goes on.
    { ...settings, cache: settings.cache && session.conversation.length > 0 },
    {
      ask: create(claudeOptions(settings, run, fetch)),
      wait: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => {}),
      view: withSpinner(output === undefined ? view : tee(view, output), settings, run),
      saved: () => output?.saved(),
      tell: (kind, text) => tell(kind, text, settings, run),
    },
    run.signal,
  );
  await sessions.close();
  return code;
}
