import { readFileSync, statSync } from 'node:fs';
import { quietly } from '../../core/problem/quietly.ts';
import { isEmptyJournal } from './holds-reply.ts';
import { listSessionFiles, type SessionFile } from './session-folder.ts';

/** Which sessions nobody misses: last used before this time, in ms since 1970; `empty`: only those without a reply. */
export interface Unused {
  readonly empty: boolean;
  readonly before: number;
}

export const findUnused = (folder: string, which: Unused): SessionFile[] =>
  listSessionFiles(folder).filter((file) => isUnused(file, which));

/** Looks at the file as it is now. One that cannot be read is not known to be empty. */
export function isUnused({ path }: Pick<SessionFile, 'path'>, { empty, before }: Unused): boolean {
  return quietly(() => statSync(path).mtimeMs < before && (!empty || isEmptyJournal(readFileSync(path)))) === true;
}
