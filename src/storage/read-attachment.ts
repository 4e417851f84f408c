import { closeSync, fstatSync, openSync, statSync } from 'node:fs';
import type { AttachmentInput } from '../core/conversation/attachment.ts';
import { ProblemError, usageProblem } from '../core/problem/problem.ts';
import { quietly } from '../core/problem/quietly.ts';
import { fileReason } from './file-error.ts';
import { readUpTo } from './read-limited.ts';

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
    throw error instanceof ProblemError ? error : usageProblem(`${path}: ${fileReason(error)}`);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Whether a path names an ordinary file, not a folder or anything that reading may have to wait for. */
export const isRegularFile = (path: string): boolean => quietly(() => statSync(path).isFile()) === true;
