import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  answeredTurns,
  awaitsReply,
  hasReply,
  isAnswer,
  lastAnswered,
  leftOut,
  sentEntries,
  withoutUnanswered,
} from '../../../src/core/conversation/answered.ts';
import type { Content, Conversation, Entry } from '../../../src/core/conversation/conversation.ts';
import { lineOf } from '../../../src/core/conversation/journal-lines.ts';
import { messagesOf } from '../../../src/core/conversation/messages.ts';
import { readJournal, type Restored } from '../../../src/core/conversation/read-journal.ts';
import type { StoredReply } from '../../../src/core/reply/reply-mappings.ts';
import type { Block, Outcome, Reply } from '../../../src/core/reply/reply.ts';
import { createSession, type Session } from '../../../src/agent/session.ts';
import { rejectedBy } from '../../helpers/api-rules.ts';
import { scriptedReply } from '../../helpers/fake-provider.ts';
import { storedReply } from '../../helpers/sessions.ts';

const time = '2026-03-01T10:00:00.000Z';
const text = (words: string): Block => ({ type: 'text', text: words });
const call: Block = { type: 'tool_use', id: '1', name: 'weather', input: {} };
const thinking: Block = { type: 'thinking', thinking: 'Hm', signature: '' };
const result = (content: string): Block => ({ type: 'tool_result', tool_use_id: '1', content });

const says = (content: Content): Entry => ({ type: 'prompt', content, time });
const reply = (given: string | Partial<StoredReply>): Entry => ({ type: 'reply', reply: storedReply(given), time });
const asksOn: Entry = { type: 'continue', content: 'on', time };
const results: Entry = { type: 'results', content: [result('rain')], time };

const failed = reply({ status: 'failed', content: [] });
const rejected = reply({ status: 'failed', rejected: true, content: [] });
const cut = reply({ status: 'failed', content: [text('b')] });
const calling = reply({ stop_reason: 'tool_use', content: [call] });
const paused = reply({ stop_reason: 'pause_turn', content: [text('b')] });

describe('a reply answers', () => {
  test.each<[string, boolean, Partial<StoredReply>]>([
    ['if it is complete', true, { content: [text('b')] }],
    ['if it is complete, even with nothing to say', true, { content: [] }],
    ['if it calls tools', true, { stop_reason: 'tool_use', content: [call] }],
    ['if it was refused after some text', true, { stop_reason: 'refusal', content: [text('b')] }],
    ['if some of its text came', true, { status: 'failed', content: [thinking, text('b')] }],
    ['if some of its text came before Ctrl-C', true, { status: 'interrupted', content: [text('b')] }],
    ['not if it failed before any text', false, { status: 'failed', content: [] }],
    ['not if it was stopped before any text', false, { status: 'interrupted', content: [] }],
    ['not if only thinking came', false, { status: 'interrupted', content: [thinking] }],
    ['not if only a blank came', false, { status: 'failed', content: [text(' \n')] }],
    ['not if only a part of a call came', false, { status: 'failed', content: [call] }],
    ['not if it was refused before any text', false, { stop_reason: 'refusal', content: [] }],
  ])('%s: %s', (_, answers, given) => {
    expect(isAnswer(storedReply(given))).toBe(answers);
    expect(hasReply([says('a'), reply(given)])).toBe(answers);
    expect(leftOut([says('a'), reply(given)])).toBe(answers ? undefined : 'a');
  });

  test('only if there is one', () => {
    expect(hasReply([])).toBe(false);
    expect(hasReply([says('a')])).toBe(false);
    expect([leftOut([]), leftOut([reply('b')]), leftOut([says('a')])]).toEqual([undefined, undefined, 'a']);
    expect(leftOut([says('a'), failed, says('b'), reply('c')])).toBeUndefined();
  });
});

