import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
// Imported first: it counts only the code loaded after it.
import { stepsOf } from '../helpers/steps.ts';
import type { ToolOrigin } from '../../src/core/reply/tool-types.ts';
import { meaningOf, patternFor, type ServerTools } from '../../src/mcp/tool-pattern.ts';

const started = (tools: Readonly<Record<string, readonly string[]>>): ServerTools[] =>
  Object.entries(tools).map(([server, names]) => ({ server, tools: names }));
const missing = (server: string): ServerTools => ({ server, tools: undefined });

const words = ({ server, tool }: ToolOrigin) => `${server}: ${tool}`;

/** The tools that a pattern means, as `server: tool`; else what it could mean, or that it means nothing. */
function meaning(pattern: string, servers: readonly ServerTools[]): unknown {
  const found = meaningOf(pattern, servers);
  if (found.type === 'tools') return found.tools.map(words);
  return found.type === 'nothing' ? { nothing: found.isSure } : { [found.type]: found.among.map(words) };
}

const nothing = { nothing: true };
const unsure = { nothing: false };

describe('of one server', () => {
  const one = started({ s: ['echo', 'read_file', 'read_dir', 'read_', 'a', 'x.y'] });

  test.each([
    ['echo', ['echo']],
    ['echo2', nothing],
    ['Echo', nothing],
    ['*', ['echo', 'read_file', 'read_dir', 'read_', 'a', 'x.y']],
    ['', nothing],
    ['s__echo', ['echo']],
    ['s__*', ['echo', 'read_file', 'read_dir', 'read_', 'a', 'x.y']],
    ['xs__*', nothing],
    ['*_file', ['read_file']],
    ['*_files', nothing],
    ['read_*', ['read_file', 'read_dir', 'read_']],
    ['re*_f*e', ['read_file']],
    ['re*_*', ['read_file', 'read_dir', 'read_']],
    ['r*_f*r', nothing],
    ['re*ad_', ['read_']],
    ['*b*', nothing],
    ['s__x_y', ['x.y']],
    ['x_y', ['x.y']],
    ['x.y', ['x.y']],
    ['x_*', ['x.y']],
    ['x.*', ['x.y']],
    ['s__e.ho', nothing],
    ['[a-z]*', nothing],
  ])('the pattern %j means %j', (pattern, expected) => {
    expect(meaning(pattern, one)).toEqual(Array.isArray(expected) ? expected.map((tool) => `s: ${tool}`) : expected);
  });
});

