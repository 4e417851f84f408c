import { countTokens } from '../api/count-tokens.ts';
import type { Content } from '../core/conversation/conversation.ts';
import { messagesOf } from '../core/conversation/messages.ts';
import { EXIT } from '../core/problem/problem.ts';
import { composePrompt, composedPrompt } from '../core/conversation/prompt.ts';
import { buildRequest, type Request } from '../core/reply/request.ts';
import type { Flags, Settings } from '../core/config/settings.ts';
import { textOrFile } from '../storage/read-text.ts';
import type { Attachments } from '../runtime/open-attachments.ts';
import { networkFetch } from '../runtime/choose-fetch.ts';
import { wantedExcerpt } from '../runtime/choose-extraction.ts';
import { pipedText } from '../runtime/piped-text.ts';
import { connection, endInterrupted, type Run } from '../runtime/run.ts';
import { createSessions, openSession } from '../runtime/open-sessions.ts';

/** `--count`: how many tokens would be sent, as a number or as JSON. Nothing is sent, and nothing kept. */
export async function count(flags: Flags, settings: Settings, run: Run): Promise<number> {
  const system = settings.system === undefined ? undefined : textOrFile(settings.system, 'system prompt');
  const wanted = await wantedExcerpt(settings);
  const session = openSession(createSessions(false, settings.quiet, run), settings, flags, system);
  const attachments =
    settings.file && (await import('../runtime/open-attachments.ts')).openAttachments(settings.file, settings, run);
  const starting = settings.mcpConfig && (await import('../runtime/start-toolbox.ts')).startToolbox(settings, run);
  try {
    run.handleSignals();
    const content = await contentOf(flags, settings, attachments, run);
    const tools = content === undefined ? undefined : (await starting)?.tools;
    if (content === undefined || run.signal.aborted) return await endInterrupted(run, settings.quiet);
    const { model, conversation } = session;
    const request = buildRequest(
      { ...settings, model, system: session.system, tools, schema: wanted?.schema, cache: false },
      messagesOf([...conversation, { type: 'prompt', content, time: '' }], model),
    );
    const tokens = await counted(request, settings, run);
    if (tokens === undefined) return await endInterrupted(run, settings.quiet);
    await run.stdout.write(run.format === 'text' ? `${tokens}\n` : `${JSON.stringify({ input_tokens: tokens })}\n`);
    return EXIT.complete.code;
  } finally {
    await starting?.then((toolbox) => toolbox.close());
  }
}

/** What is to be counted; `undefined`: the run was interrupted. Attachments can be counted alone. */
async function contentOf(
  { words }: Flags,
  settings: Settings,
  attachments: Attachments | undefined,
  run: Run,
): Promise<Content | undefined> {
  const input = await pipedText(settings, run);
  if (run.signal.aborted) return undefined;
  return attachments === undefined ? composePrompt(words, input) : attachments.with(composedPrompt(words, input));
}

/** `undefined`: the run was interrupted. */
async function counted(request: Request, settings: Settings, run: Run): Promise<number | undefined> {
  const { maxRetries } = settings;
  const options = { ...connection(settings, run), fetch: await networkFetch(), needsCredentials: true, maxRetries };
  const stop = new AbortController();
  run.signal.addEventListener('abort', () => stop.abort(), { once: true });
  if (run.signal.aborted) return undefined;
  try {
    return await countTokens(request, options, stop.signal);
  } catch (error) {
    if (run.signal.aborted) return undefined;
    throw error;
  }
}