describe('what is sent', () => {
  const a = [says('a'), reply('A')];
  test.each<[string, Conversation, Conversation]>([
    ['is all of an answered conversation', [...a, says('b')], [...a, says('b')]],
    ['has the last prompt, also after a failure', [...a, says('b'), failed], [...a, says('b'), failed]],
    ['leaves out a rejected prompt before the next', [...a, says('b'), rejected, says('c')], [...a, says('c')]],
    ['leaves out a failed prompt before the next', [says('b'), failed, ...a, says('c')], [...a, says('c')]],
    ['leaves out a prompt whose program was killed', [says('b'), says('c')], [says('c')]],
    ['keeps a reply that was cut', [says('a'), cut, says('c')], [says('a'), cut, says('c')]],
    [
      'leaves out a request to continue that failed',
      [says('a'), cut, asksOn, failed, says('c')],
      [says('a'), cut, says('c')],
    ],
    [
      'leaves out a request to continue before the next one',
      [says('a'), cut, asksOn, failed, asksOn],
      [says('a'), cut, asksOn],
    ],
    [
      'has the last request to continue, also after a failure',
      [says('a'), cut, asksOn, failed],
      [says('a'), cut, asksOn, failed],
    ],
    [
      'keeps a request to continue that was answered',
      [says('a'), cut, asksOn, reply('b'), says('c')],
      [says('a'), cut, asksOn, reply('b'), says('c')],
    ],
    [
      'keeps results after a failure that may pass',
      [says('a'), calling, results, failed, says('c')],
      [says('a'), calling, results, failed, says('c')],
    ],
    [
      'keeps results that were accepted when sent again',
      [says('a'), calling, results, rejected, reply('b'), says('c')],
      [says('a'), calling, results, rejected, reply('b'), says('c')],
    ],
    [
      'has rejected results while they are sent again',
      [says('a'), calling, results, rejected],
      [says('a'), calling, results, rejected],
    ],
    [
      'has a word in place of results that were rejected',
      [says('a'), calling, results, rejected, says('c')],
      [
        says('a'),
        calling,
        { ...results, content: [{ ...result('The API rejected the result of this call.'), is_error: true }] },
        says('c'),
      ],
    ],
    [
      'has a word in place of results that were rejected once and then failed',
      [says('a'), calling, results, rejected, failed, says('c')],
      [
        says('a'),
        calling,
        { ...results, content: [{ ...result('The API rejected the result of this call.'), is_error: true }] },
        says('c'),
      ],
    ],
    [
      'keeps a rejected prompt whose turn has a reply nevertheless',
      [says([text('a')]), rejected, results, reply('b'), says('c')],
      [says([text('a')]), rejected, results, reply('b'), says('c')],
    ],
    ['is what is left of a conversation without a prompt', [failed, asksOn], [failed, asksOn]],
    [
      'keeps results in an odd form',
      [says('a'), calling, { ...results, content: 'rain' }, rejected, says('c')],
      [says('a'), calling, { ...results, content: 'rain' }, rejected, says('c')],
    ],
    [
      'keeps an answered prompt whose first reply is missing',
      [says('a'), results, reply('b'), says('c')],
      [says('a'), results, reply('b'), says('c')],
    ],
    ['is a reply whose prompt is missing', [reply('b')], [reply('b')]],
    ['is nothing at first', [], []],
  ])('%s', (_, conversation, sent) => {
    expect(sentEntries(conversation)).toEqual(sent);
  });

  test('has no prompt, image or result again that the API rejected', () => {
    const image = [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AA' } }, text('b')];
    const conversation = [says('a'), calling, results, rejected, says(image), rejected, says('c')];
    const messages = messagesOf(conversation, 'claude-opus-5-5');
    expect(JSON.stringify(messages)).not.toMatch(/image|rain/);
    expect(messages.at(-1)).toEqual({
      role: 'user',
      content: [{ ...result('The API rejected the result of this call.'), is_error: true }, text('c')],
    });
  });
});

describe('turns', () => {
  const conversation = [says('a'), failed, says('b'), reply('B'), says('c'), cut, says('d'), failed, says('e')];

  test('count if they have a reply', () => {
    expect(answeredTurns(conversation)).toEqual([
      [says('b'), reply('B')],
      [says('c'), cut],
    ]);
    expect(answeredTurns([reply('A'), says('b')])).toEqual([]);
    expect(answeredTurns([])).toEqual([]);
  });

  test.each<[string, Conversation, ReturnType<typeof lastAnswered>]>([
    ['the last', conversation.slice(0, 6), { prompt: 'c', turns: 1 }],
    ['the last but two, since those have no reply', conversation, { prompt: 'c', turns: 3 }],
    ['none, if no prompt has a reply', [says('a'), failed, says('b')], undefined],
    ['none, if a reply has no prompt', [reply('A'), says('b')], undefined],
    ['none at first', [], undefined],
  ])('that can be undone: %s', (_, given, last) => {
    expect(lastAnswered(given)).toEqual(last);
  });

  test.each<[string, Conversation, Conversation]>([
    ['prompts that failed', conversation, conversation.slice(0, 6)],
    ['nothing, if the last has a reply', conversation.slice(0, 6), conversation.slice(0, 6)],
    ['everything, if nothing has a reply', [says('a'), failed, says('b')], []],
    ['no reply without its prompt', [reply('A'), says('b')], [reply('A')]],
    ['nothing of nothing', [], []],
  ])('without a reply at the end are taken away: %s', (_, given, left) => {
    expect(withoutUnanswered(given)).toEqual(left);
  });
});

describe('sending the last request again continues', () => {
  test.each<[string, boolean, Conversation]>([
    ['a prompt that failed', true, [says('a'), failed]],
    ['a prompt that was not sent', true, [says('a')]],
    ['results that were not received', true, [says('a'), calling, results, failed]],
    ['a pause whose next request failed', true, [says('a'), paused, failed]],
    ['no complete reply', false, [says('a'), reply('b')]],
    ['no reply that was cut', false, [says('a'), cut]],
    ['no request to continue', false, [says('a'), cut, asksOn, failed]],
    ['nothing at first', false, []],
  ])('%s: %s', (_, awaits, conversation) => {
    expect(awaitsReply(conversation)).toBe(awaits);
  });
});

/** How a request ends: its outcome, and the text that arrived before. */
const broken = (type: string): Outcome => ({ status: 'failed', problem: { type, what: type, exit: 'failed' } });
const stopped: Outcome = { status: 'interrupted', by: 'SIGINT' };
const ENDINGS = {
  complete: { text: 'answer' },
  silent: { text: '' },
  'cut by the network': { text: 'half an answer', outcome: broken('connection_lost') },
  'cut by Ctrl-C': { text: 'half an answer', outcome: stopped },
  'stopped before any text': { text: '', outcome: stopped },
  rejected: { text: '', outcome: broken('invalid_request_error') },
  overloaded: { text: '', outcome: broken('overloaded_error') },
  refused: { text: '', stopReason: 'refusal' },
} satisfies Record<string, Partial<Reply>>;
type Ending = keyof typeof ENDINGS;
const answers = (ending: Ending) => ['complete', 'silent', 'cut by the network', 'cut by Ctrl-C'].includes(ending);

type Action =
  | { readonly does: 'prompt' | 'call' | 'continue' | 'retry'; readonly ending: Ending }
  | { readonly does: 'undo' };
const ending = fc.constantFrom(...(Object.keys(ENDINGS) as Ending[]));
const actions = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ does: fc.constant('prompt' as const), ending }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('call' as const), ending }) },
    { weight: 2, arbitrary: fc.record({ does: fc.constantFrom('continue' as const, 'retry' as const), ending }) },
    { weight: 2, arbitrary: fc.constant({ does: 'undo' as const }) },
  ),
  { maxLength: 12 },
);

