import { accessSync } from 'node:fs';
import { join } from 'node:path';
import { usageProblem } from '../core/problem/problem.ts';
import type { ConfigFile } from '../core/config/settings.ts';
import { readJson } from '../core/text/json.ts';
import { appFolder, type User } from './app-folder.ts';
import { FILE_LIMITS } from './read-limited.ts';
import { readText } from './read-text.ts';

export const configPath = (...user: User): string => join(appFolder('config', ...user), 'config.json');

/** The config file; `undefined` if there is none. Throws a usage problem if it exists but cannot be read. */
export function readConfigFile(path: string): ConfigFile | undefined {
  if (isMissing(path)) return undefined;
  const text = readText(path, FILE_LIMITS.settings);
  try {
    return { path, values: readJson(text) };
  } catch (error) {
    // The message quotes the text, which may hold a secret.
    const why = (error as Error).message.replace(/, (?:\.\.\.)?"[^]*$/, '');
    throw usageProblem(`${path}: invalid JSON: ${why}`);
  }
}

function isMissing(path: string): boolean {
  try {
    accessSync(path);
    return false;
  } catch (error) {
    return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
  }
}
