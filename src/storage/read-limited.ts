import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { ProblemError, usageProblem } from '../core/problem/problem.ts';
import { fileReason } from './file-error.ts';

const MB = 1024 * 1024;

/** The most that is read of a file, by what it is for. What goes into a request has the API's limits instead. */
export const FILE_LIMITS = {
  /** A config, an MCP config, a JSON Schema. */
  settings: MB,
  recording: 64 * MB,
  history: 64 * MB,
  /** No more than fits into a string. */
  journal: 500 * MB,
} as const;

const PIECE = 64 * 1024;

/** The rest of an open file, but at most `maxBytes`. The size that the system tells is not trusted: it may be endless. */
export function readUpTo(file: number, maxBytes: number): Buffer {
  const pieces: Buffer[] = [];
  for (let left = maxBytes; left > 0;) {
    const piece = Buffer.allocUnsafe(Math.min(PIECE, left));
    const length = readSync(file, piece);
    if (length === 0) break;
    pieces.push(piece.subarray(0, length));
    left -= length;
  }
  return Buffer.concat(pieces);
}

/**
 * All of a file. Throws a usage problem if it cannot be read, or is larger than `maxBytes`, of which no more is read
 * whatever its size is said to be. `name`: what messages call it, if not by its path.
 */
export function readLimited(path: string, maxBytes: number, name = path): Buffer {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    if (fstatSync(file).size > maxBytes) throw tooLarge(name, maxBytes);
    const bytes = readUpTo(file, maxBytes + 1);
    if (bytes.length > maxBytes) throw tooLarge(name, maxBytes);
    return bytes;
  } catch (error) {
    throw error instanceof ProblemError ? error : usageProblem(`${name}: ${fileReason(error)}`);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** The bytes of a stream as they come. Throws a usage problem as soon as there are more than `maxBytes`. */
export async function* limitStream(
  bytes: AsyncIterable<Uint8Array>,
  maxBytes: number,
  name: string,
): AsyncGenerator<Uint8Array, void> {
  let length = 0;
  for await (const chunk of bytes) {
    length += chunk.length;
    if (length > maxBytes) throw tooLarge(name, maxBytes);
    yield chunk;
  }
}

export const tooLarge = (name: string, maxBytes: number): ProblemError =>
  usageProblem(`${name} is too large: the limit is ${maxBytes / MB} MB`);
