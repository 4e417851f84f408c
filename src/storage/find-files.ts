import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { quietly } from '../core/problem/quietly.ts';
import { isRegularFile } from './read-attachment.ts';

/** Folders that are full of files that nobody means. */
const SKIPPED: ReadonlySet<string> = new Set(['node_modules', '__pycache__']);

/**
 * The files in a folder and the folders in it, those that are least deep first; hidden ones are left out. A folder is read
 * when its files are asked for. After each comes `undefined`: reading many takes time.
 */
export function* findFiles(folder: string): Generator<string | undefined> {
  const folders = [''];
  for (const inside of folders) {
    const entries = quietly(() => readdirSync(join(folder, inside), { withFileTypes: true })) ?? [];
    const seen = entries.filter(({ name }) => !name.startsWith('.') && !SKIPPED.has(name));
    for (const entry of seen.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(inside, entry.name);
      if (entry.isDirectory()) folders.push(path);
      else if (entry.isFile() || (entry.isSymbolicLink() && isRegularFile(join(folder, path)))) yield path;
    }
    yield undefined;
  }
}
