import { describe, expect, test } from 'vitest';
import { createSession } from '../../src/agent/session.ts';
import type { Conversation } from '../../src/core/conversation/conversation.ts';
import { scriptedReply } from '../helpers/fake-provider.ts';
import { NOW, recordedSession } from '../helpers/fake-session.ts';
import { storedReply } from '../helpers/sessions.ts';

const header = {
  type: 'session',
  version: 1,
  id: 'bcdfghjk',
  time: NOW,
  model: 'fake-model',
  system: undefined,
  name: undefined,
  forked_from: undefined,
};
const prompt = (content: string) => ({ type: 'prompt', content, time: NOW });
const synced = { synced: true };
const types = (conversation: Conversation) => conversation.map(({ type }) => type);

describe('a new session', () => {
  test('leaves no journal until a message is added', async () => {
    const { session, written } = recordedSession();
    session.recordEvent({ type: 'text', text: 'Hi' });
    session.rename('mine');
    session.setModel('other-model', 'Be brief.');
    await session.synced();
    expect(written).toEqual([]);
    expect(session).toMatchObject({ id: 'bcdfghjk', name: 'mine', model: 'other-model', system: 'Be brief.' });
    await session.addUserMessage('prompt', 'Hi');
    expect(written).toEqual([
      { ...header, name: 'mine', model: 'other-model', system: 'Be brief.' },
      prompt('Hi'),
      synced,
    ]);
  });

  test('starts one journal only', async () => {
    const { session, written } = recordedSession();
    await session.addUserMessage('prompt', 'one');
    await session.addUserMessage('prompt', 'two');
    expect(written).toEqual([header, prompt('one'), synced, prompt('two'), synced]);
  });

  test('that copies a conversation writes all of it', async () => {
    const conversation: Conversation = [
      { type: 'prompt', content: 'one', time: NOW },
      { type: 'reply', reply: storedReply('two'), time: NOW },
    ];
    const { session, written } = recordedSession({ conversation, forkedFrom: 'kxyzkxyz' });
    expect(session.conversation).toBe(conversation);
    await session.addUserMessage('prompt', 'three');
    expect(written).toEqual([
      { ...header, forked_from: 'kxyzkxyz' },
      prompt('one'),
      expect.objectContaining({ type: 'end', content: [{ type: 'text', text: 'two' }], time: NOW }),
      prompt('three'),
      synced,
    ]);
    expect(types(session.conversation)).toEqual(['prompt', 'reply', 'prompt']);
  });

  test('that is not saved works the same', async () => {
    let begun = 0;
    const begin = () => void begun++;
    const session = createSession({ id: 'bcdfghjk', model: 'm' }, { begin, now: () => NOW });
    await session.addUserMessage('prompt', 'one');
    session.recordEvent({ type: 'text', text: 'Hi' });
    session.addReply(scriptedReply({ text: 'Hi' }));
    await session.addUserMessage('prompt', 'two');
    await session.synced();
    expect(begun).toBe(1);
    expect(types(session.conversation)).toEqual(['prompt', 'reply', 'prompt']);
  });
});

