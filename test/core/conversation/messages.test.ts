import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Content, Conversation } from '../../../src/core/conversation/conversation.ts';
import { callsOf } from '../../../src/core/conversation/reply-calls.ts';
import { messagesOf } from '../../../src/core/conversation/messages.ts';
import type { ReplyEvent } from '../../../src/core/reply/ports.ts';
import { continuationPrompt } from '../../../src/core/reply/continuation.ts';
import { lineOf, type Part, type Journal } from '../../../src/core/conversation/journal-lines.ts';
import { readJournal, type Restored } from '../../../src/core/conversation/read-journal.ts';
import { type Block, type Outcome, type Reply, textOf } from '../../../src/core/reply/reply.ts';
import { noReply } from '../../../src/core/reply/reply.ts';
import { createSession, type Session } from '../../../src/agent/session.ts';
import { rejectedBy } from '../../helpers/api-rules.ts';
import { storedReply } from '../../helpers/sessions.ts';

const MODEL = 'claude-opus-5-5';
const SETTINGS = { maxTokens: 1000, effort: undefined };
const time = '2026-03-01T10:00:00.000Z';

const says = (...content: Content[]): Conversation =>
  content.map((text) => ({ type: 'prompt' as const, content: text, time }));
const answers = (reply: Parameters<typeof storedReply>[0]): Conversation => [
  { type: 'reply', reply: storedReply(reply), time },
];
const results = (...ids: string[]): Conversation => [{ type: 'results', content: ids.map(result), time }];

const text = (words: string): Block => ({ type: 'text', text: words });
const thinking = (signature: string): Block => ({ type: 'thinking', thinking: 'Hm', signature });
const call = (id: string): Block => ({ type: 'tool_use', id, name: 'weather', input: {} });
const result = (id: string): Block => ({ type: 'tool_result', tool_use_id: id, content: 'rain' });
const search = (id: string): Block => ({ type: 'server_tool_use', id, name: 'web_search', input: {} });
const found = (id: string): Block => ({ type: 'web_search_tool_result', tool_use_id: id, content: [] });
const cutMark = (why: string) => text(`[This reply was cut off here: ${why}.]`);
const unfinished = (id: string) => ({
  type: 'tool_result',
  tool_use_id: id,
  is_error: true,
  content: 'The call was not run, or did not finish.',
});
const notRun = (id: string, why: string) => ({ ...unfinished(id), content: `The call was not run: ${why}.` });
const user = (content: unknown) => ({ role: 'user', content });
const assistant = (...content: unknown[]) => ({ role: 'assistant', content });

