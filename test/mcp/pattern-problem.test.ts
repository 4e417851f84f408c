import { describe, expect, test } from 'vitest';
import { allowFlag, patternProblem } from '../../src/mcp/pattern-problem.ts';
import { createPermissions } from '../../src/mcp/permissions.ts';
import type { ServerTools } from '../../src/mcp/tool-pattern.ts';

const SERVERS: ServerTools[] = [
  { server: 'files', tools: ['read_file', 'list_directory', 'x.y', 'x:y'] },
  { server: 'web', tools: ['read_file', 'get'] },
  { server: 'a', tools: ['b__c'] },
  { server: 'a__b', tools: ['c'] },
];

/** What is said about a pattern that allows nothing. */
function said(pattern: string, servers = SERVERS): string[] | undefined {
  const { idle } = createPermissions([pattern], servers);
  const problem = patternProblem(idle[0]!, servers);
  return problem && [problem.what, problem.hint!];
}

describe('a pattern', () => {
  test.each([
    ['fils__list_directory', 'did you mean files__list_directory?'],
    ['fils__list*', "did you mean 'files__list*'?"],
    ['gett', 'did you mean get?'],
    ['web__gat', 'did you mean web__get?'],
    ['files__raed_file', 'did you mean files__read_file?'],
    ['webb__get', 'did you mean web__get?'],
    ['nothing at all like it', 'claude-stream tools lists the tools'],
    ['elsewhere__*', 'claude-stream tools lists the tools'],
  ])('that matches nothing is told, with what may be meant: %s', (pattern, hint) => {
    expect(said(pattern)).toEqual([`${allowFlag(pattern)} matches no tool`, hint]);
  });

  test.each([
    [
      'read_file',
      '"read_file" of the server "files" or "read_file" of the server "web"',
      'write --allow-tool files__read_file or --allow-tool web__read_file',
    ],
    [
      'read*',
      '"read*" of the server "files" or "read*" of the server "web"',
      "write --allow-tool 'files__read*' or --allow-tool 'web__read*'",
    ],
    [
      'files__x_y',
      '"x.y" of the server "files" or "x:y" of the server "files"',
      'write --allow-tool files__x.y or --allow-tool files__x:y',
    ],
    ['a__b__c', '"b__c" of the server "a" or "c" of the server "a__b"', 'rename one of the servers in the MCP config'],
  ])('that is ambiguous is told, with what it could mean: %s', (pattern, among, hint) => {
    expect(said(pattern)).toEqual([`${allowFlag(pattern)} allows nothing, since it could mean ${among}`, hint]);
  });

  test('that could mean many tools lists three', () => {
    const many = ['s1', 's2', 's3', 's4', 's5'].map((server) => ({ server, tools: ['x'] }));
    expect(said('x', many)![0]).toContain('"x" of the server "s3" (2 more)');
  });

  test('that may mean a tool of a server that did not start is not', () => {
    const missing: ServerTools = { server: 'gone', tools: undefined };
    expect(said('gone__x', [...SERVERS, missing])).toBeUndefined();
    expect(said('y', [...SERVERS, missing])).toBeUndefined();
    expect(said('web__y', [...SERVERS, missing])).toBeDefined();
  });

  test('is told without what could steer a terminal', () => {
    const evil: ServerTools[] = [
      { server: 's\u001b[2J', tools: ['tool\u202e\u0007'] },
      { server: 't', tools: ['tool\u202e\u0007'] },
    ];
    for (const pattern of ['tool\u202e\u0007', 'tool\u202e\u0007x', 's\u001b[2Jx__*']) {
      expect(said(pattern, evil)!.join('')).not.toMatch(/[\u0000-\u001f\u202e]/);
    }
  });
});
