import { isatty } from 'node:tty';
import type { Settings } from '../core/settings.ts';
import { decodeUtf8 } from '../core/utf8.ts';
import { readStdin, readStdinAtOnce } from '../files/read-stdin.ts';
import type { Run } from './run.ts';

/** What is on standard input, if that is no terminal; `undefined`: nothing is to be read, or the run was interrupted. */
export async function pipedText(settings: Settings, run: Run): Promise<string | undefined> {
  // As an attachment it is no part of the prompt.
  if (!settings.stdin || settings.file?.includes('-') === true || isatty(0)) return undefined;
  const bytes = await pipedBytes(settings, run);
  return bytes === undefined ? undefined : decodeUtf8(bytes, 'standard input');
}

/** The bytes on standard input, whatever they are; `undefined`: the run was interrupted. */
export async function pipedBytes(settings: Settings, { stderr, signal }: Run): Promise<Uint8Array | undefined> {
  const leave = settings.file?.includes('-') === true ? '' : ' (use --no-stdin to ignore it)';
  const onWaiting = () => {
    if (!settings.quiet) void stderr.write(`claude-stream: waiting for standard input to end${leave}\n`);
  };
  return readStdinAtOnce() ?? (await readStdin(process.stdin, signal, onWaiting));
}
