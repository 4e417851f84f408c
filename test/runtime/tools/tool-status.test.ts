import { describe, expect, test } from 'vitest';
import { createPermissions } from '../../../src/mcp/permissions.ts';
import { revoke, statusOf, type OpenTools } from '../../../src/runtime/tools/tool-status.ts';

const tool = (name: string, ownName = name) => ({
  name,
  ownName,
  title: undefined,
  description: undefined,
  inputSchema: {},
  annotations: undefined,
});

function openTools(patterns: readonly string[] = []): OpenTools {
  const servers = [
    { server: 'a', tools: ['x', 'y'] },
    { server: 'b', tools: ['y'] },
    { server: 'gone', tools: undefined },
    { server: 'none', tools: [] },
  ];
  const byServer = [
    { server: 'a', tools: [tool('x'), tool('a__y', 'y')] },
    { server: 'b', tools: [tool('b__y', 'y')] },
    { server: 'none', tools: [] },
  ];
  const names = byServer.flatMap(({ server, tools }) => tools.map(({ name, ownName }) => ({ server, name, ownName })));
  const toolbox: OpenTools['toolbox'] = {
    origin(wanted) {
      const found = names.find(({ name }) => name === wanted);
      return found && { server: found.server, tool: found.ownName };
    },
    servers,
    byServer,
    failures: [{ server: 'gone', why: 'it exited' }],
  };
  return { toolbox, permissions: createPermissions(patterns, servers) };
}

describe('the status of a server', () => {
  test.each([
    ['a', undefined, { server: 'a', type: 'starting' }],
    [
      'a',
      openTools(['a__x']),
      {
        server: 'a',
        type: 'started',
        tools: [
          { name: 'x', permission: { type: 'pattern', pattern: 'a__x' } },
          { name: 'a__y', permission: { type: 'ask' } },
        ],
      },
    ],
    ['gone', openTools(), { server: 'gone', type: 'failed', why: 'it exited' }],
    ['none', openTools(), { server: 'none', type: 'started', tools: [] }],
    ['never', openTools(), { server: 'never', type: 'started', tools: [] }],
  ])('%s', (server, open, status) => {
    expect(statusOf(server, open)).toEqual(status);
  });
});

describe('revoking', () => {
  test.each([
    ['x', ['x']],
    ['a__y', ['a__y']],
    ['a__*', ['x', 'a__y']],
    ['*__y', ['a__y', 'b__y']],
    ['*', ['x', 'a__y', 'b__y']],
    ['y', []],
    ['gone__x', []],
    ['', []],
  ])('%j has these tools asked about: %j', (wanted, names) => {
    const open = openTools(['*']);
    expect(revoke(wanted, open)).toEqual(names);
    for (const name of ['x', 'a__y', 'b__y']) {
      const asks = open.permissions.of(open.toolbox.origin(name)!).type === 'ask';
      expect([name, asks]).toEqual([name, names.includes(name)]);
    }
  });
});
