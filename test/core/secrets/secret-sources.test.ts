import { expect, test } from 'vitest';
import {
  addArguments,
  addEnvironment,
  addPasswords,
  addRequest,
  addSetting,
  addVariable,
  type Adding,
} from '../../../src/core/secrets/secret-sources.ts';

/** What is added. */
function added(by: (secrets: Adding) => void): (string | undefined)[] {
  const values: (string | undefined)[] = [];
  by({ add: (value) => void values.push(value) });
  return values;
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

test("the environment has the SDK's keys, the passwords of its URLs, and headers", () => {
  const names = [
    'ANTHROPIC_API_KEY',
    'ANTHROPIC_AUTH_TOKEN',
    'ANTHROPIC_IDENTITY_TOKEN',
    'ANTHROPIC_WEBHOOK_SIGNING_KEY',
  ];
  expect(
    added((secrets) => addEnvironment(secrets, Object.fromEntries(names.map((name) => [name, `of ${name}`])))),
  ).toEqual(names.map((name) => `of ${name}`));
  for (const name of ['ANTHROPIC_BASE_URL', 'HTTPS_PROXY', 'http_proxy', 'all_proxy']) {
    expect(added((secrets) => addEnvironment(secrets, { [name]: 'http://u:pw@host' }))).toEqual([
      'u:pw',
      'pw',
      base64('u:pw'),
    ]);
  }
  const none = {
    MY_ANTHROPIC_API_KEY: 'x',
    ANTHROPIC_API_KEYS: 'x',
    NO_PROXY: 'http://u:pw@host',
    MY_HTTP_PROXY: 'http://a@b',
    HTTP_PROXYS: 'http://a@b',
  };
  expect(added((secrets) => addEnvironment(secrets, { ...none, HTTP_PROXY: undefined }))).toEqual([]);
  const headers = { ANTHROPIC_CUSTOM_HEADERS: 'X-Team: red\nX-Team-Key: a b\nno header\nX-Other: 1:a2' };
  expect(added((secrets) => addEnvironment(secrets, headers))).toEqual([' a b', '', ' 1:a2']);
});

test('a variable is a secret unless it says where or who', () => {
  expect(added((secrets) => addVariable(secrets, 'MINE', 'plain'))).toEqual(['plain']);
  for (const name of ['HOME', 'PATH', 'USER', 'XDG_DATA_HOME', 'TMPDIR']) {
    expect(added((secrets) => addVariable(secrets, name, 'x'))).toEqual([]);
  }
  expect(added((secrets) => addVariable(secrets, 'MY_HOME', 'x'))).toEqual(['x']);
  expect(added((secrets) => addVariable(secrets, 'HOMES', 'x'))).toEqual(['x']);
  expect(added((secrets) => addVariable(secrets, 'HOME', 'http://u@h'))).toEqual(['u', 'u', base64('u')]);
});

test.each<[string, string, string[]]>([
  ['x', 'plain', []],
  ['x', ' plain ', []],
  ['key', 'plain', ['plain']],
  ['x', 'abc-1', ['abc-1']],
  ['authorization', 'Bearer abc', ['abc']],
  ['authorization', ' token  abc d', ['abc d']],
  ['authorization', 'other abc', ['other abc']],
  ['x', 'my Bearer abc', ['my Bearer abc']],
  ['authorization', `BASIC ${base64('user:pw:d')}`, [base64('user:pw:d'), 'user:pw:d', 'pw:d', base64('user:pw:d')]],
  ['x', 'http://u:pw@host/', ['u:pw', 'pw', base64('u:pw'), 'http://u:pw@host/']],
  ['x', 'http://host/', []],
])('the setting %s: %s has the secrets %j', (name, value, expected) => {
  expect(added((secrets) => addSetting(secrets, name, value))).toEqual(expected);
});

test('a request has secrets in its headers, and in its body if it asks for a token', () => {
  const headers = { 'x-api-key': 'abc', accept: 'planted-1', authorization: 'Bearer def' };
  expect(added((secrets) => addRequest(secrets, headers, undefined))).toEqual(['abc', 'def']);
  const body = { grant_type: 'refresh_token', refresh_token: 'abc', assertion: 'def', client_id: 'x' };
  expect(added((secrets) => addRequest(secrets, {}, JSON.stringify(body)))).toEqual(['abc', 'def']);
  expect(added((secrets) => addRequest(secrets, {}, JSON.stringify({ ...body, assertion: 5 })))).toEqual(['abc']);
  expect(added((secrets) => addRequest(secrets, {}, JSON.stringify({ refresh_token: 'abc' })))).toEqual([]);
  expect(added((secrets) => addRequest(secrets, {}, '"grant_type" no JSON'))).toEqual([]);
  expect(added((secrets) => addRequest(secrets, {}, new Uint8Array()))).toEqual([]);
});

test('arguments have secrets by the name of their flag, and in URLs', () => {
  const args = [
    'run',
    '--token=a',
    '--api-key',
    'b',
    '-password=c\nd',
    '--name=e',
    '--port',
    '1',
    'token=f',
    'x--token=g',
  ];
  expect(added((secrets) => addArguments(secrets, args))).toEqual(['a', 'b', 'c\nd']);
  expect(added((secrets) => addArguments(secrets, ['http://u:pw@h', '--key']))).toEqual([
    'u:pw',
    'pw',
    base64('u:pw'),
    undefined,
  ]);
});

test('passwords are added as they are meant', () => {
  expect(added((secrets) => addPasswords(secrets, 'http://u:p%40w@host'))).toEqual(['u:p@w', 'p@w', base64('u:p@w')]);
  expect(added((secrets) => addPasswords(secrets, 'http://u:p%zz@host'))).toEqual(['u:p%zz', 'p%zz', base64('u:p%zz')]);
});
