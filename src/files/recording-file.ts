import { closeSync, createReadStream, fchmodSync, openSync, writeSync } from 'node:fs';
import { usageProblem } from '../core/problem.ts';

/** Only its owner may read a recording: it holds what was talked about. */
const OWNER_ONLY = 0o600;

/**
 * A file for recordings, opened at once so that a bad path fails before anything is sent. Each `open` begins it anew.
 * A disk that fills up ends the recording and is told to `onFailure`, once; the reply goes on.
 */
export function createRecordingFile(path: string, onFailure: (why: string) => void) {
  let first: number | undefined = openToWrite(path);
  return function open() {
    let file: number | undefined = first ?? openToWrite(path);
    first = undefined;
    return {
      write(bytes: Uint8Array) {
        if (file === undefined) return;
        try {
          for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
        } catch (error) {
          closeSync(file);
          file = undefined;
          onFailure(`${path}: ${(error as Error).message}`);
        }
      },
      close() {
        if (file !== undefined) closeSync(file);
        file = undefined;
      },
    };
  };
}

function openToWrite(path: string): number {
  try {
    const file = openSync(path, 'w', OWNER_ONLY);
    // The mode above is only for a file that was not there yet.
    fchmodSync(file, OWNER_ONLY);
    return file;
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
