import { setTimeout as sleep } from 'node:timers/promises';
import type { createAsk } from '../api/claude.ts';
import type { Content } from '../core/conversation/conversation.ts';
import { composePrompt } from '../core/conversation/prompt.ts';
import type { Flags, Settings } from '../core/config/settings.ts';
import { tee } from '../terminal/output/tee.ts';
import { textOrFile } from '../storage/read-text.ts';
import { oneShot } from '../agent/answer-prompt.ts';
import type { Calls } from '../runtime/start-calls.ts';
import { chooseFetch } from '../runtime/choose-fetch.ts';
import { claudeOptions, isPlayed } from '../runtime/claude-options.ts';
import { pipedText } from '../runtime/piped-text.ts';
import { createSessions, openSession } from '../runtime/open-sessions.ts';
import { replyView, tell, withActivity } from '../runtime/reply-view.ts';
import { endInterrupted, type Run } from '../runtime/run.ts';

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
  const wanted =
    settings.jsonSchema === undefined && settings.extract === undefined
      ? undefined
      : await (await import('../runtime/choose-extraction.ts')).wantedExcerpt(settings);
  // Before the output file: what cannot be attached leaves none behind.
  const attachments =
    settings.file && (await import('../runtime/open-attachments.ts')).openAttachments(settings.file, settings, run);
  const calls = await startTools(words, settings, run);
  const output =
    settings.output === undefined
      ? undefined
      : (await import('../storage/output-file.ts')).openOutputFile(settings.output);
  const sessions = createSessions(settings.save && !played, settings.quiet, run);
  const session = openSession(sessions, settings, flags, system);
  const fetch = await chooseFetch(words, settings, run);
  run.handleSignals();
  let prompt: Content | undefined;
  try {
    const input = played ? '' : await pipedText(settings, run);
    if (!run.signal.aborted) {
      const question = played ? words.join(' ') : composePrompt(words, input);
      prompt = attachments === undefined ? question : await attachments.with(question);
    }
  } finally {
    if (prompt === undefined) output?.discard();
  }
  if (prompt === undefined) return endInterrupted(run, settings.quiet);
  const { createAsk: create } = await api;

  const excerpt = wanted?.view(run);
  const view = excerpt ?? replyView(settings, run);
  const code = await oneShot(
    session,
    prompt,
    // A conversation is worth caching once it goes on.
    {
      ...settings,
      // To go on with a recording would only play it again.
      ...(settings.replay !== undefined && { autoContinue: 0, maxTurns: 1 }),
      cache: settings.cache && (session.conversation.length > 0 || calls !== undefined),
      schema: wanted?.schema,
    },
    {
      ask: create(claudeOptions(settings, run, fetch)),
      calls: calls?.edges,
      wait: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => {}),
      view: tee(withActivity(output === undefined ? view : tee(view, output), settings, run), {
        // A server that takes its time to end does that while the rest is said.
        show: (event) => void (event.type === 'end' && calls?.close()),
      }),
      saved: () => output?.saved(),
      verdict: () => excerpt?.verdict(),
      tell: (kind, text) => tell(kind, text, settings, run),
    },
    run.signal,
  );
  await Promise.all([sessions.close(), calls?.close()]);
  return code;
}

/** Servers start while the prompt is read; what they need is loaded only if there are any. */
async function startTools(words: readonly string[], settings: Settings, run: Run): Promise<Calls | undefined> {
  const isDemo = settings.demo === true && words[0] === 'weather';
  if (!isDemo && settings.mcpConfig === undefined) return undefined;
  const { startCalls, withDemoTools } = await import('../runtime/start-calls.ts');
  const { createAskUser } = await import('../runtime/question.ts');
  return startCalls(isDemo ? withDemoTools(settings) : settings, run, createAskUser(settings, run));
}
