import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../core/config/settings.ts';
import { isPrivateServer } from './private-server.ts';

/** What to do where there are no credentials. */
export const CREDENTIALS_HINT =
  'set ANTHROPIC_API_KEY, or log in with `ant auth login`; `claude-stream --demo` needs neither';

/**
 * Whether requests to this server surely lack the credentials that they need, without loading the SDK: it looks where the
 * SDK does (1.11.0), but only for whether something is there.
 */
export function lacksCredentials(
  baseUrl: string | undefined,
  environment: Environment,
  platform: NodeJS.Platform,
): boolean {
  if (baseUrl !== undefined && isPrivateServer(baseUrl)) return false;
  const isSet = (name: string) => (environment[name] ?? '').trim() !== '';
  // A profile that is named but missing has an error of its own.
  if (['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN', 'ANTHROPIC_PROFILE'].some(isSet)) return false;
  if (['ANTHROPIC_FEDERATION_RULE_ID', 'ANTHROPIC_ORGANIZATION_ID'].every(isSet)) return false;
  if (/^\s*(x-api-key|authorization)\s*:/im.test(environment['ANTHROPIC_CUSTOM_HEADERS'] ?? '')) return false;
  const folder = profileFolder(environment, platform);
  return folder === undefined || !mayHaveProfile(folder);
}

/** Where `ant auth login` writes. */
function profileFolder(environment: Environment, platform: NodeJS.Platform): string | undefined {
  const within = (name: string, ...path: string[]) => {
    const folder = (environment[name] ?? '').trim();
    return folder === '' ? undefined : join(folder, ...path);
  };
  const own = within('ANTHROPIC_CONFIG_DIR');
  if (own !== undefined) return own;
  if (platform === 'win32')
    return within('APPDATA', 'Anthropic') ?? within('USERPROFILE', 'AppData', 'Roaming', 'Anthropic');
  return within('XDG_CONFIG_HOME', 'anthropic') ?? within('HOME', '.config', 'anthropic');
}

/** What cannot be read may be a profile. */
function mayHaveProfile(folder: string): boolean {
  const active = unlessMissing(() => readFileSync(join(folder, 'active_config'), 'utf8').trim());
  if (active === 'unreadable') return true;
  const profile = join(folder, 'configs', `${active || 'default'}.json`);
  return unlessMissing(() => statSync(profile)) !== undefined;
}

/** `undefined`: there is no such file. */
function unlessMissing<T>(read: () => T): T | 'unreadable' | undefined {
  try {
    return read();
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : 'unreadable';
  }
}