describe('the messages of a request', () => {
  const cases: [string, Conversation, unknown[]][] = [
    ['a prompt alone', says('a'), [user('a')]],
    [
      'a complete reply, its blocks as they came',
      [...says('a'), ...answers({ content: [thinking('sig'), { ...text('b'), citations: null }] }), ...says('c')],
      [user('a'), assistant(thinking('sig'), { ...text('b'), citations: null }), user('c')],
    ],
    ['a prompt without a reply, left out', says('a', 'b'), [user('b')]],
    [
      'an interrupted reply, which says so at its end',
      [...says('a'), ...answers({ status: 'interrupted', content: [text('b')] }), ...says('c')],
      [user('a'), assistant(text('b'), cutMark('it was interrupted')), user('c')],
    ],
    [
      'a reply that the network cut',
      [...says('a'), ...answers({ status: 'failed', content: [text('b')] }), ...says('c')],
      [user('a'), assistant(text('b'), cutMark('the connection failed')), user('c')],
    ],
    [
      'a reply that reached its limit',
      [...says('a'), ...answers({ stop_reason: 'max_tokens', content: [text('b')] }), ...says('c')],
      [user('a'), assistant(text('b'), cutMark('it reached its token limit')), user('c')],
    ],
    [
      'a reply that filled the context window',
      [...says('a'), ...answers({ stop_reason: 'model_context_window_exceeded', content: [text('b')] }), ...says('c')],
      [user('a'), assistant(text('b'), cutMark('the context window was full')), user('c')],
    ],
    [
      'a cut reply that is asked to go on, without the mark',
      [...says('a'), ...answers({ status: 'failed', content: [text('b')] }), { type: 'continue', content: 'on', time }],
      [user('a'), assistant(text('b')), user('on')],
    ],
    [
      'a reply of nothing but blanks, left out',
      [...says('a'), ...answers({ status: 'failed', content: [text(' \n')] }), ...says('c')],
      [user('c')],
    ],
    [
      'thinking that was cut, left out with its prompt, or led to nothing, left out',
      [
        ...says('a'),
        ...answers({ status: 'interrupted', content: [thinking('')] }),
        ...says('b'),
        ...answers({ stop_reason: 'max_tokens', content: [thinking('sig')] }),
        ...says('c'),
      ],
      [user([text('b'), text('c')])],
    ],
    [
      'the thinking of another model, left out',
      [...says('a'), ...answers({ asked: 'claude-haiku-5-5', content: [thinking('s'), text('b')] }), ...says('c')],
      [user('a'), assistant(text('b')), user('c')],
    ],
    [
      'calls with their results, each once, and none that nobody asked for',
      [
        ...says('a'),
        ...answers({ stop_reason: 'tool_use', content: [call('1'), call('2')] }),
        ...results('1', '2', '1', '3'),
      ],
      [user('a'), assistant(call('1'), call('2')), user([result('1'), result('2')])],
    ],
    [
      'a call that was never answered, with a result that says so before the next prompt',
      [...says('a'), ...answers({ stop_reason: 'tool_use', content: [text('b'), call('1')] }), ...says('c')],
      [user('a'), assistant(text('b'), call('1')), user([unfinished('1'), text('c')])],
    ],
    [
      'one of two calls answered',
      [...says('a'), ...answers({ stop_reason: 'tool_use', content: [call('1'), call('2')] }), ...results('2')],
      [user('a'), assistant(call('1'), call('2')), user([unfinished('1'), result('2')])],
    ],
    [
      'a call in a reply that stopped at its limit: its input may lack its end, and it is left out',
      [...says('a'), ...answers({ stop_reason: 'max_tokens', content: [text('b'), call('1')] }), ...says('c')],
      [user('a'), assistant(text('b'), cutMark('it reached its token limit')), user('c')],
    ],
    [
      'calls of one id, which did not run, each with an id and a result of its own',
      [
        ...says('a'),
        ...answers({ stop_reason: 'tool_use', content: [call('1'), call('2'), { ...call('1'), input: { b: 1 } }] }),
        ...results('1', '2', '1'),
      ],
      [
        user('a'),
        assistant(call('1'), call('2'), { ...call('1_2'), input: { b: 1 } }),
        user([
          notRun('1', 'another call in the reply has the same id'),
          notRun('1_2', 'another call in the reply has the same id'),
          result('2'),
        ]),
      ],
    ],
    [
      'a call whose id the API would reject',
      [
        ...says('a'),
        ...answers({ stop_reason: 'tool_use', content: [{ ...call(''), id: 5 }, call('call')] }),
        ...results('', 'call'),
      ],
      [
        user('a'),
        assistant(call('call'), call('call_2')),
        user([notRun('call', 'its id is not valid'), result('call_2')]),
      ],
    ],
    [
      'a call whose name the API would reject, left out and told in words',
      [
        ...says('a'),
        ...answers({ stop_reason: 'tool_use', content: [{ ...call('1'), name: ['run'] }, call('2')] }),
        ...results('1', '2'),
      ],
      [
        user('a'),
        assistant(call('2')),
        user([result('2'), text('[A tool call was left out here and not run: its name is not valid.]')]),
      ],
    ],
    [
      'nothing but such a call, with a prompt after it',
      [
        ...says('a'),
        ...answers({ stop_reason: 'tool_use', content: [{ ...call('1'), name: 'no such' }] }),
        ...says('b'),
      ],
      [user([text('a'), text('[A tool call was left out here and not run: its name is not valid.]'), text('b')])],
    ],
    [
      'calls whose ids come again in a later reply, told apart',
      [
        ...says('a'),
        ...answers({ stop_reason: 'tool_use', content: [call('1')] }),
        ...results('1'),
        ...answers({ stop_reason: 'tool_use', content: [call('1')] }),
        ...results('1'),
        ...answers({ content: [search('1'), found('1'), text('b')] }),
        ...says('c'),
      ],
      [
        user('a'),
        assistant(call('1')),
        user([result('1')]),
        assistant(call('1_2')),
        user([result('1_2')]),
        assistant(search('1_3'), found('1_3'), text('b')),
        user('c'),
      ],
    ],
    [
      'a call of the API’s own tool with its result, and without',
      [
        ...says('a'),
        ...answers({ status: 'interrupted', content: [search('1'), found('1'), text('b'), search('2')] }),
        ...says('c'),
      ],
      [user('a'), assistant(search('1'), found('1'), text('b'), cutMark('it was interrupted')), user('c')],
    ],
    [
      'a paused reply, as it was',
      [...says('a'), ...answers({ stop_reason: 'pause_turn', content: [text('b'), search('1')] })],
      [user('a'), assistant(text('b'), search('1'))],
    ],
    [
      'a paused reply and what went on with it, as one message',
      [
        ...says('a'),
        ...answers({ stop_reason: 'pause_turn', content: [search('1')] }),
        ...answers({ content: [found('1'), text('b')] }),
        ...says('c'),
      ],
      [user('a'), assistant(search('1'), found('1'), text('b')), user('c')],
    ],
    [
      'a paused reply and one that brought nothing, without the call that was under way',
      [
        ...says('a'),
        ...answers({ stop_reason: 'pause_turn', content: [text('b'), search('1')] }),
        ...answers({ status: 'interrupted', content: [] }),
        ...says('c'),
      ],
      [user('a'), assistant(text('b')), user('c')],
    ],
    [
      'a paused reply that nobody went on with, without the call that was under way',
      [...says('a'), ...answers({ stop_reason: 'pause_turn', content: [text('b'), search('1')] }), ...says('c')],
      [user('a'), assistant(text('b')), user('c')],
    ],
    [
      'a conversation whose first line was lost, from the first prompt that is there',
      [...answers({ stop_reason: 'tool_use', content: [call('1')] }), ...results('1'), ...answers('b'), ...says('c')],
      [user('c')],
    ],
  ];
  test.each(cases)('are, of %s', (_, conversation, messages) => {
    const made = messagesOf(conversation, MODEL);
    expect(made).toEqual(messages);
    const paused = made.at(-1)!.role === 'assistant';
    expect(rejectedBy({ model: MODEL, max_tokens: 1, messages: made }, { paused })).toBeUndefined();
  });
});

