import { fstatSync, readFileSync, statSync } from 'node:fs';
import { devNull } from 'node:os';
import { ProblemError, usageProblem } from '../core/problem/problem.ts';

/** How long to wait for the first byte before the user is told. */
const NOTICE_AFTER_MS = 2_000;

/** Standard input, if it is a file or /dev/null; `undefined`: reading it may have to wait. */
export function readStdinAtOnce(): Uint8Array | undefined {
  try {
    const stats = fstatSync(0);
    if (stats.isDirectory()) throw usageProblem('standard input is a directory');
    if (stats.isFile()) return readFileSync(0);
    return stats.isCharacterDevice() && stats.rdev === statSync(devNull).rdev ? new Uint8Array() : undefined;
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    return undefined;
  }
}

/**
 * Reads standard input to its end, whatever it is: a pipe, a file, a socket, /dev/null. Calls `onWaiting` if nothing
 * arrives for a while. Throws the signal's reason when that is aborted.
 */
export async function readStdin(
  stdin: NodeJS.ReadStream,
  signal: AbortSignal,
  onWaiting: () => unknown,
): Promise<Uint8Array> {
  const timer = setTimeout(onWaiting, NOTICE_AFTER_MS);
  const stop = () => stdin.destroy();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const chunks: Uint8Array[] = [];
    for await (const chunk of stdin) {
      clearTimeout(timer);
      chunks.push(chunk as Uint8Array);
    }
    signal.throwIfAborted();
    return Buffer.concat(chunks);
  } catch (error) {
    signal.throwIfAborted();
    throw usageProblem(`cannot read standard input: ${(error as Error).message}`, 'use --no-stdin to ignore it');
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}
