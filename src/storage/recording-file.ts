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
import { writeAll } from './write-all.ts';

/** Only its owner may read a recording: it holds what was talked about. */
const OWNER_ONLY = 0o600;

/**
 * A file for recordings. That it can be written is made sure of at once, before anything is sent, but an older recording
 * stays until the first `open`; each `open` begins the file anew. A disk that fills up ends the recording and is told to
 * `onFailure`; the reply goes on.
 */
export function createRecordingFile(path: string, onFailure: (why: string) => void) {
  makeSureOf(path);
  return function open() {
    let file: number | undefined;
    const attempt = (action: () => void) => {
      try {
        action();
      } catch (error) {
        if (file !== undefined) closeSync(file);
        file = undefined;
        onFailure((error as Error).message);
      }
    };
    attempt(() => {
      file = openSync(path, flagsFor(path), OWNER_ONLY);
      // The mode above is only for a file that was not there yet. A device is not ours to close to others.
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

/** A FIFO is opened so that nothing ever waits for its other end: what it cannot take is told as a failure. */
function flagsFor(path: string): string | number {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFIFO() === true ? constants.O_RDWR | constants.O_NONBLOCK : 'w';
}

function makeSureOf(path: string): void {
  try {
    if (existsSync(path)) {
      closeSync(openSync(path, 'r+'));
    } else {
      closeSync(openSync(path, 'wx', OWNER_ONLY));
      unlinkSync(path);
    }
  } catch (error) {
    throw usageProblem(`cannot write the recording: ${(error as Error).message}`);
  }
}

/**
 * The bytes of a recording. It is opened at once; what cannot be read is a usage problem, thrown then or by the bytes.
 * `recordingTo`: where this run records, which must not be the same file.
 */
export function readRecording(path: string | URL, recordingTo?: string): AsyncIterable<Uint8Array> {
  const file = openToRead(path);
  if (recordingTo !== undefined && isSameFile(file, recordingTo)) {
    throw usageProblem('--record and --replay name the same file', 'it would be overwritten before the replay');
  }
  return bytesOf(file);
}

async function* bytesOf(file: number): AsyncGenerator<Uint8Array, void> {
  try {
    yield* createReadStream('', { fd: file }) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw cannotRead(error);
  }
}

function openToRead(path: string | URL): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    throw cannotRead(error);
  }
}

function cannotRead(error: unknown): ProblemError {
  return usageProblem(`cannot read the recording: ${(error as Error).message}`);
}

function isSameFile(file: number, path: string): boolean {
  const other = statSync(path, { throwIfNoEntry: false });
  const own = fstatSync(file);
  return other?.isFile() === true && other.dev === own.dev && other.ino === own.ino;
}