describe('the rules of the API, as the tests check them', () => {
  const ask = (...messages: unknown[]) => ({ model: MODEL, max_tokens: 10, messages });
  const refused: [string, unknown][] = [
    ['no messages', ask()],
    ['an unknown field', { ...ask(user('a')), temperature: 1 }],
    ['no system text', { ...ask(user('a')), system: '' }],
    ['the assistant first', ask(assistant(text('a')), user('b'))],
    ['the assistant last', ask(user('a'), assistant(text('b')))],
    ['two user messages in a row', ask(user('a'), user('b'))],
    ['an empty text', ask(user(''))],
    ['an empty list', ask(user('a'), assistant(), user('b'))],
    ['whitespace', ask(user('a'), assistant(text(' \n')), user('b'))],
    ['half a character', ask(user('\ud83d'))],
    ['a call without a result', ask(user('a'), assistant(call('1')), user('b'))],
    ['a result without a call', ask(user('a'), assistant(text('b')), user([result('1')]))],
    ['two results of a call', ask(user('a'), assistant(call('1')), user([result('1'), result('1')]))],
    ['a result after text', ask(user('a'), assistant(call('1')), user([text('b'), result('1')]))],
    ['a call twice', ask(user('a'), assistant(call('1')), user([result('1')]), assistant(call('1')), user('b'))],
    ['unsigned thinking', ask(user('a'), assistant(thinking(''), text('b')), user('c'))],
    ['thinking at the end', ask(user('a'), assistant(text('b'), thinking('sig')), user('c'))],
    ['thinking by the user', ask(user([thinking('sig')]))],
    ['a search without a result', ask(user('a'), assistant(text('b'), search('1')), user('c'))],
    ['a search result alone', ask(user('a'), assistant(found('1'), text('b')), user('c'))],
    ['a search result before its call', ask(user('a'), assistant(found('1'), search('1')), user('c'))],
    ['input that is not an object', ask(user('a'), assistant({ ...call('1'), input: '{' }), user([result('1')]))],
  ];
  test.each(refused)('refuse %s', (_, request) => {
    expect(rejectedBy(request)).toEqual(expect.any(String));
  });
});

