import { describe, expect, test } from 'vitest';
import { mcpServers, type McpServer } from '../../src/mcp/mcp-config.ts';
import { ProblemError } from '../../src/core/problem/problem.ts';
import type { Environment } from '../../src/core/config/settings.ts';

const source = (json: unknown, where = 'mcp.json') => ({
  where,
  text: typeof json === 'string' ? json : JSON.stringify(json),
});
const read = (servers: object, environment: Environment = {}) =>
  mcpServers([source({ mcpServers: servers })], environment);
const one = (server: unknown, environment: Environment = {}): McpServer => read({ x: server }, environment)[0]!;

function complaintOf(decision: () => unknown): string {
  try {
    decision();
  } catch (error) {
    if (error instanceof ProblemError && error.problem.exit === 'usage') {
      const { what, hint } = error.problem;
      return hint === undefined ? what : `${what} | ${hint}`;
    }
    throw error;
  }
  throw new Error('nothing was wrong');
}

const LOCAL = { kind: 'stdio', name: 'x', args: [], env: {}, cwd: undefined, timeoutMs: undefined };
const REMOTE = { kind: 'http', name: 'x', headers: {}, timeoutMs: undefined };

describe('a server', () => {
  test('is a command', () => {
    expect(one({ command: 'npx', args: ['-y', 'server'], env: { A: 'b' }, cwd: '/w', timeout: 1500 })).toEqual({
      ...LOCAL,
      command: 'npx',
      args: ['-y', 'server'],
      env: { A: 'b' },
      cwd: '/w',
      timeoutMs: 1500,
    });
    expect(one({ type: 'stdio', command: 'npx' })).toEqual({ ...LOCAL, command: 'npx' });
  });

  test.each([undefined, 'http', 'streamable-http', 'streamableHttp'])('or a URL, of the type %s', (type) => {
    expect(one({ type, url: 'https://a.test/mcp', headers: { Authorization: 'Bearer x' } })).toEqual({
      ...REMOTE,
      url: 'https://a.test/mcp',
      headers: { Authorization: 'Bearer x' },
    });
  });

  test('may have keys that other programs use', () => {
    expect(one({ command: 'a', autoApprove: ['b'], disabled: false, description: 1 })).toEqual({
      ...LOCAL,
      command: 'a',
    });
  });

  test('that is disabled is left out', () => {
    expect(read({ off: { command: 'a', disabled: true }, on: { command: 'b' } }).map(({ name }) => name)).toEqual([
      'on',
    ]);
  });
});

test('of servers with the same name the last counts, in the place of the first, which need not even be valid', () => {
  const first = source({ mcpServers: { a: { command: '${MISSING}' }, b: { command: 'b1' } } }, 'first');
  const second = source({ mcpServers: { c: { url: 'http://c.test' }, a: { command: 'a2' } } }, 'second');
  expect(
    mcpServers([first, second], {}).map((server) => [server.name, 'url' in server ? server.url : server.command]),
  ).toEqual([
    ['a', 'a2'],
    ['b', 'b1'],
    ['c', 'http://c.test'],
  ]);
});

describe('variables', () => {
  const environment = { ONE: '1', EMPTY: '', TRICK: '${ONE}' };

  test('stand for their values in commands, arguments, environments and folders', () => {
    const all = { command: '${ONE}', args: ['a${ONE}b${ONE}'], env: { A: '${ONE}' }, cwd: '/${ONE}' };
    expect(one(all, environment)).toEqual({ ...LOCAL, command: '1', args: ['a1b1'], env: { A: '1' }, cwd: '/1' });
  });

  test('and in URLs and headers', () => {
    expect(one({ url: 'http://a.test/${ONE}', headers: { A: 'Bearer ${ONE}' } }, environment)).toEqual({
      ...REMOTE,
      url: 'http://a.test/1',
      headers: { A: 'Bearer 1' },
    });
  });

  test.each([
    ['${ONE:-x}', '1'],
    ['${EMPTY:-x}', 'x'],
    ['${NONE:-x}', 'x'],
    ['${NONE:-}', ''],
    ['${NONE:-http://a:1/}', 'http://a:1/'],
    ['${EMPTY}', ''],
    ['${env:ONE}', '1'],
    ['${TRICK}', '${ONE}'],
    ['$ONE $ {ONE} ${} ${1} ${input:x}', '$ONE $ {ONE} ${} ${1} ${input:x}'],
  ])('%s', (text, expected) => {
    expect(one({ command: 'a', args: [text] }, environment)).toMatchObject({ args: [expected] });
  });

  test.each(['constructor', 'toString', '__proto__'])('are not what every object has (%s)', (name) => {
    expect(complaintOf(() => one({ command: `\${${name}}` }))).toContain(
      `the environment variable ${name}, which is not`,
    );
    expect(one({ command: `\${${name}:-x}` })).toMatchObject({ command: 'x' });
  });

  test.each(['command', 'args', 'env', 'cwd'])('that are not set are named, in %s', (key) => {
    const value = { command: '${NONE}', args: ['${NONE}'], env: { A: '${NONE}' }, cwd: '${NONE}' }[key];
    expect(complaintOf(() => one({ command: 'a', [key]: value }))).toBe(
      `mcp.json: server "x": "${key}" needs the environment variable NONE, which is not set | set it, or give a default: \${NONE:-…}`,
    );
  });
});

