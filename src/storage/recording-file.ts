import {
  closeSync,
  constants,
  createReadStream,
  existsSync,
  fchmodSync,
  fstatSync,
  openSync,
  statSync,
  unlinkSync,
} from 'node:fs';
import { usageProblem, type ProblemError } from '../core/problem/problem.ts';
import { fileReason } from './file-error.ts';
import { writeAll } from './write-all.ts';

/** A recording contains the conversation, so only its owner may read it. */
const OWNER_ONLY = 0o600;

/**
 * A file for recordings. Throws a usage problem at once, before anything is sent, if it cannot be written. An older
 * recording stays until the first `open`; each `open` starts the file over. If the disk fills up, the recording ends and
 * `onFailure` is called, but the reply continues.
 */
export function createRecordingFile(path: string, onFailure: (why: string) => void) {
  checkWritable(path);
  return function open() {
    let file: number | undefined;
    const attempt = (action: () => void) => {
      try {
        action();
      } catch (error) {
        if (file !== undefined) closeSync(file);
        file = undefined;
        onFailure(fileReason(error, 'no such folder'));
      }
    };
    attempt(() => {
      file = openSync(path, flagsFor(path), OWNER_ONLY);
      // The mode above applies only to new files. A device must stay open to others.
      if (fstatSync(file).isFile()) fchmodSync(file, OWNER_ONLY);
    });
    return {
      write(bytes: Uint8Array) {
        const to = file;
        if (to !== undefined) attempt(() => writeAll(to, bytes));
      },
      close() {
        if (file !== undefined) closeSync(file);
        file = undefined;
      },
    };
  };
}

/** A FIFO is opened so that nothing waits for its reader: what does not fit is a failure. */
function flagsFor(path: string): string | number {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFIFO() === true ? constants.O_RDWR | constants.O_NONBLOCK : 'w';
}

function checkWritable(path: string): void {
  try {
    if (existsSync(path)) {
      closeSync(openSync(path, 'r+'));
    } else {
      closeSync(openSync(path, 'wx', OWNER_ONLY));
      unlinkSync(path);
    }
  } catch (error) {
    throw usageProblem(`cannot write ${path}: ${fileReason(error, 'no such folder')}`);
  }
}

/**
 * The bytes of a recording. It is opened at once. Throws a usage problem, then or later, if it cannot be read.
 * `recordingTo`: the file that this run records to, which must be another.
 */
export function readRecording(path: string | URL, recordingTo?: string): AsyncIterable<Uint8Array> {
  const file = openToRead(path);
  if (recordingTo !== undefined && isSameFile(file, recordingTo)) {
    throw usageProblem('--record and --replay name the same file', 'it would be overwritten before the replay');
  }
  return bytesOf(file, path);
}

async function* bytesOf(file: number, path: string | URL): AsyncGenerator<Uint8Array, void> {
  try {
    yield* createReadStream('', { fd: file }) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw cannotRead(path, error);
  }
}

function openToRead(path: string | URL): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    throw cannotRead(path, error);
  }
}

const cannotRead = (path: string | URL, error: unknown): ProblemError =>
  usageProblem(`${String(path)}: ${fileReason(error)}`);

function isSameFile(file: number, path: string): boolean {
  const other = statSync(path, { throwIfNoEntry: false });
  const own = fstatSync(file);
  return other?.isFile() === true && other.dev === own.dev && other.ino === own.ino;
}
