import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fullName, toolNames, type OwnName } from '../../src/mcp/tool-names.ts';

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
      ['a', 'b.c'],
      ['a', 'a__b_c'],
    ],
    ['a__b_c_2', 'a__b_c'],
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

test('no tool looks like another server’s, even if that server did not start', () => {
  expect(
    names(
      [
        ['evil', 'fs__write'],
        ['evil', 'evil__x'],
      ],
      [],
      ['fs', 'evil'],
    ),
  ).toEqual(['evil__fs__write', 'evil__x']);
});

test('names are valid, unique, and the same each time, whatever servers call their tools', () => {
  const word = fc.oneof(fc.constantFrom('a', 'b', 'a__b', 'a_b', 'a.b', '', 'x'.repeat(128)), fc.string());
  const tool: fc.Arbitrary<OwnName> = fc.record({ server: word, tool: word });
  fc.assert(
    fc.property(fc.array(tool), fc.array(word), (tools, taken) => {
      const servers = tools.map(({ server }) => server);
      const all = toolNames(tools, servers, taken);
      expect(new Set(all).size).toBe(tools.length);
      for (const name of all) expect(name).toMatch(/^[a-zA-Z0-9_-]{1,128}$/);
      expect(all.filter((name) => taken.includes(name))).toEqual([]);
      expect(toolNames(tools, servers, taken)).toEqual(all);
    }),
  );
});

test('the full name is the server’s and the tool’s', () => {
  expect(fullName({ server: 'my fs', tool: 'read' })).toBe('my_fs__read');
});
