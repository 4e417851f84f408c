import { readFileSync } from 'node:fs';
import { usageProblem } from '../core/problem/problem.ts';
import { decodeUtf8 } from '../core/text/utf8.ts';

/** The text in the file of `@file`, or the value itself. Throws a usage problem if the file cannot be read. */
export function textOrFile(value: string, what: string): string {
  return value.startsWith('@') ? readTextFile(value.slice(1), what) : value;
}

/** The text in a file. `what` it is called in messages. Throws a usage problem if it cannot be read. */
export function readTextFile(path: string, what: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw usageProblem(`cannot read the ${what}: ${(error as Error).message}`);
  }
  return decodeUtf8(bytes, path);
}
