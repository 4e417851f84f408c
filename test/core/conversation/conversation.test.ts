import { describe, expect, test } from 'vitest';
import {
  cutBy,
  lastTurn,
  rewind,
  typedText,
  undo,
  unanswered,
  type Content,
  type Conversation,
  type Entry,
} from '../../../src/core/conversation/conversation.ts';
import type { StoredReply } from '../../../src/core/reply/reply-mappings.ts';
import { storedReply } from '../../helpers/sessions.ts';

const time = '2026-03-01T10:00:00.000Z';
const prompt = (content: Content): Entry => ({ type: 'prompt', content, time });
const reply = (given: string | Partial<StoredReply>): Entry => ({ type: 'reply', reply: storedReply(given), time });
const results: Entry = { type: 'results', content: [{ type: 'tool_result', tool_use_id: '1' }], time };
const text = (content: string) => ({ type: 'text', text: content });

describe('a conversation', () => {
  const one = [prompt('a'), reply('b')];
  const two = [...one, prompt('c'), reply('d'), results, reply('e')];

  test.each<[string, Conversation, Conversation, Conversation, number]>([
    ['of two turns', two, one, two.slice(0, 3), 2],
    ['of one turn', one, [], one.slice(0, 1), 0],
    ['without a prompt', [reply('b')], [], [], -1],
    ['that is empty', [], [], [], -1],
  ])('%s is undone and rewound', (_, conversation, undone, rewound, last) => {
    expect(undo(conversation)).toEqual(undone);
    expect(rewind(conversation)).toEqual(rewound);
    expect(lastTurn(conversation)).toBe(last);
  });

  test.each<[string, Conversation, Content | undefined]>([
    ['only a prompt', [prompt('a')], 'a'],
    ['a prompt after a turn', [...one, prompt([text('c')])], [text('c')]],
    ['a reply of thinking alone', [prompt('a'), reply({ content: [{ type: 'thinking', thinking: 'Hm' }] })], 'a'],
    ['a reply of redacted thinking alone', [prompt('a'), reply({ content: [{ type: 'redacted_thinking' }] })], 'a'],
    ['a reply of empty text', [prompt('a'), reply('')], 'a'],
    ['a reply of blanks', [prompt('a'), reply({ status: 'failed', content: [text(' \n')] })], 'a'],
    ['results and no reply', [prompt('a'), results], 'a'],
    ['a reply that failed at once', [prompt('a'), reply({ status: 'failed', content: [] })], 'a'],
    ['a reply that was cut off', [prompt('a'), reply({ status: 'failed', content: [text('b')] })], undefined],
    ['a reply that only calls a tool', [prompt('a'), reply({ content: [{ type: 'tool_use' }] })], undefined],
    ['a call that was cut off', [prompt('a'), reply({ status: 'interrupted', content: [{ type: 'tool_use' }] })], 'a'],
    ['a complete turn', one, undefined],
    ['a request to continue and no prompt', [{ type: 'continue', content: 'go', time }], 'go'],
    ['a reply and no prompt', [reply('b')], undefined],
    ['nothing', [], undefined],
  ])('with %s has this unanswered prompt', (_, conversation, content) => {
    expect(unanswered(conversation)).toEqual(content);
  });
});

test.each<[Content, string]>([
  ['why?', 'why?'],
  [[text('<file path="a">'), text('why?')], 'why?'],
  [[text('why?'), { type: 'image' }], 'why?'],
  [[{ type: 'image' }], ''],
  [[], ''],
])('the user typed, in %j, %j', (content, typed) => {
  expect(typedText(content)).toBe(typed);
});

describe('a reply', () => {
  test.each<[Partial<StoredReply>, string | undefined]>([
    [{ status: 'interrupted' }, 'it was interrupted'],
    [{ status: 'failed', stop_reason: 'max_tokens' }, 'the connection failed'],
    [{ stop_reason: 'max_tokens' }, 'it reached its token limit'],
    [{ stop_reason: 'model_context_window_exceeded' }, 'the context window was full'],
    [{ stop_reason: 'refusal' }, undefined],
    [{ stop_reason: undefined }, undefined],
  ])('with %j was cut off because %s', (given, why) => {
    expect(cutBy(storedReply(given))).toBe(why);
  });
});
