import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ToolOrigin } from '../../src/core/reply/tool-types.ts';
import { toolNames, toValid } from '../../src/mcp/tool-names.ts';

const names = (tools: readonly (readonly [string, string])[], taken: readonly string[] = [], servers?: string[]) =>
  toolNames(
    tools.map(([server, tool]) => ({ server, tool })),
    servers ?? [...new Set(tools.map(([server]) => server))],
    taken,
  );

const LONG = 'x'.repeat(130);

test.each<[string, [string, string][], string[]]>([
  [
    'a tool keeps its name',
    [
      ['fs', 'read_file'],
      ['web', 'get-page'],
    ],
    ['read_file', 'get-page'],
  ],
  [
    'two of one name are told apart by their servers',
    [
      ['a', 'read'],
      ['b', 'read'],
    ],
    ['a__read', 'b__read'],
  ],
  [
    'what the API does not take in a name is left out',
    [
      ['my srv', 'read.file'],
      ['é', ''],
    ],
    ['my_srv__read_file', '___'],
  ],
  [
    'two that come to one name are counted',
    [
      ['a', 'x.y'],
      ['a', 'x:y'],
      ['a', 'x y'],
    ],
    ['a__x_y', 'a__x_y_2', 'a__x_y_3'],
  ],
  [
    'no made name takes the place of an own one',
    [
      ['y'.repeat(127), 'b.c'],
      ['a', `${'y'.repeat(127)}_`],
    ],
    [`${'y'.repeat(126)}_2`, `${'y'.repeat(127)}_`],
  ],
  [
    'a long name is cut',
    [
      ['a', LONG],
      ['a', `${LONG}y`],
    ],
    [`a__${'x'.repeat(125)}`, `a__${'x'.repeat(123)}_2`],
  ],
])('%s', (_what, tools, expected) => {
  expect(names(tools)).toEqual(expected);
});

test('no tool gets a reserved name', () => {
  expect(
    names(
      [
        ['a', 'web_search'],
        ['a', 'b'],
      ],
      ['web_search'],
    ),
  ).toEqual(['a__web_search', 'b']);
});

test('no tool looks like one of a server, even if that server did not start', () => {
  expect(
    names(
      [
        ['evil', 'fs__write'],
        ['evil', 'FS__write'],
        ['evil', 'evil__x'],
        ['evil', 'my_fs__x'],
      ],
      [],
      ['fs', 'evil', 'my fs'],
    ),
  ).toEqual(['evil__fs__write', 'evil__FS__write_2', 'evil__evil__x', 'evil__my_fs__x']);
});

test('names differ in more than their case', () => {
  expect(
    names(
      [
        ['a', 'Read'],
        ['b', 'read'],
        ['c', 'Web_Search'],
      ],
      ['web_SEARCH'],
    ),
  ).toEqual(['a__Read', 'b__read', 'c__Web_Search']);
});

test('a full name goes to the server that is called so, whichever comes first', () => {
  expect(
    names([
      ['a.b', 'c'],
      ['a_b', 'c'],
    ]),
  ).toEqual(['a_b__c_2', 'a_b__c']);
});

test('names are valid, unique in any case, and the same each time, whatever servers call their tools', () => {
  const long = 'x'.repeat(128);
  const word = fc.oneof(fc.constantFrom('a', 'A', 'b', 'a__b', 'a_b', 'a.b', '', long, `${long}y`), fc.string());
  const tool: fc.Arbitrary<ToolOrigin> = fc.record({ server: word, tool: word });
  fc.assert(
    fc.property(fc.array(tool), fc.array(word), (tools, taken) => {
      const servers = tools.map(({ server }) => server);
      const all = toolNames(tools, servers, taken);
      expect(new Set(all.map((name) => name.toLowerCase())).size).toBe(tools.length);
      for (const name of all) expect(name).toMatch(/^[a-zA-Z0-9_-]{1,128}$/);
      expect(all.filter((name) => taken.includes(name))).toEqual([]);
      expect(toolNames(tools, servers, taken)).toEqual(all);
      // A name that starts like a server's is a tool of that server, or of one that comes to the same.
      tools.forEach(({ server, tool: own }, index) => {
        if (all[index] === own) expect(servers.some((other) => own.startsWith(`${toValid(other)}__`))).toBe(false);
        else expect(all[index]!.startsWith(toValid(`${server}__`).slice(0, 125))).toBe(true);
      });
    }),
    { numRuns: 500 },
  );
});
