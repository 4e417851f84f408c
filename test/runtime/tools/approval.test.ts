import { describe, expect, test } from 'vitest';
import type { ApprovalAnswer, ApprovalRequest, Call } from '../../../src/core/reply/tool-types.ts';
import { createPermissions } from '../../../src/mcp/permissions.ts';
import { patternFor } from '../../../src/mcp/tool-pattern.ts';
import { createApprover, type AskUser } from '../../../src/runtime/tools/approval.ts';

const SERVERS = [
  { server: 'files', tools: ['read', 'write'] },
  { server: 'my db', tools: ['x y', 'x:y'] },
];
/** The names that the model uses. */
const ORIGINS = new Map([
  ['read', { server: 'files', tool: 'read' }],
  ['write', { server: 'files', tool: 'write' }],
  ['my_db__x_y', { server: 'my db', tool: 'x y' }],
  ['odd', { server: 'odd', tool: '*' }],
]);
const { signal } = new AbortController();
const call = (name: string, input: unknown = {}): Call => ({ id: 'toolu_1', name, input });

function approver(askUser?: AskUser, patterns: string[] = []) {
  const permissions = createPermissions(patterns, SERVERS);
  const patternOf = (origin: { server: string; tool: string }) => patternFor(origin, SERVERS);
  return createApprover({ origin: (name) => ORIGINS.get(name), permissions, patternOf, askUser });
}

const answering = (answer: ApprovalAnswer | undefined) => approver(async () => answer);

describe('a call', () => {
  test('is allowed by a pattern, without asking', () => {
    const { judge } = approver(undefined, ['files__read']);
    expect(judge(call('read'))).toBe('allowed');
    expect(judge(call('write'))).not.toBe('allowed');
  });

  test('of a tool that does not exist is not asked about: its result says so', () => {
    expect(approver(async () => 'once').judge(call('nothing'))).toBe('allowed');
    expect(approver().judge(call('nothing'))).toBe('allowed');
  });

  test('is asked about with its server, its tool, and the very input that runs', async () => {
    const asked: [ApprovalRequest, AbortSignal][] = [];
    const { judge, ask } = approver(async (...given) => {
      asked.push(given);
      return 'once';
    });
    const input = { 'x y': 1 };
    expect(judge(call('my_db__x_y', input))).toBe('ask');
    expect(await ask(call('my_db__x_y', input), signal)).toBe('allowed');
    expect(asked).toEqual([[{ server: 'my db', tool: 'x y', name: 'my_db__x_y', input }, signal]]);
    expect(asked[0]![0].input).toBe(input);
  });

  test('that is allowed once is asked about again', async () => {
    const { judge, ask } = answering('once');
    expect(await ask(call('read'), signal)).toBe('allowed');
    expect(judge(call('read'))).toBe('ask');
  });

  test('that is always allowed is asked about no more, but others are', async () => {
    const { judge, ask } = answering('always');
    expect(await ask(call('read'), signal)).toBe('allowed');
    expect(judge(call('read'))).toBe('allowed');
    expect(judge(call('write'))).toBe('ask');
  });

  test.each<[string, ApprovalAnswer | undefined, string, string]>([
    ['declined', { refused: undefined }, 'The user declined this call.', 'not run'],
    ['declined with nothing but blanks', { refused: ' \n' }, 'The user declined this call.', 'not run'],
    [
      'declined with a reason',
      { refused: ' use b\u001b[2J\ninstead ' },
      'The user declined this call: use b[2J instead',
      'not run: use b[2J instead',
    ],
    ['not answered', undefined, 'The user interrupted instead of approving this call.', 'not run: interrupted'],
  ])(
    'that is %s does not run, and the user and the model are told in their own words',
    async (_, answer, refused, shown) => {
      expect(await answering(answer).ask(call('read'), signal)).toEqual({ refused, shown });
    },
  );

  test('whose tool is gone, or that nobody can be asked about, does not run', async () => {
    expect(await approver().ask(call('read'), signal)).toMatchObject({ shown: 'not run: interrupted' });
    expect(await answering('once').ask(call('nothing'), signal)).toMatchObject({ shown: 'not run: interrupted' });
  });
});

describe('where nobody can be asked, a refusal names the flag', () => {
  const sentence = 'This call was not run: the user has not allowed the tool and cannot be asked.';

  test.each([
    ['read', '--allow-tool files__read'],
    ['my_db__x_y', "--allow-tool 'my db__x y'"],
  ])('for %s: %s', (name, flag) => {
    expect(approver().judge(call(name))).toEqual({
      refused: `${sentence} They can allow it with ${flag}`,
      shown: `not run: allow it with ${flag}`,
    });
  });

  test('unless no pattern means that tool alone', () => {
    expect(approver().judge(call('odd'))).toEqual({ refused: sentence, shown: 'not run: not allowed' });
  });
});
