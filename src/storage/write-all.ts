import { writeSync } from 'node:fs';

/** Writes all bytes: a single call may write only some of them. */
export function writeAll(descriptor: number, bytes: Uint8Array): void {
  let at = 0;
  while (at < bytes.length) at += writeSync(descriptor, bytes, at);
}
