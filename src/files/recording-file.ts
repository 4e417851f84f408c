import { closeSync, createReadStream, existsSync, fchmodSync, openSync, unlinkSync } from 'node:fs';
import { usageProblem } from '../core/problem.ts';
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
        file = undefined;
        onFailure((error as Error).message);
      }
    };
    attempt(() => {
      file = openSync(path, 'w', OWNER_ONLY);
      // The mode above is only for a file that was not there yet.
      fchmodSync(file, OWNER_ONLY);
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

function makeSureOf(path: string): void {
  try {
    if (existsSync(path)) {
      closeSync(openSync(path, 'r+'));
    } else {
      closeSync(openSync(path, 'wx', OWNER_ONLY));
      unlinkSync(path);
    }
  } catch (error) {
    throw usageProblem(`the recording cannot be written: ${(error as Error).message}`);
  }
}

/** The bytes of a recording. They fail with a usage problem when the file cannot be read. */
export async function* readRecording(path: string | URL): AsyncGenerator<Uint8Array, void> {
  try {
    yield* createReadStream(path) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw usageProblem(`the recording cannot be read: ${(error as Error).message}`);
  }
}
