import { chmodSync, closeSync, openSync, realpathSync, renameSync, statSync, unlinkSync, type Stats } from 'node:fs';
import type { View } from '../core/reply/ports.ts';
import { createFlusher } from '../core/text/flush.ts';
import type { SavedText } from '../core/reply/summary.ts';
import { usageProblem, type ProblemError } from '../core/problem/problem.ts';
import { writeAll } from './write-all.ts';

export interface OutputFile extends View {
  /** Known once the reply has ended. */
  saved(): SavedText | undefined;
  /** There will be no reply: what was opened for it goes. */
  discard(): void;
}

/**
 * Writes the raw text of a reply to a file as it comes: to `<path>.partial`, which takes the file's name when the reply
 * is complete, so that a reply that was cut or killed is kept and never stands where a whole one is expected.
 * What is no regular file (a FIFO, /dev/null) is written as it is. Throws a usage problem if the path cannot be written.
 */
export function openOutputFile(path: string): OutputFile {
  const target = resolveTarget(path);
  // Under /dev and /proc stand names of open files, stdout's too, and none that could be replaced.
  const direct = /^\/(dev|proc)\//.test(path) || (target.stats !== undefined && !target.stats.isFile());
  const file = direct ? openDirect(path) : openPartial(target.path);
  const flusher = createFlusher('delta');
  let failure: string | undefined;
  let saved: SavedText | undefined;

  const attempt = (action: () => void) => {
    if (failure !== undefined) return;
    try {
      action();
    } catch (error) {
      failure = (error as Error).message;
    }
  };
  const write = (text: string) => attempt(() => writeAll(file.descriptor, Buffer.from(text)));

  return {
    show(event) {
      if (event.type === 'text') write(flusher.push(event.text));
      if (event.type !== 'end') return;
      write(flusher.end());
      attempt(() => closeSync(file.descriptor));
      const whole = event.reply.outcome.status === 'complete';
      if (whole && !direct) attempt(() => takeName(file.path, target));
      const partial = !direct && (!whole || failure !== undefined);
      if (partial && event.reply.text === '') discard(file.path);
      else saved = { path: partial ? file.path : path, partial, failure };
    },
    saved: () => saved,
    discard() {
      closeSync(file.descriptor);
      if (!direct) discard(file.path);
    },
  };
}

function resolveTarget(path: string): { path: string; stats: Stats | undefined } {
  try {
    // A link stays a link: the file that it points to is replaced.
    const real = realpathSync(path);
    return { path: real, stats: statSync(real) };
  } catch {
    return { path, stats: undefined };
  }
}

function openDirect(path: string): { path: string; descriptor: number } {
  try {
    return { path, descriptor: openSync(path, 'a') };
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

/** A partial that an earlier run left is somebody's text: it is not written over. */
function openPartial(path: string): { path: string; descriptor: number } {
  for (let n = 1; ; n++) {
    const partial = `${path}.partial${n === 1 ? '' : `-${n}`}`;
    try {
      return { path: partial, descriptor: openSync(partial, 'wx') };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST' && n < 1000) continue;
      throw cannotWrite(path, error);
    }
  }
}

function cannotWrite(path: string, error: unknown): ProblemError {
  // Node's message ends with the call and its path, which may be that of the partial.
  return usageProblem(`cannot write ${path}: ${(error as Error).message.replace(/, \w+ '[^]*$/, '')}`);
}

function takeName(partial: string, target: { path: string; stats: Stats | undefined }): void {
  if (target.stats !== undefined) chmodSync(partial, target.stats.mode & 0o777);
  renameSync(partial, target.path);
}

function discard(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It is empty: there is nothing to lose, and nothing to tell.
  }
}