/** What the user does before a reply. */
type Saying =
  | { readonly type: 'prompt'; readonly text: string }
  | { readonly type: 'continue' | 'retry' | 'undo' | 'resend' }
  /** Whether each of the last calls gets a result, and results that nobody asked for. */
  | { readonly type: 'results'; readonly given: readonly boolean[]; readonly stray: readonly string[] };

interface Step {
  readonly saying: Saying;
  readonly model: string;
  /** `undefined`: the program ends, or the prompt is undone, before anything arrives. */
  readonly reply: Omit<Reply, 'id' | 'text'> | undefined;
}

const words = fc.constantFrom('one', 'two words', ' ', '\n\n', 'ünïcödé 🙂', 'x'.repeat(300));
const spoken = fc.constantFrom('why', 'what is it?', 'line\nline', '好的，继续', 'a'.repeat(250));
const BLOCKS = [
  words.map(text),
  words.map((said) => ({ type: 'text', text: said, citations: null })),
  fc.constantFrom('', 'sig').map(thinking),
  fc.constant({ type: 'redacted_thinking', data: 'xyz' }),
  fc.constant(call('')),
  // The same in several replies, or in one, or not what the API accepts.
  fc.constantFrom('same', 'same_2', 'a b', '', 5, null, {}, ['x']).map((id) => Object.assign(call('given'), { id })),
  fc.constantFrom(['run'], null, 'no such', '').map((name) => Object.assign(call(''), { name })),
  fc.constant(search('')),
  // The result of the search before.
  fc.constant(found('')),
];
const blocks = fc.array(fc.oneof(...BLOCKS), { maxLength: 5 });
const lost: Outcome = { status: 'failed', problem: { type: 'cut', what: 'cut', exit: 'unreachable', retry: {} } };
const ENDINGS: { outcome: Outcome; stopReason: string | undefined }[] = [
  ...[
    'end_turn',
    'tool_use',
    'max_tokens',
    'pause_turn',
    'refusal',
    'stop_sequence',
    'model_context_window_exceeded',
  ].map((stopReason) => ({ outcome: { status: 'complete' } as const, stopReason })),
  { outcome: { status: 'interrupted', by: 'SIGINT' }, stopReason: undefined },
  { outcome: lost, stopReason: undefined },
  { outcome: lost, stopReason: 'tool_use' },
];
const reply = fc
  .record({ content: blocks, ending: fc.constantFrom(...ENDINGS), model: fc.constantFrom(MODEL, 'claude-haiku-5-5') })
  .map(({ content, ending, model }) =>
    Object.assign(noReply(ending.outcome), ending, {
      model,
      // A complete reply has no open call, unless it is paused.
      content:
        ending.outcome.status === 'complete' && ending.stopReason !== 'pause_turn' ? content.filter(isClosed) : content,
    }),
  );
const isClosed = ({ type }: Block) => type !== 'server_tool_use' && type !== 'web_search_tool_result';
const saying: fc.Arbitrary<Saying> = fc.oneof(
  { weight: 4, arbitrary: spoken.map((text) => ({ type: 'prompt' as const, text })) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(...(['continue', 'retry', 'undo', 'resend'] as const)).map((type) => ({ type })),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('results' as const),
      given: fc.array(fc.boolean(), { maxLength: 3 }),
      stray: fc.array(fc.constantFrom('stray', 'first'), { maxLength: 2 }),
    }),
  },
);
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    saying,
    model: fc.constantFrom(MODEL, MODEL, 'claude-haiku-5-5'),
    reply: fc.option(reply, { nil: undefined, freq: 6 }),
  }),
  { minLength: 1, maxLength: 8 },
);