describe('of several servers', () => {
  test.each<[string, string, readonly ServerTools[], unknown]>([
    ['every tool', '*', started({ a: ['x'], b: ['y'] }), ['a: x', 'b: y']],
    ['a tool that only one has', 'x', started({ a: ['x'], b: ['y'] }), ['a: x']],
    ['no tool that two have', 'x', started({ a: ['x'], b: ['x'] }), { ambiguous: ['a: x', 'b: x'] }],
    ['no tools of two', 'x*', started({ a: ['x1'], b: ['x2'] }), { ambiguous: ['a: x*', 'b: x*'] }],
    ['a tool of the server that it names', 'a__x', started({ a: ['x'], b: ['x'] }), ['a: x']],
    ['no tool of another that is called like it', 'a__x', started({ a: ['y'], b: ['a__x'] }), nothing],
    ['no tools of another either', 'a__*', started({ a: ['y'], b: ['a__x'] }), ['a: y']],
    ['tools of each on purpose', '*__x', started({ a: ['x'], b: ['x'], c: ['y'] }), ['a: x', 'b: x']],
    ['tools of each server of a kind', 'db*__x', started({ db1: ['x'], db2: ['x'], c: ['x'] }), ['db1: x', 'db2: x']],
    ['what follows the first __', '*__b__c', started({ a: ['b__c'], a__b: ['c'] }), ['a: b__c']],
    ['a name with __ in it', 'y__x', started({ a: ['y__x'], b: ['x'] }), ['a: y__x']],
    ['names with __ in them', 'y__*', started({ a: ['y__x'], b: ['x'] }), ['a: y__x']],
    [
      'nothing where two server names fit, even if only one has such a tool',
      'a__b__c',
      started({ a: ['b__c'], a__b: [] }),
      { ambiguous: ['a: b__c', 'a__b: c'] },
    ],
    [
      'nothing for such tools either',
      'a__b__*',
      started({ a: [], a__b: ['c'] }),
      { ambiguous: ['a: b__*', 'a__b: *'] },
    ],
    ['the server that is really called so', 'a_b__c', started({ 'a.b': ['c'], a_b: ['c'] }), ['a_b: c']],
    ['the server as it is called', 'a.b__c', started({ 'a.b': ['c'], a_b: ['c'] }), ['a.b: c']],
    ['a server in the API’s spelling', 'a_b__c', started({ 'a.b': ['c'] }), ['a.b: c']],
    ['servers in the API’s spelling', 'a_*__c', started({ 'a.b': ['c'] }), ['a.b: c']],
    [
      'nothing where two servers come to one spelling',
      'a_b__c',
      started({ 'a.b': ['c'], 'a:b': [] }),
      { ambiguous: ['a.b: c', 'a:b: c'] },
    ],
    ['the tool that is really called so', 'a__x_y', started({ a: ['x.y', 'x_y'] }), ['a: x_y']],
    [
      'nothing where two tools come to one spelling',
      'a__x_y',
      started({ a: ['x.y', 'x:y'] }),
      { ambiguous: ['a: x.y', 'a: x:y'] },
    ],
    ['both where the pattern asks for several', 'a__x_*', started({ a: ['x.y', 'x:y'] }), ['a: x.y', 'a: x:y']],
    ['a name with characters of two code units', 'a__x', started({ '😀😀': ['x'], a: ['x'] }), ['a: x']],
    ['a server with such a name', '😀😀__x', started({ '😀😀': ['x'], a: ['x'] }), ['😀😀: x']],
    ['a blank before and after', ' a__x', started({ a: ['x'] }), nothing],
    ['__ at the start', '__x', started({ a: ['__x'] }), ['a: __x']],
    ['three underscores', 'a___x', started({ a: ['_x', 'x'] }), ['a: _x']],
  ])('means %s: %j', (_, pattern, servers, expected) => {
    expect(meaning(pattern, servers)).toEqual(expected);
  });
});

describe('while a server is missing', () => {
  const a = started({ a: ['x'] });

  test.each<[string, string, unknown]>([
    ['no tool by its name alone: the other server may have had one', 'x', { ambiguous: ['a: x', 'gone: x'] }],
    ['no tools by their names alone', 'x*', { ambiguous: ['a: x*', 'gone: x*'] }],
    ['a tool with its server', 'a__x', ['a: x']],
    ['what is there of every server', '*', ['a: x']],
    ['what is there of each', '*__x', ['a: x']],
    ['perhaps something of the missing one', 'gone__y', unsure],
    ['perhaps something of whichever', 'y', unsure],
    ['surely nothing of one that is there', 'a__y', nothing],
  ])('a pattern means %s', (_, pattern, expected) => {
    expect(meaning(pattern, [...a, missing('gone')])).toEqual(expected);
  });
});

