import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toolsTable } from '../../../../src/commands/repl/slash/tools-command.ts';
import type { ServerStatus } from '../../../../src/runtime/tools/tool-status.ts';
import { roughWidth } from '../../../../src/core/text/rough-width.ts';

const SERVERS: ServerStatus[] = [
  {
    server: 'files',
    type: 'started',
    tools: [
      { name: 'read_file', permission: { type: 'pattern', pattern: 'files__read_*' } },
      { name: 'write_file', permission: { type: 'always' } },
      { name: 'list_directory', permission: { type: 'ask' } },
    ],
  },
  { server: 'web', type: 'started', tools: [{ name: 'fetch', permission: { type: 'ask' } }] },
  { server: 'empty', type: 'started', tools: [] },
  { server: 'slow', type: 'starting' },
  { server: 'bad', type: 'failed', why: 'command "x" not found' },
];

test('lists servers, tools and permissions, and how to revoke them', () => {
  expect(toolsTable(SERVERS, 80)).toBe(
    [
      'SERVER  TOOL            PERMISSION',
      "files   read_file       --allow-tool 'files__read_*'",
      'files   write_file      allowed until exit',
      'files   list_directory  asks first',
      'web     fetch           asks first',
      'empty: no tools',
      'slow: still starting',
      'bad: did not start: command "x" not found',
      '/tools revoke TOOL: ask again before it runs',
      '',
    ].join('\n'),
  );
});

test('says how to revoke only where there is something to revoke', () => {
  expect(toolsTable(SERVERS.slice(1, 2), 80)).toBe('SERVER  TOOL   PERMISSION\nweb     fetch  asks first\n');
  expect(toolsTable(SERVERS.slice(3, 4), 80)).toBe('slow: still starting\n');
});

describe('whatever servers say', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constantFrom('\u001b]0;owned\u0007', '\u009b2J', '\u202eright to left', 'x\r\ny', 'x'.repeat(2000)),
  );
  const name = fc.string({ unit: fc.constantFrom('a', '_', '-', '9'), minLength: 1, maxLength: 128 });
  const permission = fc.oneof(
    fc.constant({ type: 'ask' } as const),
    fc.constant({ type: 'always' } as const),
    fc.record({ type: fc.constant('pattern' as const), pattern: hostile }),
  );
  const status: fc.Arbitrary<ServerStatus> = fc.oneof(
    fc.record({ server: hostile, type: fc.constant('starting' as const) }),
    fc.record({ server: hostile, type: fc.constant('failed' as const), why: hostile }),
    fc.record({
      server: hostile,
      type: fc.constant('started' as const),
      tools: fc.array(fc.record({ name, permission }), { maxLength: 3 }),
    }),
  );

  test('the list fits the window and holds nothing that could steer a terminal', () => {
    fc.assert(
      fc.property(fc.array(status, { maxLength: 4 }), fc.integer({ min: 20, max: 120 }), (servers, columns) => {
        const shown = toolsTable(servers, columns);
        expect(shown).not.toMatch(/[\0-\t\v-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
        const tools = servers.flatMap((one) => (one.type === 'started' ? one.tools : []));
        const table = shown.split('\n').slice(0, tools.length === 0 ? 0 : tools.length + 1);
        for (const row of table) expect(roughWidth(row)).toBeLessThan(columns);
      }),
      { numRuns: 300 },
    );
  });
});
