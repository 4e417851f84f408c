import { readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { quietly } from '../core/problem/quietly.ts';

const MAX_CANDIDATES = 500;

/** Expands `~` to the home folder, as a shell does. */
export const inHome = (path: string, home: string): string => path.replace(/^~(?=\/|$)/, () => home);

/** The paths that start with `word`; folders end in a slash. `~` is the home folder. */
export function pathsLike(word: string, home: string): string[] {
  const expanded = inHome(word, home);
  const isFolder = expanded.endsWith('/') || expanded === '';
  const folder = isFolder ? expanded || '.' : dirname(expanded);
  const prefix = isFolder ? '' : basename(expanded);
  const shown = isFolder ? word : word.slice(0, word.length - prefix.length);
  const entries = quietly(() => readdirSync(folder, { withFileTypes: true })) ?? [];
  return entries
    .filter(({ name }) => name.startsWith(prefix) && (prefix.startsWith('.') || !name.startsWith('.')))
    .slice(0, MAX_CANDIDATES)
    .map((entry) => `${shown}${entry.name}${entry.isDirectory() ? '/' : ''}`)
    .toSorted();
}
