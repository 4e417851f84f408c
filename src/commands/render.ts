import { createReadStream } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { EXIT, usageProblem } from '../core/problem/problem.ts';
import type { TextWriter } from '../core/reply/ports.ts';
import { fileReason } from '../storage/file-error.ts';
import type { Command } from './command.ts';

/** `claude-stream render`: shows Markdown from a file or standard input like a reply. */
export const render: Command = {
  describe: (program) =>
    program
      .command('render')
      .description('render Markdown from a file or a pipe as it arrives')
      .argument('[file]', 'file to render (default: standard input)')
      .addHelpText('after', EXAMPLES),

  async run({ words: [file = '-'] }, runtime) {
    const { signal } = runtime;
    if (file === '-' && process.stdin.isTTY) {
      throw usageProblem('nothing to render', 'name a file or pipe in Markdown: claude-stream render README.md');
    }
    const source = file === '-' ? process.stdin : createReadStream(file);
    signal.addEventListener('abort', () => source.destroy());
    const { createMarkdownWriter } = await import('../runtime/screen/markdown-writer.ts');
    try {
      await renderAll(source as AsyncIterable<Uint8Array>, createMarkdownWriter(runtime.settings, runtime));
    } catch (error) {
      signal.throwIfAborted();
      throw usageProblem(`${file === '-' ? 'standard input' : file}: ${fileReason(error)}`);
    }
    // If a signal ended the previous program in a pipe, this program gets it just after the end of that one's output.
    await setImmediate();
    signal.throwIfAborted();
    return EXIT.complete.code;
  },
};

/** Writes the text of `source` as it arrives, and finishes the output even if the source fails. */
async function renderAll(source: AsyncIterable<Uint8Array>, writer: TextWriter): Promise<void> {
  const decoder = new TextDecoder();
  try {
    for await (const chunk of source) await writer.write(decoder.decode(chunk, { stream: true }));
  } finally {
    await writer.write(decoder.decode());
    await writer.end();
  }
}

const EXAMPLES = `
--width, --wrap, --math, --emphasis, --color and --links work as they do for replies.

Examples:
  claude-stream render README.md
  ollama run llama "explain tides" | claude-stream render`;
