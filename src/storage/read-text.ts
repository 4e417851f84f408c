import { LIMITS } from '../core/conversation/attachment.ts';
import { decodeUtf8 } from '../core/text/utf8.ts';
import { readLimited } from './read-limited.ts';

/** The text in the file of `@file`, or the value itself. Throws a usage problem if the file cannot be read, or sent. */
export function textOrFile(value: string): string {
  return value.startsWith('@') ? readText(value.slice(1), LIMITS.request) : value;
}

/** The text in a file. Throws a usage problem if it cannot be read. */
export const readText = (path: string, maxBytes: number): string => decodeUtf8(readLimited(path, maxBytes), path);