describe('a session with a journal', () => {
  /** A session that continues a journal, which has no header to write. */
  function continued() {
    const written: object[] = [];
    const journal = {
      append: (line: object) => void written.push(line),
      part: (part: object) => void written.push({ part }),
      synced: async () => void written.push(synced),
    };
    const begin = () => {
      throw new Error('a second journal');
    };
    const session = createSession({ id: 'bcdfghjk', model: 'fake-model', journal }, { begin, now: () => NOW });
    return { session, written };
  }

  test('appends to it, and resolves once a message is on disk', async () => {
    const { session, written } = continued();
    await session.addUserMessage('prompt', 'one');
    expect(written).toEqual([prompt('one'), synced]);
    await session.addUserMessage('results', [{ type: 'tool_result', tool_use_id: '1', content: 'x' }]);
    await session.addUserMessage('continue', 'go on');
    expect(types(session.conversation)).toEqual(['prompt', 'results', 'continue']);
    await session.synced();
    expect(written.at(-1)).toBe(synced);
  });

  test('records the parts of a reply, but nothing that only views need', () => {
    const { session, written } = continued();
    session.recordEvent({ type: 'start', model: 'm' });
    session.recordEvent({ type: 'text', text: 'Hi' });
    session.recordEvent({ type: 'thinking', text: 'Hm' });
    session.recordEvent({ type: 'call', id: '1', name: 'add', server: false });
    session.recordEvent({ type: 'input', id: '1', json: '{}' });
    const parts = [...written];
    session.recordEvent({ type: 'usage', outputTokens: 3 });
    session.recordEvent({ type: 'run', id: '1', name: 'add' });
    session.recordEvent({ type: 'quiet', since: undefined });
    expect(parts.length).toBe(5);
    expect(parts[1]).toEqual({ part: { type: 'text', text: 'Hi' } });
    expect(written).toEqual(parts);
  });

  test('adds a reply with the model that the request named', () => {
    const { session, written } = continued();
    session.addReply(scriptedReply({ text: 'Hi', model: 'fake-model-2026' }));
    expect(session.conversation).toMatchObject([
      { type: 'reply', reply: { asked: 'fake-model', model: 'fake-model-2026', status: 'complete' }, time: NOW },
    ]);
    expect(written).toMatchObject([{ type: 'end', asked: 'fake-model', time: NOW, stop_reason: 'end_turn' }]);
  });

  test('writes down each change', async () => {
    const { session, written } = continued();
    await session.addUserMessage('prompt', 'one');
    session.addReply(scriptedReply({ text: 'Hi' }));
    written.length = 0;
    session.rewind();
    expect(types(session.conversation)).toEqual(['prompt']);
    expect(types(session.undone)).toEqual(['reply']);
    session.rename('mine');
    session.setModel('other-model', 'Be brief.');
    expect(session).toMatchObject({ name: 'mine', model: 'other-model', system: 'Be brief.' });
    expect(written).toEqual([
      { type: 'retry', time: NOW },
      { type: 'name', time: NOW, name: 'mine' },
      { type: 'settings', time: NOW, model: 'other-model', system: 'Be brief.' },
    ]);
  });
});

describe('undo', () => {
  const failed = { status: 'failed', content: [] } as const;
  const said = (content: string, reply: Parameters<typeof storedReply>[0]): Conversation => [
    { type: 'prompt', content, time: NOW },
    { type: 'reply', reply: storedReply(reply), time: NOW },
  ];

  test.each<[string, Conversation, string | undefined, number, number]>([
    ['removes the last turn', [...said('one', 'a'), ...said('two', 'b')], 'two', 2, 1],
    [
      'removes one turn with a reply, whatever failed after it',
      [...said('one', 'a'), ...said('two', 'b'), ...said('three', failed), ...said('four', failed)],
      'two',
      2,
      3,
    ],
    ['keeps what failed before it', [...said('one', failed), ...said('two', 'b')], 'two', 2, 1],
    ['does nothing without a reply', said('one', failed), undefined, 2, 0],
    ['does nothing at first', [], undefined, 0, 0],
  ])('%s', (_, conversation, prompt, left, count) => {
    const written: object[] = [];
    const journal = { append: (one: object) => void written.push(one), part: () => {}, synced: async () => {} };
    const { session } = recordedSession({ conversation, journal });
    expect(session.undo()).toBe(prompt);
    expect(session.conversation).toEqual(conversation.slice(0, left));
    // It was paid for.
    expect(new Set(session.undone)).toEqual(new Set(conversation.slice(left)));
    // A line of a journal has always removed one prompt, with or without a reply.
    expect(written).toEqual(Array.from({ length: count }, () => ({ type: 'undo', time: NOW })));
  });
});

test('a request has the model and the system prompt of the session, and all that was said', async () => {
  const { session } = recordedSession({ system: 'Be brief.' });
  await session.addUserMessage('prompt', 'one');
  session.addReply(scriptedReply({ text: 'Hi' }));
  await session.addUserMessage('prompt', 'two');
  session.setModel('other-model', 'Be long.');
  expect(session.request({ maxTokens: 100, effort: 'low' })).toEqual({
    model: 'other-model',
    max_tokens: 100,
    system: 'Be long.',
    output_config: { effort: 'low' },
    messages: [
      { role: 'user', content: 'one' },
      { role: 'assistant', content: [{ type: 'text', text: 'Hi' }] },
      { role: 'user', content: 'two' },
    ],
  });
});
