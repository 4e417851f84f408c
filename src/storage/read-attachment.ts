import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import type { AttachmentInput } from '../core/conversation/attachment.ts';
import { usageProblem } from '../core/problem/problem.ts';
import { quietly } from '../core/problem/quietly.ts';

const PIECE = 256 * 1024;

/** Reads a file, at most one byte beyond `maxBytes`. Throws a usage problem if it cannot be read. */
export function readAttachment(path: string, maxBytes: number): AttachmentInput {
  let file: number | undefined;
  try {
    if (statSync(path).isDirectory()) throw usageProblem(`${path} is a directory`, 'attach the files in it instead');
    file = openSync(path, 'r');
    const bytes = readUpTo(file, maxBytes + 1);
    const stats = fstatSync(file);
    return { name: path, bytes, size: stats.isFile() ? Math.max(stats.size, bytes.length) : bytes.length };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // An error without a code is our own.
    throw code === undefined ? error : usageProblem(`cannot read the attachment: ${message}`);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function readUpTo(file: number, maxBytes: number): Uint8Array {
  const pieces: Uint8Array[] = [];
  for (let left = maxBytes; left > 0;) {
    const piece = Buffer.allocUnsafe(Math.min(PIECE, left));
    const length = readSync(file, piece);
    if (length === 0) break;
    pieces.push(piece.subarray(0, length));
    left -= length;
  }
  return Buffer.concat(pieces);
}

/** Whether a path names an ordinary file, not a folder or anything that reading may have to wait for. */
export const isRegularFile = (path: string): boolean => quietly(() => statSync(path).isFile()) === true;
