import { accessSync } from 'node:fs';
import { join } from 'node:path';
import { usageProblem } from '../core/problem/problem.ts';
import type { ConfigFile } from '../core/config/settings.ts';
import { isObject, readJson, type JsonObject } from '../core/text/json.ts';
import { appFolder, type User } from './app-folder.ts';
import { fileReason } from './file-error.ts';
import { FILE_LIMITS } from './read-limited.ts';
import { readText } from './read-text.ts';
import { replaceFile } from './replace-file.ts';

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

/** Changes the text of the config file, a new one being `{}`. Throws a usage problem if that cannot be read or written. */
export function changeConfigFile(path: string, change: (json: string, values: JsonObject) => string): void {
  const { values } = readConfigFile(path) ?? { values: {} };
  if (!isObject(values)) throw usageProblem(`${path}: the config must be a JSON object`);
  const before = isMissing(path) ? '{}\n' : readText(path, FILE_LIMITS.settings);
  const after = change(before, values);
  if (after !== before) writeConfigFile(path, after);
}

/** Throws a usage problem. */
export function writeConfigFile(path: string, text: string): void {
  try {
    replaceFile(path, text);
  } catch (error) {
    throw usageProblem(`cannot write ${path}: ${fileReason(error, 'no such folder')}`);
  }
}

export function isMissing(path: string): boolean {
  try {
    accessSync(path);
    return false;
  } catch (error) {
    return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
  }
}
