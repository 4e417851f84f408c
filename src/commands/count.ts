import type { Flags } from '../core/config/settings.ts';
import type { Content } from '../core/conversation/conversation.ts';
import { messagesOf } from '../core/conversation/messages.ts';
import { composedPrompt, composePrompt } from '../core/conversation/prompt.ts';
import { raceAbort } from '../core/problem/interruption.ts';
import { EXIT } from '../core/problem/problem.ts';
import { buildRequest } from '../core/reply/request.ts';
import { chooseExtraction } from '../runtime/screen/choose-extraction.ts';
import { createSessions, openSession } from '../runtime/open-sessions.ts';
import { pipedText } from '../runtime/piped-text.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { textOrFile } from '../storage/read-text.ts';

/** `--count`: prints how many tokens the prompt has, as a number or as JSON. Asks for no reply and saves nothing. */
export async function runCount(flags: Flags, runtime: Runtime): Promise<number> {
  const { settings, stdout, signal } = runtime;
  const { provider, schema, session, attachments, starting } = await runtime.whileBlocking(() => open(flags, runtime));
  try {
    const content = await readContent(flags, attachments, runtime);
    const toolbox = starting && (await raceAbort(starting, signal));
    const { model, conversation, system } = session;
    const request = buildRequest(
      { ...settings, model, system, tools: toolbox?.tools, schema, cache: false },
      messagesOf([...conversation, { type: 'prompt', content, time: '' }], model),
    );
    const tokens = await provider.countTokens(request, signal);
    const isText = settings.outputFormat === 'text';
    await stdout.write(isText ? `${tokens}\n` : `${JSON.stringify({ input_tokens: tokens })}\n`);
    return EXIT.complete.code;
  } finally {
    await starting?.then((toolbox) => toolbox.close());
  }
}

async function open(flags: Flags, runtime: Runtime) {
  const { settings } = runtime;
  const { system, file, mcpConfig } = settings;
  const provider = await runtime.chooseProvider(settings);
  const systemPrompt = system === undefined ? undefined : textOrFile(system, 'system prompt');
  const extraction = await chooseExtraction(settings, false);
  const session = openSession(createSessions(false, runtime.notify), settings, flags, systemPrompt);
  const attachments =
    file && (await import('../runtime/attachments/open-attachments.ts')).openAttachments(file, settings, runtime);
  const starting =
    mcpConfig &&
    (await import('../runtime/tools/start-toolbox.ts')).startToolbox(settings, provider.reservedToolNames, runtime);
  return { provider, schema: extraction?.schema, session, attachments, starting };
}

/** The prompt to count. Attachments can be counted alone. */
async function readContent(
  { words }: Flags,
  attachments: Awaited<ReturnType<typeof open>>['attachments'],
  { settings, signal, notify }: Runtime,
): Promise<Content> {
  const input = await pipedText(settings, signal, notify);
  return attachments === undefined ? composePrompt(words, input) : attachments.with(composedPrompt(words, input));
}
