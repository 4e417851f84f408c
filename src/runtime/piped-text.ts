import { isatty } from 'node:tty';
import type { Settings } from '../core/config/settings.ts';
import { decodeUtf8 } from '../core/text/utf8.ts';
import { readStdin, readStdinAtOnce } from '../storage/read-stdin.ts';
import type { Notify } from '../core/reply/ports.ts';

/** The text piped to standard input; `undefined`: nothing is piped, or it is not part of the prompt. */
export async function pipedText(
  { stdin, file }: Pick<Settings, 'stdin' | 'file'>,
  signal: AbortSignal,
  notify: Notify,
): Promise<string | undefined> {
  if (!stdin || file?.includes('-') === true || isatty(0)) return undefined;
  const bytes = await pipedBytes(signal, () => notify.info(`${WAITING} (use --no-stdin to ignore it)`));
  return decodeUtf8(bytes, 'standard input');
}

const WAITING = 'waiting for standard input to end';

/** The bytes on standard input, text or not. */
async function pipedBytes(signal: AbortSignal, onWaiting: () => unknown): Promise<Uint8Array> {
  return readStdinAtOnce() ?? (await readStdin(process.stdin, signal, onWaiting));
}

/** The bytes of standard input as an attachment. */
export const attachedStdin = (signal: AbortSignal, notify: Notify): Promise<Uint8Array> =>
  pipedBytes(signal, () => notify.info(WAITING));
