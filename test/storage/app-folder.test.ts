import { expect, test } from 'vitest';
import { appFolder, historyPath } from '../../src/storage/app-folder.ts';
import { configPath } from '../../src/storage/config-file.ts';
import { sessionFolder } from '../../src/storage/sessions/session-folder.ts';

const slashes = (path: string) => path.replaceAll('\\', '/');
const everything = {
  XDG_CONFIG_HOME: '/xdg-config',
  XDG_DATA_HOME: '/xdg-data',
  XDG_STATE_HOME: '/xdg-state',
  APPDATA: '/roaming',
  LOCALAPPDATA: '/local',
};
const onlyWindows = { APPDATA: '/roaming', LOCALAPPDATA: '/local' };
const empty = { XDG_CONFIG_HOME: '', XDG_DATA_HOME: '', XDG_STATE_HOME: '' };

test.each([
  ['config', {}, 'linux', '/home/me/.config/claude-stream'],
  ['config', everything, 'linux', '/xdg-config/claude-stream'],
  ['config', everything, 'win32', '/xdg-config/claude-stream'],
  ['config', onlyWindows, 'win32', '/roaming/claude-stream'],
  ['config', onlyWindows, 'linux', '/home/me/.config/claude-stream'],
  ['config', empty, 'darwin', '/home/me/.config/claude-stream'],
  ['data', {}, 'linux', '/home/me/.local/share/claude-stream'],
  ['data', everything, 'linux', '/xdg-data/claude-stream'],
  ['data', onlyWindows, 'win32', '/local/claude-stream'],
  ['data', onlyWindows, 'linux', '/home/me/.local/share/claude-stream'],
  ['data', empty, 'darwin', '/home/me/.local/share/claude-stream'],
  ['state', {}, 'linux', '/home/me/.local/state/claude-stream'],
  ['state', everything, 'linux', '/xdg-state/claude-stream'],
  ['state', onlyWindows, 'win32', '/local/claude-stream'],
  ['state', onlyWindows, 'linux', '/home/me/.local/state/claude-stream'],
  ['state', empty, 'darwin', '/home/me/.local/state/claude-stream'],
] as const)('the %s folder, with %j on %s, is %s', (kind, environment, platform, folder) => {
  expect(slashes(appFolder(kind, environment, '/home/me', platform))).toBe(folder);
});

test.each([
  [configPath, '/xdg-config/claude-stream/config.json'],
  [sessionFolder, '/xdg-data/claude-stream/sessions'],
  [historyPath, '/xdg-state/claude-stream/history'],
])('%o gives %s', (pathOf, path) => {
  expect(slashes(pathOf(everything, '/home/me', 'linux'))).toBe(path);
});
