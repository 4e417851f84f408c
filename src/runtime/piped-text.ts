import { isatty } from 'node:tty';
import type { Settings } from '../core/config/settings.ts';
import { decodeUtf8 } from '../core/text/utf8.ts';
import { readStdin, readStdinAtOnce } from '../storage/read-stdin.ts';
import type { Notify } from '../core/reply/ports.ts';

/** The text on standard input, if that is not a terminal; `undefined`: it is not to be read. */
export async function pipedText(
  { stdin, file }: Pick<Settings, 'stdin' | 'file'>,
  signal: AbortSignal,
  notify: Notify,
): Promise<string | undefined> {
  // As an attachment it is not part of the prompt.
  if (!stdin || file?.includes('-') === true || isatty(0)) return undefined;
  const bytes = await pipedBytes(signal, () => notify.info(`${WAITING} (use --no-stdin to ignore it)`));
  return decodeUtf8(bytes, 'standard input');
}

const WAITING = 'waiting for standard input to end';

/** The bytes on standard input, whatever they are. */
async function pipedBytes(signal: AbortSignal, onWaiting: () => unknown): Promise<Uint8Array> {
  return readStdinAtOnce() ?? (await readStdin(process.stdin, signal, onWaiting));
}

/** The same, for an attachment. */
export const attachedStdin = (signal: AbortSignal, notify: Notify): Promise<Uint8Array> =>
  pipedBytes(signal, () => notify.info(WAITING));
