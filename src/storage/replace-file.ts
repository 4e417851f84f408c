import {
  closeSync,
  fchmodSync,
  fsyncSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
} from 'node:fs';
import { dirname, isAbsolute } from 'node:path';
import { quietly } from '../core/problem/quietly.ts';
import { makeFolder } from './make-folder.ts';
import { writeAll } from './write-all.ts';

/**
 * Replaces a file, completely or not at all, or creates it for its owner alone. It keeps its permissions, and a symbolic
 * link stays one. Throws the system's error.
 */
export function replaceFile(path: string, text: string): void {
  const target = followLinks(path);
  makeFolder(dirname(target));
  const mode = statSync(target, { throwIfNoEntry: false })?.mode ?? 0o600;
  const next = `${target}.${crypto.randomUUID()}.new`;
  const file = openSync(next, 'wx', 0o600);
  try {
    try {
      writeAll(file, Buffer.from(text));
      fchmodSync(file, mode & 0o777);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(next, target);
  } catch (error) {
    quietly(() => unlinkSync(next));
    throw error;
  }
}

/** A symbolic link stays one: the file that it points to is replaced, or created. */
export function followLinks(path: string): string {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return path;
  try {
    return realpathSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const target = readlinkSync(path);
    // Not normalized: `none/../a` leads nowhere.
    return followLinks(isAbsolute(target) ? target : `${realpathSync(dirname(path))}/${target}`);
  }
}
