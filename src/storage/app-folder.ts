import { join } from 'node:path';
import type { Environment } from '../core/config/settings.ts';

/** The user that the program runs for: `process.env`, `homedir()` and `process.platform`. */
export type User = readonly [environment: Environment, home: string, platform: NodeJS.Platform];

/** Where each kind of file is kept: by its XDG variable, else by the Windows variable, else in the home folder. */
const KINDS = {
  config: { xdg: 'XDG_CONFIG_HOME', windows: 'APPDATA', home: ['.config'] },
  data: { xdg: 'XDG_DATA_HOME', windows: 'LOCALAPPDATA', home: ['.local', 'share'] },
  state: { xdg: 'XDG_STATE_HOME', windows: 'LOCALAPPDATA', home: ['.local', 'state'] },
} as const;

/** The folder of this program for one kind of file. */
export function appFolder(kind: keyof typeof KINDS, ...[environment, home, platform]: User): string {
  const { xdg, windows, home: below } = KINDS[kind];
  const onWindows = platform === 'win32' ? environment[windows] : undefined;
  return join(environment[xdg] || onWindows || join(home, ...below), 'claude-stream');
}

/** The file of what was typed at the prompt. */
export const historyPath = (...user: User): string => join(appFolder('state', ...user), 'history');
