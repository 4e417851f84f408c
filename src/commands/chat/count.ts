import type { Flags } from '../../core/config/settings.ts';
import { messagesOf } from '../../core/conversation/messages.ts';
import { composedPrompt, composePrompt } from '../../core/conversation/prompt.ts';
import { raceAbort } from '../../core/problem/interruption.ts';
import { EXIT } from '../../core/problem/problem.ts';
import { buildRequest } from '../../core/reply/request.ts';
import { chooseExtraction } from '../../runtime/screen/choose-extraction.ts';
import { namedFiles, openInputs, openTools } from '../../runtime/open-inputs.ts';
import { createSessions, openSession } from '../../runtime/open-sessions.ts';
import { pipedText } from '../../runtime/piped-text.ts';
import type { Runtime } from '../../runtime/runtime.ts';

/** `--count`: prints how many tokens the prompt has, as a number or as JSON. Asks for no reply and saves nothing. */
export async function runCount(flags: Flags, runtime: Runtime): Promise<number> {
  const { settings, stdout, signal, notify } = runtime;
  const opened = await runtime.whileOpening(namedFiles(settings), () => open(flags, runtime));
  const { provider, schema, session, attachments } = opened;
  const tools = opened.startTools?.();
  try {
    const input = await pipedText(settings, signal, notify);
    // Attachments can be counted alone.
    const content = attachments
      ? (await attachments.with(composedPrompt(flags.words, input))).content
      : composePrompt(flags.words, input);
    const ready = tools && (await raceAbort(tools.ready(), signal));
    const { model, conversation, system } = session;
    const request = buildRequest(
      { ...settings, model, system, tools: ready?.toolbox.tools, schema, cache: false },
      messagesOf([...conversation, { type: 'prompt', content, time: '' }], model),
    );
    const tokens = await provider.countTokens(request, signal);
    const isText = settings.outputFormat === 'text';
    await stdout.write(isText ? `${tokens}\n` : `${JSON.stringify({ input_tokens: tokens })}\n`);
    return EXIT.complete.code;
  } finally {
    await tools?.close();
  }
}

async function open(flags: Flags, runtime: Runtime) {
  const { settings, notify } = runtime;
  const { provider, system, attachments } = await openInputs(runtime);
  const extraction = await chooseExtraction(settings, false, runtime.signal);
  const session = openSession(createSessions(false, notify), settings, flags, system);
  const startTools = await openTools(false, provider, runtime, async () => undefined);
  return { provider, schema: extraction?.schema, session, attachments, startTools };
}
