import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lacksCredentials } from '../../src/api/missing-credentials.ts';
import { tempFolder, writeIn } from '../helpers/sandbox.ts';

const REMOTE = 'https://api.example';
const lacks = (environment: Record<string, string>, url: string | undefined = REMOTE, platform = 'linux') =>
  lacksCredentials(url, { HOME: tempFolder(), ...environment }, platform as NodeJS.Platform);

describe('credentials are missing', () => {
  test('where there is nothing', () => {
    expect(lacks({})).toBe(true);
    expect(lacks({}, undefined)).toBe(true);
    expect(lacksCredentials(REMOTE, {}, 'linux')).toBe(true);
    expect(lacksCredentials(REMOTE, {}, 'win32')).toBe(true);
  });

  test.each([
    ['an empty key', { ANTHROPIC_API_KEY: ' ' }],
    ['other headers', { ANTHROPIC_CUSTOM_HEADERS: 'x-team: x-api-key\nx-authorization: a' }],
    ['half a federation', { ANTHROPIC_ORGANIZATION_ID: 'org' }],
  ])('with %s', (_, environment) => expect(lacks(environment)).toBe(true));

  test('where another profile than the active one exists', () => {
    const folder = tempFolder();
    writeIn(folder, 'configs/default.json', '{}');
    writeIn(folder, 'active_config', 'work\n');
    expect(lacks({ ANTHROPIC_CONFIG_DIR: folder })).toBe(true);
  });
});

describe('credentials may be there', () => {
  test.each([
    ['a key', { ANTHROPIC_API_KEY: 'sk-test-key' }],
    ['a token', { ANTHROPIC_AUTH_TOKEN: 'test-token' }],
    ['a header', { ANTHROPIC_CUSTOM_HEADERS: 'x-team: a\nX-Api-Key: test' }],
    ['a profile, which may exist', { ANTHROPIC_PROFILE: 'work' }],
    ['a federation', { ANTHROPIC_ORGANIZATION_ID: 'org', ANTHROPIC_FEDERATION_RULE_ID: 'rule' }],
  ])('with %s', (_, environment) => expect(lacks(environment)).toBe(false));

  test.each([
    ['HOME', 'linux', '.config/anthropic'],
    ['XDG_CONFIG_HOME', 'linux', 'anthropic'],
    ['ANTHROPIC_CONFIG_DIR', 'linux', '.'],
    ['APPDATA', 'win32', 'Anthropic'],
    ['USERPROFILE', 'win32', 'AppData/Roaming/Anthropic'],
  ])('in a login below %s on %s', (name, platform, below) => {
    const folder = tempFolder();
    writeIn(join(folder, below), 'configs/default.json', '{}');
    expect(lacks({ [name]: folder }, REMOTE, platform)).toBe(false);
  });

  test('in the active profile', () => {
    const folder = tempFolder();
    writeIn(folder, 'configs/work.json', '{}');
    writeIn(folder, 'active_config', 'work\n');
    expect(lacks({ ANTHROPIC_CONFIG_DIR: folder })).toBe(false);
  });

  test('where it cannot be read which profile is active', () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'active_config'));
    expect(lacks({ ANTHROPIC_CONFIG_DIR: folder })).toBe(false);
  });

  test('or are not needed, by a server on this machine or network', () => {
    expect(lacks({}, 'http://127.0.0.1:8080')).toBe(false);
    expect(lacks({}, 'http://192.168.1.2')).toBe(false);
  });
});
