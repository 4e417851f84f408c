import { useColor } from '../../core/config/use-color.ts';
import { EXIT } from '../../core/problem/problem.ts';
import { maskConversation } from '../../core/secrets/mask-reply.ts';
import type { TranscriptEntry } from '../../core/sessions/transcript.ts';
import { wrapWords } from '../../core/text/word-wrap.ts';
import { sanitize } from '../../core/text/sanitize.ts';
import type { MarkdownSettings } from '../../runtime/screen/markdown-writer.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { readSession } from '../../storage/sessions/session-folder.ts';
import { createStyles } from '../../terminal/styles.ts';
import type { Command } from '../command.ts';
import { createContext, resolveSession, write, writeJson } from './context.ts';
import { describeBelow, ID, JSON_FLAG } from './describe.ts';

/** Where nobody says how wide it is. */
const DEFAULT_COLUMNS = 80;

/** `sessions show`: prints a conversation, on a terminal as it looked live. */
export const show: Command = {
  describe: (program) =>
    describeBelow(program, 'show', 'print a conversation', 'show bcdfghjk')
      .argument('[id]', ID)
      .option('--raw', 'print the Markdown source')
      .option('--full', 'print whole tool calls, results and thinking')
      .option(...JSON_FLAG),

  async run({ words: [id], own }, runtime) {
    const { settings, secrets } = runtime;
    const context = createContext(runtime);
    const [{ transcriptOf }, { transcriptJson }, { quotedTranscript }] = await Promise.all([
      import('../../core/sessions/transcript.ts'),
      import('../../export/transcript-json.ts'),
      import('../../export/transcript-markdown.ts'),
    ]);
    const saved = readSession(resolveSession(id, context.folder));
    const restored = { ...saved, conversation: maskConversation(saved.conversation, secrets.mask) };
    const said = transcriptOf(restored.conversation);
    const renders = settings.markdown === 'always' || (settings.markdown === 'auto' && context.terminal);
    if (context.format !== 'text') await writeJson(transcriptJson(restored, context.costOf), context);
    else if (renders) await renderTranscript(said, settings, runtime, { isWhole: own?.['full'] === true });
    else await write(quotedTranscript(said), context);
    return EXIT.complete.code;
  },
};

export interface HowToRender {
  /** Whether all of calls, results and thinking is shown. */
  readonly isWhole?: boolean;
  /** How to see all of a call, by its number, or of thinking. */
  readonly showAll?: (call: number | undefined) => string | undefined;
}

/** Shows a transcript as it was shown live. */
export async function renderTranscript(
  said: readonly TranscriptEntry[],
  settings: MarkdownSettings,
  deps: Pick<Runtime, 'stdout' | 'signal' | 'terminal' | 'bottom'>,
  { isWhole = false, showAll = () => '--full' }: HowToRender = {},
): Promise<void> {
  const { stdout, signal } = deps;
  const terminal = process.stdout.isTTY;
  const [{ createMarkdownWriter }, { promptRows }, { widthOf }, { cutMark }, { callAndResultRows, thinkingRows }] =
    await Promise.all([
      import('../../runtime/screen/markdown-writer.ts'),
      import('../../terminal/input/prompt-rows.ts'),
      import('../../markdown/layout/width.ts'),
      import('../../core/sessions/transcript.ts'),
      import('../../core/calls/call-rows.ts'),
    ]);
  const styles = createStyles(useColor(settings.color, process.env, terminal));
  const columns = settings.width ?? (terminal ? process.stdout.columns - 1 : undefined);
  const measure = { width: Math.max(1, columns ?? Number.POSITIVE_INFINITY), widthOf };
  for (const [index, one] of said.entries()) {
    signal.throwIfAborted();
    if (index > 0) await stdout.write('\n');
    if (one.kind === 'prompt') {
      const rows = promptRows({ text: sanitize(one.text), pastes: [] }, measure, styles);
      await stdout.write(rows.map((row) => `${row}\n`).join(''));
      continue;
    }
    for (const [at, part] of one.parts.entries()) {
      if (at > 0 && !(part.type === 'call' && one.parts[at - 1]!.type === 'call')) await stdout.write('\n');
      if (part.type === 'text') {
        const writer = createMarkdownWriter(settings, deps);
        await writer.write(part.text);
        await writer.end();
      } else {
        const number = part.type === 'call' ? part.call.number : undefined;
        const room = { columns: columns ?? DEFAULT_COLUMNS, isWhole, showAll: showAll(number) };
        const rows = part.type === 'call' ? callAndResultRows(part.call, room) : thinkingRows(part.text, room);
        await stdout.write(rows.map(({ tone, text }) => `${styles[tone](text)}\n`).join(''));
      }
    }
    const mark = cutMark(one);
    const gap = one.parts.length === 0 ? '' : '\n';
    if (mark !== undefined) await stdout.write(`${gap}${styles.hint(wrapWords(mark, columns))}\n`);
  }
  signal.throwIfAborted();
}
