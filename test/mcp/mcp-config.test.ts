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

  test('may have what other programs know', () => {
    expect(one({ command: 'a', autoApprove: ['b'], disabled: false, description: 1 })).toEqual({
      ...LOCAL,
      command: 'a',
    });
  });

  test('that is switched off is none', () => {
    expect(read({ off: { command: 'a', disabled: true }, on: { command: 'b' } }).map(({ name }) => name)).toEqual([
      'on',
    ]);
  });
});

test('of servers with one name the last counts, in the place of the first; the first need not even be right', () => {
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

  test.each(['command', 'args', 'env', 'cwd'])('that are missing are named, in %s', (key) => {
    const value = { command: '${NONE}', args: ['${NONE}'], env: { A: '${NONE}' }, cwd: '${NONE}' }[key];
    expect(complaintOf(() => one({ command: 'a', [key]: value }))).toBe(
      `mcp.json: server "x": "${key}" needs the environment variable NONE, which is not set | \${NONE:-…} says what stands there without it`,
    );
  });
});

describe('what is wrong is said with file, server and key', () => {
  test.each<[unknown, string]>([
    [5, 'takes an object, not a number'],
    [null, 'takes an object, not null'],
    [
      {},
      'has neither "command" nor "url" | it looks like {"mcpServers": {"name": {"command": "program", "args": []}}}',
    ],
    [{ command: 'a', url: 'http://a.test' }, 'has both "command" and "url" | "type" says which is meant'],
    [{ type: 'ws', url: 'ws://a.test' }, '"type" takes stdio or http'],
    [{ type: 5, command: 'a' }, '"type" takes stdio or http'],
    [
      { type: 'sse', url: 'http://a.test' },
      '"type" sse is the transport of old, which is not spoken here | most servers know "http" too',
    ],
    [{ type: 'stdio', url: 'http://a.test' }, '"command" takes a text, not nothing'],
    [{ type: 'http', command: 'a' }, '"url" takes a text, not nothing'],
    [{ command: '' }, '"command" is empty'],
    [{ command: ['a'] }, '"command" takes a text, not an array'],
    [{ command: 'a\0b' }, '"command" has a NUL character in it'],
    [{ command: 'a', args: 'b' }, '"args" takes an array of texts, not a text'],
    [{ command: 'a', args: ['b', 5] }, '"args" takes an array of texts, not of a number'],
    [{ command: 'a', env: ['b'] }, '"env" takes an object of texts, not an array'],
    [{ command: 'a', env: { B: true } }, '"env": "B" takes a text, not true or false'],
    [{ command: 'a', cwd: {} }, '"cwd" takes a text, not an object'],
    [{ command: 'a', timeout: 0 }, '"timeout" takes a number of milliseconds over 0'],
    [{ command: 'a', timeout: '5' }, '"timeout" takes a number of milliseconds over 0'],
    [{ url: 'ftp://a.test' }, '"url" takes an http or https URL'],
    [{ url: 'http://' }, '"url" takes an http or https URL'],
    [
      { url: 'http://me:secret@a.test' },
      '"url" has a user name or a password in it | they go into "headers", as "Authorization"',
    ],
    [{ url: 'http://a.test', headers: { 'a b': 'c' } }, '"headers" has a name that no header can have'],
    [{ url: 'http://a.test', headers: { a: 'secret\n' } }, '"headers": a has a character that none can'],
    [{ url: 'http://a.test', headers: { a: 5 } }, '"headers": "a" takes a text, not a number'],
  ])('%j', (server, expected) => {
    expect(complaintOf(() => one(server))).toBe(`mcp.json: server "x": ${expected}`);
  });

  const LOOKS = 'it looks like {"mcpServers": {"name": {"command": "program", "args": []}}}';
  test.each<[unknown, string]>([
    [[], 'there is no object "mcpServers"'],
    [{ servers: {} }, 'there is no object "mcpServers"'],
    [{ mcpServers: [] }, 'there is no object "mcpServers"'],
    ['{"mcpServers": {\n  "a": {"command": "secret"}\n  "b": {} }}', 'not JSON: line 3'],
    ['', 'not JSON'],
  ])('%j', (json, expected) => {
    expect(complaintOf(() => mcpServers([source(json)], {}))).toBe(`mcp.json: ${expected} | ${LOOKS}`);
  });

  test('and without values: one may be a secret', () => {
    for (const text of ['{"mcpServers": {"a": secret}}', '{"a": "secret', 'secret']) {
      expect(complaintOf(() => mcpServers([source(text)], {}))).not.toContain('secret');
    }
  });
});