test('the pattern for a tool is the shortest unmistakable one that can be typed', () => {
  const servers = [
    ...started({
      files: ['read', 'x.y', 'x:y'],
      'a.b': ['c'],
      a_b: ['c'],
      a: ['b__c', '*', 'so\u001b[2J'],
      a__b: ['c', 'only here'],
    }),
  ];
  const pattern = (server: string, tool: string) => patternFor({ server, tool }, servers);
  expect(pattern('files', 'read')).toBe('files__read');
  expect(pattern('files', 'x.y')).toBe('files__x.y');
  expect(pattern('a_b', 'c')).toBe('a_b__c');
  expect(pattern('a.b', 'c')).toBe('a.b__c');
  expect(pattern('a', 'b__c')).toBe('b__c');
  expect(pattern('a__b', 'c')).toBeUndefined();
  expect(pattern('a__b', 'only here')).toBe('only_here');
  expect(pattern('a', '*')).toBe('a___');
  expect(pattern('a', 'so\u001b[2J')).toBe('a__so__2J');
  expect(patternFor({ server: 'a', tool: 'x' }, started({ a: ['y'] }))).toBeUndefined();
  // The only spelling that is not ambiguous cannot be typed, or would match more than a name.
  expect(patternFor({ server: 'a', tool: 'x\u0007' }, started({ a: ['x\u0007', 'x\u001b'] }))).toBeUndefined();
  expect(patternFor({ server: 'x*', tool: 't' }, started({ 'x*': ['t'], 'x.': ['u'] }))).toBe('t');
});

describe('whatever servers call themselves and their tools', () => {
  const name = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', 'b', '_', '__', '.', '*'), minLength: 1, maxLength: 5 }),
    fc.constantFrom('a', 'a__b', 'b__c', 'c', 'a.b', 'a_b', 'a:b'),
  );
  const servers = fc.uniqueArray(
    fc.record({ server: name, tools: fc.option(fc.uniqueArray(name, { maxLength: 4 }), { nil: undefined, freq: 5 }) }),
    { selector: ({ server }) => server, maxLength: 4 },
  );

  test('a pattern without * means at most one tool, and the same with another server’s tools gone or more', () => {
    fc.assert(
      fc.property(
        servers,
        fc.oneof(
          name,
          fc.tuple(name, name).map(([a, b]) => `${a}__${b}`),
        ),
        (all, pattern) => {
          fc.pre(!pattern.includes('*'));
          const found = meaningOf(pattern, all);
          if (found.type !== 'tools') return;
          expect(found.tools).toHaveLength(1);
          const [{ server, tool }] = found.tools as [ToolOrigin];
          expect(all.find((one) => one.server === server)?.tools).toContain(tool);
          // Whatever the others offer, the pattern does not come to mean a tool of theirs.
          const others = all.map((one) => (one.server === server ? one : { ...one, tools: [pattern, tool, 'c'] }));
          const then = meaningOf(pattern, others);
          if (then.type === 'tools') expect(then.tools).toEqual([{ server, tool }]);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('a pattern with the name of a server means tools of that server only', () => {
    fc.assert(
      fc.property(servers, name, name, (all, server, part) => {
        fc.pre(!server.includes('*') && all.some((one) => one.server === server));
        const found = meaningOf(`${server}__${part}`, all);
        for (const tool of found.type === 'tools' ? found.tools : []) expect(tool.server).toBe(server);
      }),
      { numRuns: 2000 },
    );
  });

  test('the pattern for a tool means that tool and no other', () => {
    fc.assert(
      fc.property(servers, (all) => {
        for (const { server, tools = [] } of all) {
          for (const tool of tools) {
            const pattern = patternFor({ server, tool }, all);
            if (pattern !== undefined) expect(meaning(pattern, all)).toEqual([`${server}: ${tool}`]);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('* matches what the equivalent regular expression matches', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 8 });
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*'), minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, (wanted, tool) => {
        const regExp = new RegExp(`^${wanted.replaceAll('*', '.*')}$`);
        expect(meaning(wanted, started({ s: [tool] }))).toEqual(regExp.test(tool) ? [`s: ${tool}`] : nothing);
      }),
      { numRuns: 1000 },
    );
  });
});

test('a pattern made to be slow takes a few steps per part', async () => {
  const steps = (parts: number) =>
    stepsOf(() => expect(meaning(`${'a*'.repeat(parts)}b`, started({ s: ['a'.repeat(2 * parts)] }))).toEqual(nothing));
  await steps(500);
  const growth = (await steps(5000)) / (await steps(500));
  expect(growth).toBeGreaterThan(8);
  expect(growth).toBeLessThan(11);
});
