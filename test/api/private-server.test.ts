import { expect, test } from 'vitest';
import { isPrivateServer } from '../../src/api/private-server.ts';

test.each([
  'http://localhost:11434',
  'https://LOCALHOST./v1',
  'http://api.localhost',
  'http://nas.local:8080',
  'http://127.0.0.1',
  'http://127.255.255.254:1/x',
  'http://127.1',
  'http://0x7f.1',
  'http://10.0.0.1',
  'http://172.16.0.1',
  'http://172.31.255.255',
  'http://192.168.178.20:8000',
  'http://169.254.1.1',
  'http://[::1]:1234',
  'http://[fe80::1]',
  'http://[febf::1]',
  'http://[fc00::1]',
  'http://[fdff::1]',
  'http://[::ffff:127.0.0.1]',
  'http://[::ffff:10.1.2.3]',
  'http://user:pw@127.0.0.1',
])('%s is private', (url) => {
  expect(isPrivateServer(url)).toBe(true);
});

test.each([
  'https://api.anthropic.com',
  'https://localhost.example.com',
  'https://notlocalhost',
  'https://local',
  'https://evil-local.com',
  'http://128.0.0.1',
  'http://11.0.0.1',
  'http://172.15.0.1',
  'http://172.32.0.1',
  'http://192.169.0.1',
  'http://169.255.0.1',
  'http://[::2]',
  'http://[fec0::1]',
  'http://[2001:db8::1]',
  'http://[::ffff:8.8.8.8]',
  'http://127.0.0.1.example.com',
  'http://127.0.0.1@example.com',
  'not a URL',
])('%s is not', (url) => {
  expect(isPrivateServer(url)).toBe(false);
});
