import { readFileSync } from 'node:fs';
import { usageProblem } from '../core/problem/problem.ts';
import { decodeUtf8 } from '../core/text/utf8.ts';

/** The text in the file of `@file`, or the value itself. Throws a usage problem if the file cannot be read. */
export function textOrFile(value: string, what: string): string {
  return value.startsWith('@') ? readTextFile(value.slice(1), what) : value;
}

/** The text in a file. `what` it is called in messages. Throws a usage problem if it cannot be read. */
export const readTextFile = (path: string, what: string): string => decodeUtf8(readBytes(path, `the ${what}`), path);

/** Throws a usage problem if the file cannot be read. */
export function readBytes(path: string, what: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw usageProblem(`cannot read ${what}: ${(error as Error).message}`);
  }
}
