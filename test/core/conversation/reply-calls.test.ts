import { describe, expect, test } from 'vitest';
import { callsOf, createCallIds, isCall } from '../../../src/core/conversation/reply-calls.ts';
import type { StoredReply } from '../../../src/core/reply/reply-mappings.ts';
import type { Block } from '../../../src/core/reply/reply.ts';
import { storedReply } from '../../helpers/sessions.ts';
import { serverToolUse, textBlock, toolUse } from '../../helpers/tool-replies.ts';

const SAME = 'another call in the reply has the same id';
const BAD_ID = 'its id is not valid';
const BAD_NAME = 'its name is not valid';
const stopped = (...content: Block[]) => storedReply({ stop_reason: 'tool_use', content });

describe('the calls of a reply', () => {
  test.each<[Partial<StoredReply>, number]>([
    [{ stop_reason: 'tool_use' }, 1],
    [{ stop_reason: 'max_tokens' }, 0],
    [{ stop_reason: 'tool_use', status: 'interrupted' }, 0],
    [{ stop_reason: 'tool_use', status: 'failed' }, 0],
  ])('with %j are %i', (given, count) => {
    const content = [textBlock('a'), toolUse('1', 'add'), serverToolUse('2', 'web_search')];
    const calls = callsOf(storedReply({ content, ...given }));
    expect(calls).toEqual([{ block: content[1], flaw: undefined }].slice(0, count));
    for (const { block } of calls) expect(block).toBe(content[1]);
  });

  test.each<[string, Block[], (string | undefined)[]]>([
    ['may run with ids of their own', [toolUse('toolu_1', 'add'), toolUse('call-2', 'add')], [undefined, undefined]],
    ['of one id, all of them', [toolUse('1', 'ls'), toolUse('2', 'add'), toolUse('1', 'rm')], [SAME, undefined, SAME]],
    ['with the id of a hosted tool’s', [serverToolUse('1', 'web_search'), toolUse('1', 'rm')], [SAME]],
    ['with the id of something that is no call', [{ ...textBlock('a'), id: '1' }, toolUse('1', 'rm')], [undefined]],
  ])('%s', (_, content, flaws) => {
    expect(callsOf(stopped(...content)).map(({ flaw }) => flaw)).toEqual(flaws);
  });

  test.each([5, null, undefined, {}, ['toolu_1'], true, '', ' ', 'a b', 'tool.1', 'é', 'a\n'])(
    'must not run with the id %j',
    (id) => {
      expect(callsOf(stopped({ ...toolUse('', 'add'), id }))[0]!.flaw).toBe(BAD_ID);
    },
  );

  test.each([5, null, undefined, {}, ['run'], '', 'no such', 'run\u001b[2J', 'é', 'a\n', 'x'.repeat(129)])(
    'must not run with the name %j',
    (name) => {
      expect(callsOf(stopped({ ...toolUse('1', ''), name }))[0]!.flaw).toBe(BAD_NAME);
    },
  );

  test('may run with a name of 128 characters', () => {
    expect(callsOf(stopped(toolUse('1', 'x'.repeat(128))))[0]!.flaw).toBeUndefined();
  });
});

test.each([
  ['tool_use', true],
  ['server_tool_use', true],
  ['mcp_tool_use', true],
  ['tool_result', false],
  ['text', false],
])('whether a block of type %s is a call: %s', (type, expected) => {
  expect(isCall({ type })).toBe(expected);
});

describe('the ids that are sent', () => {
  test('are those of the calls', () => {
    const ids = createCallIds();
    expect([ids.add('a'), ids.add('b')]).toEqual(['a', 'b']);
    expect([ids.of('a'), ids.of('b'), ids.of('c'), ids.of(5)]).toEqual(['a', 'b', 'c', 5]);
  });

  test('are others for ids that come again, and results follow the last call', () => {
    const ids = createCallIds();
    expect([ids.add('a'), ids.add('a_2'), ids.add('a')]).toEqual(['a', 'a_2', 'a_3']);
    expect([ids.of('a'), ids.of('a_2')]).toEqual(['a_3', 'a_2']);
    expect(ids.add('a_3')).toBe('a_3_2');
  });

  test('are made for ids that the API would reject', () => {
    const ids = createCallIds();
    expect([ids.add(5), ids.add('a b'), ids.add(null), ids.add(5)]).toEqual(['call', 'call_2', 'call_3', 'call_4']);
    expect([ids.of(5), ids.of('a b'), ids.of(null)]).toEqual(['call_4', 'call_2', 'call_3']);
  });
});