describe('any conversation', () => {
  test.each([null, 'Oslo', 7, [{ city: 'Oslo' }]])('replace an input that is not an object: %j', (input) => {
    const asked = [...says('a'), ...answers({ stop_reason: 'tool_use', content: [{ ...call('1'), input }] })];
    expect(messagesOf([...asked, ...results('1')], MODEL)[1]).toEqual(assistant(call('1')));
  });

  test('keep the input of a call as it came', () => {
    const made = { ...call('1'), input: { city: 'Oslo' } };
    const asked = [...says('a'), ...answers({ stop_reason: 'tool_use', content: [made] })];
    expect(messagesOf([...asked, ...results('1')], MODEL)[1]).toEqual(assistant(made));
  });

  test('keep what else came with the results of calls', () => {
    const asked = [...says('a'), ...answers({ stop_reason: 'tool_use', content: [call('1')] })];
    const given: Conversation = [{ type: 'results', content: [result('1'), text('more'), result('2')], time }];
    expect(messagesOf([...asked, ...given], MODEL)[2]).toEqual(user([result('1'), text('more')]));
  });

  test('have no result of a call that is missing', () => {
    const lost = [...says('a'), ...answers({ content: [found('1'), text('b')] }), ...says('c')];
    expect(messagesOf(lost, MODEL)).toEqual([user('a'), assistant(text('b')), user('c')]);
  });

  test('makes requests that the API accepts, and can be restored from its journal at every line', async () => {
    await fc.assert(fc.asyncProperty(steps, expectValid), { numRuns: 1500 });
  });

  test('makes requests that the API accepts, whatever lines of its journal are damaged', async () => {
    const damage = fc.array(fc.nat(60), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(steps, damage, async (all, places) => {
        const { lines } = await play(all);
        if (lines.length === 0) return;
        const damaged = lines.map((line, i) =>
          i > 0 && places.includes(i) ? `{"type":"ga${line.slice(9, 20)}\n` : line,
        );
        const restored = readJournal(damaged.join('')) as Restored;
        expect(restored.damagedLines).toBeLessThanOrEqual(places.length);
        await expectGoesOn(restored);
      }),
      { numRuns: 1000 },
    );
  });
});

/** A journal in memory. Every part is a line of its own, so that each can be the last. */
function memoryJournal(): { lines: string[]; journal: Journal } {
  const lines: string[] = [];
  return {
    lines,
    journal: {
      append: (line) => void lines.push(lineOf(line)),
      part: (part) => void lines.push(lineOf({ type: 'delta', parts: [part] })),
      synced: async () => {},
    },
  };
}

/** The journal at some moment, and the conversation at the same time. */
interface Moment {
  readonly lines: number;
  readonly conversation: Conversation;
  readonly name: string | undefined;
  readonly model: string;
}

async function play(all: readonly Step[]): Promise<{ lines: string[]; moments: Moment[] }> {
  const { lines, journal } = memoryJournal();
  const begin: Parameters<typeof createSession>[1]['begin'] = (header) => {
    journal.append(header);
    return journal;
  };
  const session = createSession({ id: 'bcdfghjk', model: MODEL }, { begin, now: () => time });
  const moments: Moment[] = [];
  let replies = 0;
  for (const { saying, model, reply } of all) {
    if (model !== session.model) session.setModel(model, undefined);
    await say(session, saying);
    const last = session.conversation.at(-1);
    const mayAsk = last !== undefined && (last.type !== 'reply' || isPaused(last.reply));
    if (mayAsk) {
      const request = session.request(SETTINGS);
      // After a pause a prompt may follow instead; that is all that is checked here.
      const paused = last.type === 'reply';
      expect(rejectedBy(request, { paused: paused && request.messages.at(-1)?.role === 'assistant' })).toBeUndefined();
    }
    if (mayAsk && reply !== undefined) hear(session, unique(reply, ++replies, session));
    const { conversation, name } = session;
    moments.push({ lines: lines.length, conversation, name, model: session.model });
  }
  return { lines, moments };
}

