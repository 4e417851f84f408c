import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { usageProblem } from '../core/problem/problem.ts';
import type { ConfigFile, Environment } from '../core/config/settings.ts';
import { decodeUtf8 } from '../core/text/utf8.ts';

/** Where the config is looked for: the XDG config folder, on Windows the roaming application data. */
export function configPath(environment: Environment, home: string, platform: NodeJS.Platform): string {
  const xdg = environment['XDG_CONFIG_HOME'];
  const windows = platform === 'win32' ? environment['APPDATA'] : undefined;
  return join(xdg || windows || join(home, '.config'), 'claude-stream', 'config.json');
}

/** The config file, or `undefined` if there is none. Throws a usage problem if it is there and cannot be read. */
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
