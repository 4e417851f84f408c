import { useColor } from '../../core/config/use-color.ts';
import { fold } from '../../core/text/fold.ts';
import { EXIT } from '../../core/problem/problem.ts';
import { interruptionCode, type Interruption } from '../../core/reply/reply.ts';
import { sanitize } from '../../core/text/sanitize.ts';
import { cutMark, transcriptOf, type Said } from '../../core/conversation/transcript.ts';
import { transcriptJson } from '../../export/transcript-json.ts';
import { quoted, quotedTranscript } from '../../export/transcript-markdown.ts';
import { readSession } from '../../storage/sessions/session-folder.ts';
import type { KeyboardOwner } from '../../runtime/markdown-writer.ts';
import { wanted, write, writeJson, type SessionsContext } from './context.ts';

/** `sessions show`: what was said; on a terminal the replies as they were shown when they came. */
export async function show(context: SessionsContext): Promise<number> {
  const { settings, run, terminal } = context;
  const restored = readSession(wanted(context));
  const said = transcriptOf(restored.conversation);
  const renders = settings.markdown === 'always' || (settings.markdown === 'auto' && terminal);
  if (run.format === 'text' && renders) {
    // The terminal is in our hands while a reply is shown, and has to be given back.
    run.handleSignals();
    return render(said, context);
  }
  if (run.format === 'text') await write(quotedTranscript(said), context);
  else await writeJson(transcriptJson(restored), context);
  return EXIT.complete.code;
}

/** Shows what was said, as it was shown when it was. `keyboard`: who has the keys, if they are not to be taken. */
export async function render(
  said: readonly Said[],
  context: Pick<SessionsContext, 'settings' | 'run' | 'terminal'>,
  keyboard?: KeyboardOwner,
): Promise<number> {
  const { settings, run, terminal } = context;
  const [{ createMarkdownWriter }, { createPaints }, { wrapStyled }] = await Promise.all([
    import('../../runtime/markdown-writer.ts'),
    import('../../markdown/theme.ts'),
    import('../../markdown/wrap.ts'),
  ]);
  const paints = createPaints(useColor(settings.color, process.env, terminal) ? 1 : 0, settings.theme);
  const columns = settings.width ?? (terminal ? process.stdout.columns - 1 : undefined);
  const rowsOf = (line: string, width = Number.POSITIVE_INFINITY): string[] => {
    const indent = /^ */.exec(line)![0].slice(0, Math.max(0, width / 2));
    const room = Math.max(1, width - indent.length);
    return wrapStyled(line.trimStart(), room === Number.POSITIVE_INFINITY ? undefined : room).map(
      (row) => indent + row,
    );
  };
  /** As it was typed, in quotes; what was typed first stands out. */
  const promptRows = (text: string) =>
    sanitize(text)
      .split('\n')
      .flatMap((line, index) =>
        rowsOf(line.replaceAll('\t', '    '), columns && columns - 2).map((row) =>
          index === 0 ? paints.strong(quoted(row)) : quoted(row),
        ),
      );
  for (const [index, one] of said.entries()) {
    if (run.signal.aborted) break;
    if (index > 0) await run.stdout.write('\n');
    if (one.who === 'prompt') {
      await run.stdout.write(promptRows(one.text).join('\n') + '\n');
      continue;
    }
    if (one.text !== '') {
      const writer = createMarkdownWriter(settings, run, keyboard);
      await writer.write(one.text);
      await writer.end();
    }
    const mark = cutMark(one);
    const gap = one.text === '' ? '' : '\n';
    if (mark !== undefined) await run.stdout.write(`${gap}${paints.emphasis(fold(mark, columns))}\n`);
  }
  return run.signal.aborted ? interruptionCode(run.signal.reason as Interruption) : EXIT.complete.code;
}