const isPaused = ({ status, stopReason }: { status?: string; stopReason?: string | undefined }) =>
  status === 'complete' && stopReason === 'pause_turn';

async function say(session: Session, saying: Saying): Promise<void> {
  const last = session.conversation.at(-1);
  switch (saying.type) {
    case 'prompt':
      return session.addUserMessage('prompt', saying.text);
    case 'continue':
      return last === undefined
        ? session.addUserMessage('prompt', 'first')
        : session.addUserMessage('continue', continuationPrompt('It ended here'));
    case 'retry':
      return session.rewind();
    case 'undo':
      session.undo();
      return;
    case 'resend':
      return;
    case 'results': {
      const calls = last?.type === 'reply' ? callsOf(last.reply) : [];
      if (calls.length === 0) return;
      const made = calls.map(({ block }) => (typeof block['id'] === 'string' ? block['id'] : ''));
      const ids = made.filter((_, i) => saying.given[i] === true);
      const stray = saying.stray.map((which) => (which === 'first' ? (made[0] ?? which) : which));
      return session.addUserMessage('results', [...ids, ...stray].map(result));
    }
  }
}

/** Gives blocks ids of their own; the next result answers a search that was paused. */
function unique(reply: NonNullable<Step['reply']>, number: number, session: Session): Reply {
  const before = session.conversation.at(-1);
  const open = before?.type === 'reply' ? before.reply.content.filter(({ type }) => type === 'server_tool_use') : [];
  const calls = open.map(({ id }) => id);
  const content = reply.content.flatMap((block, i): Block[] => {
    if (block.type === 'web_search_tool_result') {
      const id = calls.shift();
      return id === undefined ? [] : [{ ...block, tool_use_id: id }];
    }
    if (block.type === 'server_tool_use') calls.push(`${number}-${i}`);
    return block['id'] === '' && block['name'] !== undefined ? [{ ...block, id: `${number}-${i}` }] : [block];
  });
  // A reply that resumes after a pause starts with the result of the open call.
  const results = calls.splice(0, calls.filter((id) => open.some((block) => block['id'] === id)).length);
  const all = [...results.map((id) => found(String(id))), ...content];
  return { ...reply, id: `msg_${number}`, content: all, text: textOf(all) };
}

function hear(session: Session, reply: Reply): void {
  session.recordEvent({ type: 'start', model: reply.model ?? MODEL });
  for (const event of eventsOf(reply)) session.recordEvent(event);
  session.addReply(reply);
}

function eventsOf({ content }: Reply): ReplyEvent[] {
  return content.flatMap((block): Part[] => {
    const { type } = block;
    if (type !== 'text' && type !== 'thinking') return [];
    const said = String(block[type]);
    return [said.slice(0, 3), said.slice(3)].map((piece) => ({ type, text: piece }));
  });
}

async function expectValid(all: readonly Step[]): Promise<void> {
  const { lines, moments } = await play(all);
  for (const { lines: count, conversation, name, model } of moments) {
    if (count === 0) continue;
    const restored = readJournal(lines.slice(0, count).join('')) as Restored;
    expect(restored).toMatchObject({ name, model, torn: false, damagedLines: 0 });
    expect(restored.conversation).toEqual(conversation);
  }
  for (let count = 1; count <= lines.length; count++) {
    await expectGoesOn(readJournal(lines.slice(0, count).join('')) as Restored);
  }
}

/** Resumes it as `-c` does. */
async function expectGoesOn({ model, conversation, header }: Restored): Promise<void> {
  const session = createSession({ id: header.id, model, conversation }, { begin: () => undefined, now: () => time });
  await session.addUserMessage('prompt', 'and now?');
  expect(rejectedBy(session.request(SETTINGS))).toBeUndefined();
}