describe('a mistake is reported with file, server and key', () => {
  test.each<[unknown, string]>([
    [5, 'must be an object, not a number'],
    [null, 'must be an object, not null'],
    [{}, 'has neither "command" nor "url" | expected {"mcpServers": {"name": {"command": "program", "args": []}}}'],
    [{ command: 'a', url: 'http://a.test' }, 'has both "command" and "url" | set "type" to "stdio" or "http"'],
    [{ type: 'ws', url: 'ws://a.test' }, '"type" must be "stdio" or "http"'],
    [{ type: 5, command: 'a' }, '"type" must be "stdio" or "http"'],
    [
      { type: 'sse', url: 'http://a.test' },
      'the deprecated SSE transport is not supported | most servers also support "http"',
    ],
    [{ type: 'stdio', url: 'http://a.test' }, '"command" is missing'],
    [{ type: 'http', command: 'a' }, '"url" is missing'],
    [{ command: '' }, '"command" cannot be empty'],
    [{ command: ['a'] }, '"command" must be a string, not an array'],
    [{ command: 'a\0b' }, '"command" contains a NUL character'],
    [{ command: 'a', args: 'b' }, '"args" must be an array of strings, not a string'],
    [{ command: 'a', args: ['b', 5] }, '"args" must be an array of strings, but contains a number'],
    [{ command: 'a', env: ['b'] }, '"env" must be an object of strings, not an array'],
    [{ command: 'a', env: { B: true } }, '"env": "B" must be a string, not a boolean'],
    [{ command: 'a', cwd: {} }, '"cwd" must be a string, not an object'],
    [{ command: 'a', timeout: 0 }, '"timeout" must be a positive number of milliseconds'],
    [{ command: 'a', timeout: '5' }, '"timeout" must be a positive number of milliseconds'],
    [{ url: 'ftp://a.test' }, '"url" must be an http or https URL'],
    [{ url: 'http://' }, '"url" must be an http or https URL'],
    [
      { url: 'http://me:secret@a.test' },
      '"url" contains a user name or password | put them in "headers", as "Authorization"',
    ],
    [{ url: 'http://a.test', headers: { 'a b': 'c' } }, '"headers" contains an invalid header name'],
    [{ url: 'http://a.test', headers: { a: 'secret\n' } }, '"headers": the value of a contains an invalid character'],
    [{ url: 'http://a.test', headers: { a: 5 } }, '"headers": "a" must be a string, not a number'],
  ])('%j', (server, expected) => {
    expect(complaintOf(() => one(server))).toBe(`mcp.json: server "x": ${expected}`);
  });

  const LOOKS = 'expected {"mcpServers": {"name": {"command": "program", "args": []}}}';
  test.each<[unknown, string]>([
    [[], 'no "mcpServers" object'],
    [{ servers: {} }, 'no "mcpServers" object'],
    [{ mcpServers: [] }, 'no "mcpServers" object'],
    ['{"mcpServers": {\n  "a": {"command": "secret"}\n  "b": {} }}', 'invalid JSON on line 3'],
    ['', 'invalid JSON'],
  ])('%j', (json, expected) => {
    expect(complaintOf(() => mcpServers([source(json)], {}))).toBe(`mcp.json: ${expected} | ${LOOKS}`);
  });

  test('and without values, since one may be a secret', () => {
    for (const text of ['{"mcpServers": {"a": secret}}', '{"a": "secret', 'secret']) {
      expect(complaintOf(() => mcpServers([source(text)], {}))).not.toContain('secret');
    }
  });
});
