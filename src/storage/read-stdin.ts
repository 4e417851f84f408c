import { fstatSync, statSync } from 'node:fs';
import { devNull } from 'node:os';
import { LIMITS } from '../core/conversation/attachment.ts';
import { ProblemError, usageProblem } from '../core/problem/problem.ts';
import { fileReason } from './file-error.ts';
import { limitStream, readUpTo, tooLarge } from './read-limited.ts';

/** How long to wait for the first byte before the user is told. */
const NOTICE_AFTER_MS = 2_000;
/** It becomes part of a request. */
const MAX_BYTES = LIMITS.request;
const NAME = 'standard input';

/**
 * Standard input, if it is a file or /dev/null; `undefined`: reading it may have to wait. Throws a usage problem if it is
 * too large.
 */
export function readStdinAtOnce(): Uint8Array | undefined {
  try {
    const stats = fstatSync(0);
    if (stats.isDirectory()) throw usageProblem(`${NAME} is a directory`);
    if (!stats.isFile())
      return stats.isCharacterDevice() && stats.rdev === statSync(devNull).rdev ? new Uint8Array() : undefined;
    const bytes = readUpTo(0, MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) throw tooLarge(NAME, MAX_BYTES);
    return bytes;
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    return undefined;
  }
}

/**
 * Reads standard input to its end, whatever it is: a pipe, a file, a socket, /dev/null. Calls `onWaiting` if nothing
 * arrives for a while. Throws a usage problem as soon as it is too large, or the signal's reason when that is aborted.
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
    for await (const chunk of limitStream(stdin, MAX_BYTES, NAME)) {
      clearTimeout(timer);
      chunks.push(chunk);
    }
    signal.throwIfAborted();
    return Buffer.concat(chunks);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ProblemError) throw error;
    throw usageProblem(`cannot read ${NAME}: ${fileReason(error)}`, 'use --no-stdin to ignore it');
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}
