import { isatty } from 'node:tty';
import type { Settings } from '../core/settings.ts';
import { decodeUtf8 } from '../core/utf8.ts';
import { readStdin, readStdinAtOnce } from '../files/read-stdin.ts';
import type { Run } from './run.ts';

/** What is on standard input, if that is no terminal; `undefined`: nothing is to be read, or the run was interrupted. */
export async function pipedText({ stdin }: Settings, { stderr, signal }: Run): Promise<string | undefined> {
  if (!stdin || isatty(0)) return undefined;
  const onWaiting = () => {
    void stderr.write('claude-stream: waiting for standard input to end (--no-stdin leaves it alone)\n');
  };
  const bytes = readStdinAtOnce() ?? (await readStdin(process.stdin, signal, onWaiting));
  return bytes === undefined ? undefined : decodeUtf8(bytes, 'standard input');
}
