import { setTimeout as sleep } from 'node:timers/promises';
import { answerPrompt } from '../../agent/answer-prompt.ts';
import { composePrompt } from '../../core/conversation/prompt.ts';
import { continueHint } from '../../core/reply/continuation.ts';
import type { Flags } from '../../core/config/settings.ts';
import type { Content } from '../../core/conversation/conversation.ts';
import { isReplay } from '../../runtime/choose-provider.ts';
import { namedFiles, openInputs, openTools } from '../../runtime/open-inputs.ts';
import { createSessions, openSession } from '../../runtime/open-sessions.ts';
import { pipedText } from '../../runtime/piped-text.ts';
import { replyView, withActivity } from '../../runtime/screen/reply-view.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { tee } from '../../terminal/output/tee.ts';

/** One prompt from the command line and standard input, one reply on stdout. */
export async function runOneShot(flags: Flags, runtime: Runtime): Promise<number> {
  const { settings, signal, notify } = runtime;
  // Opens every file before reading or sending anything, so that a mistake costs nothing. Opening may block.
  const opened = await runtime.whileOpening(namedFiles(settings), () => open(flags, runtime));
  const { session, sessions, provider, extraction, output } = opened;
  // The servers start while the prompt is read.
  const tools = opened.startTools?.();
  let prompt: Content;
  try {
    prompt = await readPrompt(flags, opened, runtime);
  } catch (error) {
    output?.discard();
    throw error;
  }
  const extractionView = extraction?.view(runtime.stdout);
  const view = extractionView ?? replyView(settings, runtime);
  const isSaved = settings.save && !isReplay(settings);
  const calls = isSaved ? { showAll: () => 'claude-stream sessions show --full' } : {};
  const code = await answerPrompt(
    session,
    prompt,
    {
      ...settings,
      // Another request would only play the recording again.
      ...(settings.replay !== undefined && { autoContinue: 0, maxTurns: 1 }),
      // Caching pays once there is more than one request.
      cache: settings.cache && (session.conversation.length > 0 || tools !== undefined),
      schema: extraction?.schema,
    },
    {
      reply: provider.reply,
      costOf: runtime.costOf,
      tools: tools?.ready,
      wait: (ms, stop) => sleep(ms, undefined, { signal: stop }).catch(() => {}),
      view: tee(
        withActivity(output === undefined ? view : tee(view, output), settings, runtime, tools?.starting, calls),
        {
          // Slow servers end while the summary is written.
          show: (event) => void (event.type === 'end' && tools?.close()),
        },
      ),
      saved: () => output?.saved(),
      failure: () => extractionView?.failure(),
      ...(!isReplay(settings) && {
        // The rest alone is not what was to be extracted.
        wayOn: (reply) =>
          continueHint(reply, {
            isSaved: settings.save && extraction === undefined,
            autoContinue: settings.autoContinue,
          }),
      }),
      notify,
    },
    signal,
  );
  await Promise.all([sessions.close(), tools?.close()]);
  return code;
}

type Opened = Awaited<ReturnType<typeof open>>;

async function open(flags: Flags, runtime: Runtime) {
  const { settings, terminal, notify, signal } = runtime;
  const { jsonSchema, extract, output } = settings;
  const { provider, system, attachments } = await openInputs(runtime);
  void provider.warmUp();
  const extraction =
    jsonSchema === undefined && extract === undefined
      ? undefined
      : await (
          await import('../../runtime/screen/choose-extraction.ts')
        ).chooseExtraction(settings, process.stdout.isTTY, signal);
  const isDemo = settings.demo === true && flags.words[0] === 'weather';
  const startTools = await openTools(isDemo, provider, runtime, async () =>
    (await import('../../runtime/screen/question.ts')).createAskUser(settings, terminal),
  );
  const outputFile =
    output === undefined ? undefined : (await import('../../storage/output-file.ts')).openOutputFile(output);
  const sessions = createSessions(settings.save && !isReplay(settings), notify);
  const session = openSession(sessions, settings, flags, system);
  return { provider, extraction, attachments, startTools, output: outputFile, sessions, session };
}

async function readPrompt({ words }: Flags, { attachments }: Opened, runtime: Runtime): Promise<Content> {
  const { settings, signal, notify } = runtime;
  if (isReplay(settings)) {
    if (settings.demo === true) {
      await announceDemos(notify);
      await endNotices(runtime);
    }
    return words.join(' ');
  }
  const question = composePrompt(words, await pipedText(settings, signal, notify));
  if (attachments === undefined) return question;
  const { content, describe } = await attachments.with(question);
  if (process.stderr.isTTY && !settings.quiet) {
    await notify.note(describe().join('\n'));
    await endNotices(runtime);
  }
  return content;
}

/** A blank row between notices and the reply, where both are on the terminal. */
async function endNotices({ settings, stdout }: Runtime): Promise<void> {
  if (process.stderr.isTTY && process.stdout.isTTY && !settings.quiet) await stdout.write('\n');
}

async function announceDemos(notify: Runtime['notify']): Promise<void> {
  const { DEMOS } = await import('../../runtime/recordings/demo-fetch.ts');
  await notify.info(`playing a recording; no model is called (demos: ${DEMOS.join(', ')})`);
}
