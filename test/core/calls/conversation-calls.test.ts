import { expect, test } from 'vitest';
import { conversationCalls, countCalls } from '../../../src/core/calls/conversation-calls.ts';
import type { Entry } from '../../../src/core/conversation/conversation.ts';
import { storedReply } from '../../helpers/sessions.ts';

const time = '2026-03-01T10:00:00.000Z';
const reply = (...content: { type: string }[]): Entry => ({ type: 'reply', reply: storedReply({ content }), time });
const results = (...content: { type: string }[]): Entry => ({ type: 'results', content, time });
const call = (id: string, type = 'tool_use') => ({ type, id, name: `tool-${id}`, input: { id } });
const result = (id: string, content: unknown, is_error = false) => ({
  type: 'tool_result',
  tool_use_id: id,
  content,
  is_error,
});

test('the calls of a conversation are numbered, and have their results', () => {
  const conversation = [
    { type: 'prompt', content: [{ type: 'tool_use', id: 'no', name: 'no' }], time } as const,
    reply({ type: 'text' }, call('1'), call('2', 'server_tool_use'), {
      ...result('2', []),
      type: 'web_search_tool_result',
    }),
    results(result('1', 'one'), result('1', 'again'), result('unknown', 'x')),
    { type: 'continue', content: 'go on', time } as const,
    reply(call('1'), call('3', 'mcp_tool_use')),
    results(result('1', 'later', true)),
  ];
  expect(conversationCalls(conversation)).toMatchObject([
    { number: 1, name: 'tool-1', input: { id: '1' }, result: { text: 'one', isError: false } },
    { number: 2, name: 'tool-2', input: { id: '2' }, result: { text: '', isError: false } },
    { number: 3, name: 'tool-1', input: { id: '1' }, result: { text: 'later', isError: true } },
    { number: 4, name: 'tool-3', input: { id: '3' }, result: undefined },
  ]);
  expect(countCalls(conversation)).toBe(4);
});

test('a call without a name or an input is a call', () => {
  expect(conversationCalls([reply({ type: 'tool_use' })])).toMatchObject([{ name: '', input: {} }]);
});
