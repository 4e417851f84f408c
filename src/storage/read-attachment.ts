import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import type { AttachmentInput } from '../core/conversation/attachment.ts';
import { usageProblem } from '../core/problem/problem.ts';

const PIECE = 256 * 1024;

/** What a path names, to its end or until it is more than `most` bytes. Throws a usage problem if it cannot be read. */
export function readAttachment(path: string, most: number): AttachmentInput {
  let file: number | undefined;
  try {
    if (statSync(path).isDirectory()) throw usageProblem(`${path} is a directory`, 'attach the files in it instead');
    file = openSync(path, 'r');
    const bytes = readUpTo(file, most + 1);
    const stats = fstatSync(file);
    return { name: path, bytes, size: stats.isFile() ? Math.max(stats.size, bytes.length) : bytes.length };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // What has no code is ours.
    throw code === undefined ? error : usageProblem(`cannot read the attachment: ${message}`);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function readUpTo(file: number, most: number): Uint8Array {
  const pieces: Uint8Array[] = [];
  for (let left = most; left > 0;) {
    const piece = Buffer.allocUnsafe(Math.min(PIECE, left));
    const length = readSync(file, piece);
    if (length === 0) break;
    pieces.push(piece.subarray(0, length));
    left -= length;
  }
  return Buffer.concat(pieces);
}

/** Whether a path names a file with content of its own: no folder, and nothing that reading may wait for. */
export function isRegularFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
