import { createReadStream } from 'node:fs';
import { EXIT, usageProblem } from '../core/problem.ts';
import { interruptionCode, type Interruption } from '../core/reply.ts';
import type { Settings } from '../core/settings.ts';
import { render as renderAll } from '../modes/render.ts';
import { createMarkdownWriter } from './markdown-writer.ts';
import type { Run } from './run.ts';

/** `claude-stream render`: Markdown from a file or standard input, on stdout as a reply would be shown. */
export async function render(file: string | undefined, settings: Settings, run: Run): Promise<number> {
  if ((file ?? '-') === '-' && process.stdin.isTTY) {
    throw usageProblem('nothing to render', 'name a file or pipe in Markdown: claude-stream render README.md');
  }
  const source = (file ?? '-') === '-' ? process.stdin : createReadStream(file!);
  run.signal.addEventListener('abort', () => source.destroy());
  run.handleSignals();
  const writer = createMarkdownWriter(settings, run);
  try {
    await renderAll(source as AsyncIterable<Uint8Array>, writer);
  } catch (error) {
    if (!run.signal.aborted) throw usageProblem(`cannot read ${file ?? 'standard input'}: ${(error as Error).message}`);
  }
  // A signal that ends the program before in a pipe comes just behind the end of what it gave.
  await new Promise((resolve) => setImmediate(resolve));
  return run.signal.aborted ? interruptionCode(run.signal.reason as Interruption) : EXIT.complete.code;
}
