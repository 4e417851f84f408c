import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Longer than most sessions are. */
const FIRST_BYTES = 256 * 1024;

/**
 * Reads one file after another into the same memory: what `read` gives is good until it is called again. `undefined`:
 * the file cannot be read, mostly since it has gone.
 */
export function createReader(): (path: string) => Buffer | undefined {
  let memory = Buffer.allocUnsafeSlow(FIRST_BYTES);
  return function read(path) {
    let file: number | undefined;
    try {
      file = openSync(path, 'r');
      let length = 0;
      for (;;) {
        const count = readSync(file, memory, length, memory.length - length, null);
        length += count;
        if (count === 0) return memory.subarray(0, length);
        if (length === memory.length) memory = grown(memory, fstatSync(file).size);
      }
    } catch {
      return undefined;
    } finally {
      if (file !== undefined) closeSync(file);
    }
  };
}

function grown(memory: Buffer, size: number) {
  const larger = Buffer.allocUnsafeSlow(Math.max(memory.length * 2, size + 1));
  memory.copy(larger);
  return larger;
}
