import { chmodSync, closeSync, openSync, renameSync, statSync, unlinkSync, type Stats } from 'node:fs';
import type { View } from '../core/reply/ports.ts';
import { createFlusher } from '../core/text/flush.ts';
import type { SavedText } from '../core/reply/summary.ts';
import { usageProblem, type ProblemError } from '../core/problem/problem.ts';
import { quietly } from '../core/problem/quietly.ts';
import { fileReason } from './file-error.ts';
import { followLinks } from './replace-file.ts';
import { writeAll } from './write-all.ts';

export interface OutputFile extends View {
  /** Known once the reply has ended. */
  saved(): SavedText | undefined;
  /** There will be no reply: removes the file that was opened for it. */
  discard(): void;
}

/**
 * Writes the raw text of a reply to a file as it arrives: to `<path>.partial`, which is renamed to `<path>` once the reply
 * is complete. So an incomplete reply is kept, but never where a complete one is expected. Anything but a regular file (a
 * FIFO, /dev/null) is written directly. Throws a usage problem if the path cannot be written.
 */
export function openOutputFile(path: string): OutputFile {
  const target = resolveTarget(path);
  // The names under /dev and /proc stand for open files, such as stdout, which cannot be replaced.
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
      failure = fileReason(error, 'no such folder');
    }
  };
  const write = (text: string) => attempt(() => writeAll(file.descriptor, Buffer.from(text)));

  return {
    show(event) {
      if (event.type === 'text') write(flusher.push(event.text));
      if (event.type !== 'end') return;
      write(flusher.end());
      attempt(() => closeSync(file.descriptor));
      const isComplete = event.reply.outcome.status === 'complete';
      if (isComplete && !direct) attempt(() => moveTo(file.path, target));
      const partial = !direct && (!isComplete || failure !== undefined);
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
    const real = followLinks(path);
    return { path: real, stats: statSync(real, { throwIfNoEntry: false }) };
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

function openDirect(path: string): { path: string; descriptor: number } {
  try {
    return { path, descriptor: openSync(path, 'a') };
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

/** Never overwrites a partial file that an earlier run has left. */
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
  return usageProblem(`cannot write ${path}: ${fileReason(error, 'no such folder')}`);
}

function moveTo(partial: string, target: { path: string; stats: Stats | undefined }): void {
  if (target.stats !== undefined) chmodSync(partial, target.stats.mode & 0o777);
  renameSync(partial, target.path);
}

/** The file is empty: if it stays, nothing is lost and the user need not know. */
const discard = (path: string) => quietly(() => unlinkSync(path));