/** What is known of a prompt without looking at the conversation. */
interface Asked {
  readonly prompt: string;
  readonly isAnswered: boolean;
  /** The requests to continue its reply that were answered. */
  readonly continued: number;
  /** What the next request had sent before it. */
  readonly before: string;
}

test('any prompts, failures, cuts, continuations, retries and undos lead to requests that the API accepts', async () => {
  await fc.assert(fc.asyncProperty(actions, expectUsable), { numRuns: 1000 });
});

async function expectUsable(all: readonly Action[]): Promise<void> {
  const lines: string[] = [];
  const journal = {
    append: (line: Parameters<typeof lineOf>[0]) => void lines.push(lineOf(line)),
    part: () => {},
    synced: async () => {},
  };
  const begin: Parameters<typeof createSession>[1]['begin'] = (header) => {
    journal.append(header);
    return journal;
  };
  const session = createSession({ id: 'bcdfghjk', model: 'm' }, { begin, now: () => time });
  let asked: Asked[] = [];
  for (const [number, action] of all.entries()) {
    asked = await act(session, asked, action, number);
    const messages = nextMessages(session.conversation);
    expect(rejectedBy({ model: 'm', max_tokens: 1, messages })).toBeUndefined();
    const answered = asked.filter(({ isAnswered }) => isAnswered);
    const sent = JSON.stringify(messages);
    expect(sent.match(/prompt \d+|and now/g)).toEqual([...answered.map(({ prompt }) => prompt), 'and now']);
    expect((sent.match(/go on/g) ?? []).length).toBe(answered.reduce((sum, { continued }) => sum + continued, 0));
    if (lines.length === 0) continue;
    expect((readJournal(lines.join('')) as Restored).conversation).toEqual(session.conversation);
  }
}

/** What the next prompt is sent with. */
const nextMessages = (conversation: Conversation) => messagesOf([...conversation, says('and now')], 'm');

async function act(session: Session, asked: readonly Asked[], action: Action, number: number): Promise<Asked[]> {
  const last = asked.at(-1);
  const others = asked.slice(0, -1);
  if (action.does === 'undo') {
    const at = asked.findLastIndex(({ isAnswered }) => isAnswered);
    const before = session.conversation;
    expect(session.undo()).toBe(asked[at]?.prompt);
    if (at === -1) expect(session.conversation).toBe(before);
    else expect(JSON.stringify(nextMessages(session.conversation))).toBe(asked[at]!.before);
    return at === -1 ? [...asked] : asked.slice(0, at);
  }
  const { does, ending } = action;
  const hears = () => session.addReply(scriptedReply(ENDINGS[ending]));
  if (does === 'prompt' || does === 'call') {
    const prompt = `prompt ${number}`;
    const before = JSON.stringify(nextMessages(session.conversation));
    await session.addUserMessage('prompt', prompt);
    if (does === 'call') {
      const id = `call-${number}`;
      session.addReply(scriptedReply({ stopReason: 'tool_use', content: [{ ...call, id }] }));
      await session.addUserMessage('results', [{ ...result('rain'), tool_use_id: id }]);
    }
    hears();
    return [...asked, { prompt, isAnswered: does === 'call' || answers(ending), continued: 0, before }];
  }
  if (last === undefined) return [];
  if (does === 'retry') {
    session.rewind();
    hears();
    return [...others, { ...last, isAnswered: answers(ending), continued: 0 }];
  }
  // As /continue does, only after some text.
  if (!last.isAnswered) return [...asked];
  await session.addUserMessage('continue', 'go on');
  hears();
  return [...others, { ...last, continued: last.continued + (answers(ending) ? 1 : 0) }];
}
