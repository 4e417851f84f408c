import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { FILE_LIMITS } from '../read-limited.ts';

/** Larger than most sessions. */
const INITIAL_BYTES = 256 * 1024;

/**
 * Reads one file after another into the same buffer, whose content is valid until the next call. `undefined`: the file
 * cannot be read, usually because it was removed, or is larger than any journal.
 */
export function createReader(): (path: string) => Buffer | undefined {
  let buffer = Buffer.allocUnsafeSlow(INITIAL_BYTES);
  return function read(path) {
    let file: number | undefined;
    try {
      file = openSync(path, 'r');
      let length = 0;
      for (;;) {
        const count = readSync(file, buffer, length, buffer.length - length, null);
        length += count;
        if (count === 0) return buffer.subarray(0, length);
        if (length < buffer.length) continue;
        const { size } = fstatSync(file);
        if (Math.max(size, length) > FILE_LIMITS.journal) return undefined;
        buffer = enlarged(buffer, size);
      }
    } catch {
      return undefined;
    } finally {
      if (file !== undefined) closeSync(file);
    }
  };
}

function enlarged(buffer: Buffer, size: number) {
  const larger = Buffer.allocUnsafeSlow(Math.max(buffer.length * 2, size + 1));
  buffer.copy(larger);
  return larger;
}
