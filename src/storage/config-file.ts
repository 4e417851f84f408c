import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { usageProblem } from '../core/problem/problem.ts';
import type { ConfigFile } from '../core/config/settings.ts';
import { decodeUtf8 } from '../core/text/utf8.ts';
import { appFolder, type User } from './app-folder.ts';

export const configPath = (...user: User): string => join(appFolder('config', ...user), 'config.json');

/** The config file; `undefined` if there is none. Throws a usage problem if it exists but cannot be read. */
export function readConfigFile(path: string): ConfigFile | undefined {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw usageProblem(`cannot read the config: ${(error as Error).message}`);
  }
  const text = decodeUtf8(bytes, path);
  try {
    return { path, values: JSON.parse(text) as unknown };
  } catch (error) {
    throw usageProblem(`${path}: invalid JSON: ${(error as Error).message}`);
  }
}
