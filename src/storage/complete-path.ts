import { readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';

const MOST_CANDIDATES = 500;

/** A path as it is typed in a shell: `~` is the home folder. */
export const inHome = (path: string, home: string): string => path.replace(/^~(?=\/|$)/, () => home);

/** The paths that begin like `word`; folders end in a slash. `~` is the home folder. */
export function pathsLike(word: string, home: string): string[] {
  const expanded = inHome(word, home);
  const isFolder = expanded.endsWith('/') || expanded === '';
  const folder = isFolder ? expanded || '.' : dirname(expanded);
  const beginning = isFolder ? '' : basename(expanded);
  const shown = isFolder ? word : word.slice(0, word.length - beginning.length);
  try {
    return readdirSync(folder === '' ? '.' : folder, { withFileTypes: true })
      .filter(({ name }) => name.startsWith(beginning) && (beginning.startsWith('.') || !name.startsWith('.')))
      .slice(0, MOST_CANDIDATES)
      .map((entry) => `${shown}${entry.name}${entry.isDirectory() ? '/' : ''}`)
      .toSorted();
  } catch {
    return [];
  }
}
