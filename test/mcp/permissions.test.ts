import { describe, expect, test } from 'vitest';
import { createPermissions, type Permission } from '../../src/mcp/permissions.ts';

const SERVERS = [
  { server: 'a', tools: ['x', 'y'] },
  { server: 'a","x', tools: ['y'] },
  { server: 'b', tools: ['x'] },
];
const ask: Permission = { type: 'ask' };
const x = { server: 'a', tool: 'x' };

describe('a tool', () => {
  test.each<[string, string[], Permission]>([
    ['is asked about without a pattern', [], ask],
    ['is asked about if no pattern means it', ['y', 'b__x', 'x'], ask],
    ['is allowed by a pattern', ['y', 'a__x'], { type: 'pattern', pattern: 'a__x' }],
    ['is allowed by the first of several', ['*', 'a__x'], { type: 'pattern', pattern: '*' }],
  ])('%s', (_, patterns, permission) => {
    expect(createPermissions(patterns, SERVERS).of(x)).toEqual(permission);
  });

  test('is allowed from then on, and no other is', () => {
    const permissions = createPermissions([], SERVERS);
    permissions.allow(x);
    expect(permissions.of({ ...x })).toEqual({ type: 'always' });
    expect(permissions.of({ server: 'b', tool: 'x' })).toEqual(ask);
    expect(permissions.of({ server: 'a', tool: 'y' })).toEqual(ask);
    permissions.allow({ server: 'a', tool: 'x","y' });
    expect(permissions.of({ server: 'a","x', tool: 'y' })).toEqual(ask);
  });

  test.each([[[]], [['a__*']]])('is asked about again once that is revoked, with %j', (patterns) => {
    const permissions = createPermissions(patterns, SERVERS);
    permissions.allow(x);
    permissions.revoke(x);
    expect(permissions.of(x)).toEqual(ask);
    const other = createPermissions(patterns, SERVERS);
    other.revoke(x);
    expect(other.of(x)).toEqual(ask);
    expect(other.of({ server: 'a', tool: 'y' }).type).toBe(patterns.length === 0 ? 'ask' : 'pattern');
    other.allow(x);
    expect(other.of(x)).toEqual({ type: 'always' });
  });
});

test('patterns that allow nothing are told', () => {
  expect(createPermissions(['x', 'a__y', 'z'], SERVERS).idle).toEqual([
    {
      pattern: 'x',
      meaning: {
        type: 'ambiguous',
        among: [
          { server: 'a', tool: 'x' },
          { server: 'b', tool: 'x' },
        ],
      },
    },
    { pattern: 'z', meaning: { type: 'nothing', isSure: true } },
  ]);
});
