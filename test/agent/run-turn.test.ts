import { describe, expect, test, vi } from 'vitest';
import type { CallDeps } from '../../src/agent/run-calls.ts';
import { runTurn, type TurnSettings } from '../../src/agent/run-turn.ts';
import type { CostOf } from '../../src/core/cost/cost.ts';
import { Interrupted } from '../../src/core/problem/interruption.ts';
import type { ReplyEvent } from '../../src/core/reply/ports.ts';
import type { Reply } from '../../src/core/reply/reply.ts';
import { callingReply, failedReply, fakeProvider, type FakeProvider, type Scripted } from '../helpers/fake-provider.ts';
import { NOW, recordedSession, type RecordedSession } from '../helpers/fake-session.ts';
import { toolUse, toolResult, textBlock } from '../helpers/tool-replies.ts';

interface Turn extends RecordedSession {
  readonly provider: FakeProvider;
  readonly events: readonly ReplyEvent[];
  readonly reply: Reply;
  /** The text that was shown. */
  readonly shown: string;
  readonly waits: readonly number[];
}

interface TurnOptions extends Partial<TurnSettings> {
  readonly costOf?: CostOf;
  readonly tools?: Partial<CallDeps>;
  /** In place of tools that are ready at once. */
  readonly starting?: Promise<CallDeps>;
  readonly signal?: AbortSignal;
  readonly before?: string;
  readonly onWait?: () => void;
}

/** The turn of one prompt with a script of replies. */
async function turn(script: readonly Scripted[], options: TurnOptions = {}): Promise<Turn> {
  const { tools, starting, costOf, signal = new AbortController().signal, before, onWait, ...settings } = options;
  const recorded = recordedSession();
  const provider = fakeProvider(script);
  await recorded.session.addUserMessage('prompt', 'why?');
  const waits: number[] = [];
  const events: ReplyEvent[] = [];
  const deps = {
    reply: provider.reply,
    costOf,
    async wait(ms: number) {
      waits.push(ms);
      onWait?.();
    },
    tools: starting ? () => starting : tools && (async () => ({ ...ADDER, ...tools })),
  };
  const limits = { maxTokens: 100, effort: undefined, autoContinue: 2, maxTurns: 3, ...settings };
  for await (const event of runTurn(recorded.session, limits, deps, signal, before)) events.push(event);
  const ends = events.filter((event) => event.type === 'end');
  expect(ends).toEqual([events.at(-1)]);
  const shown = events.map((event) => (event.type === 'text' ? event.text : '')).join('');
  expect(events).not.toContainEqual({ type: 'text', text: '' });
  return { ...recorded, provider, events, reply: ends[0]!.reply, shown, waits };
}

const ADDER: CallDeps = {
  toolbox: {
    tools: [{ name: 'add', input_schema: { type: 'object' } }],
    origin: (name) => ({ server: 'maths', tool: name }),
    run: async () => ({ content: '3', isError: false }),
  },
  judge: () => 'allowed',
  ask: async () => 'allowed',
};

const types = (entries: readonly { readonly type: string }[]) => entries.map(({ type }) => type);
const retryable = { retry: {} };

describe('one request', () => {
  test('shows the reply, records it and ends with it', async () => {
    const { events, reply, session, written, provider } = await turn([{ pieces: ['He', 'llo'], totalMs: 70 }]);
    expect(events.slice(0, -1)).toEqual([
      { type: 'start', model: 'fake-model' },
      { type: 'text', text: 'He' },
      { type: 'text', text: 'llo' },
    ]);
    // The times of a single request are its own.
    expect(reply).toMatchObject({ text: 'Hello', requests: 1, continued: 0, firstTextMs: 1, totalMs: 70 });
    expect(types(session.conversation)).toEqual(['prompt', 'reply']);
    expect(written.slice(-4)).toEqual([
      { part: { type: 'start', model: 'fake-model' } },
      { part: { type: 'text', text: 'He' } },
      { part: { type: 'text', text: 'llo' } },
      expect.objectContaining({ type: 'end' }),
    ]);
    expect(provider.requests).toEqual([
      { model: 'fake-model', max_tokens: 100, messages: [{ role: 'user', content: 'why?' }] },
    ]);
  });

  test('is interrupted even while the tools are starting', async () => {
    const stop = new AbortController();
    const going = turn(['Hi'], { starting: new Promise(() => {}), signal: stop.signal });
    stop.abort(new Interrupted('SIGINT'));
    expect((await going).reply.outcome).toEqual({ status: 'interrupted', by: 'SIGINT' });
  });

  test('fails with the tools', async () => {
    const broken = new Error('broken');
    await expect(turn(['Hi'], { starting: Promise.reject(broken) })).rejects.toBe(broken);
  });

  test('offers the tools, once they are ready', async () => {
    const { provider } = await turn(['Hi'], { tools: {} });
    expect(provider.requests[0]!.tools).toEqual(ADDER.toolbox.tools);
  });

  test('that ends without an end event is a bug', async () => {
    const { session } = recordedSession();
    await session.addUserMessage('prompt', 'why?');
    const deps = { reply: async function* () {}, wait: async () => {} };
    const settings = { maxTokens: 100, effort: undefined, autoContinue: 0, maxTurns: 1 };
    const events = runTurn(session, settings, deps, new AbortController().signal);
    await expect(events.next()).rejects.toThrow('a reply has no end event');
  });

  test('drops what it repeats of the reply that it continues', async () => {
    const { shown } = await turn([{ pieces: ['the quick brown', ' fox jumps'] }], { before: 'Once, the quick brown' });
    expect(shown).toBe(' fox jumps');
  });

  test('shows at its end the text that was held back', async () => {
    const { events } = await turn(['the quick'], { before: 'Once, the quick brown' });
    expect(events.slice(1, -1)).toEqual([{ type: 'text', text: 'the quick' }]);
  });
});

describe('tool calls', () => {
  const add = (id: string) => toolUse(id, 'add', { a: 1, b: 2 });

  test('are run, and their results sent', async () => {
    const { reply, shown, events, session, provider } = await turn(
      [callingReply('Let me add.', add('1')), 'It is 3.'],
      {
        tools: {},
      },
    );
    expect(shown).toBe('Let me add.\n\nIt is 3.');
    expect(reply).toMatchObject({
      text: 'Let me add.\n\nIt is 3.',
      content: [textBlock('Let me add.'), add('1'), toolResult('1', '3'), textBlock('It is 3.')],
      stopReason: 'end_turn',
      requests: 2,
      continued: 0,
      usage: { input_tokens: 20, output_tokens: 10 },
    });
    expect(types(events)).toEqual(['start', 'text', 'call', 'input', 'run', 'result', 'start', 'text', 'end']);
    expect(types(session.conversation)).toEqual(['prompt', 'reply', 'results', 'reply']);
    expect(provider.requests[1]!.messages).toEqual([
      { role: 'user', content: 'why?' },
      { role: 'assistant', content: [textBlock('Let me add.'), add('1')] },
      { role: 'user', content: [toolResult('1', '3')] },
    ]);
  });

  test('count the time that they take', async () => {
    let now = 400;
    const { reply } = await withClock(
      () => now,
      () =>
        turn([callingReply('', add('1')), { text: '3', beforeEnd: () => (now += 5) }], {
          tools: {
            toolbox: {
              ...ADDER.toolbox,
              async run() {
                now += 1000;
                return { content: '3', isError: false };
              },
            },
          },
        }),
    );
    expect(reply).toMatchObject({ firstTextMs: 1000, totalMs: 1005 });
  });

  test('count the first text only once', async () => {
    let now = 400;
    const script = [{ ...callingReply('Hm', add('1')), beforeEnd: () => (now += 7) }, '3'];
    const { reply } = await withClock(
      () => now,
      () => turn(script, { tools: {} }),
    );
    expect(reply).toMatchObject({ firstTextMs: 0, totalMs: 7 });
  });

  test('cost what each request did on the day of its reply', async () => {
    const asked: unknown[] = [];
    const costOf: CostOf = ({ model, usage }, time) => {
      asked.push([model, usage.input_tokens, time]);
      return { usd: usage.input_tokens! / 1000, savedUsd: 1 };
    };
    const script = [{ ...callingReply('Hm', add('1')), usage: { input_tokens: 200 } }, '3'];
    const { reply } = await turn(script, { tools: {}, costOf });
    expect(reply.cost).toEqual({ usd: 0.21, savedUsd: 2 });
    expect(asked).toEqual([
      ['fake-model', 200, NOW],
      ['fake-model', 10, NOW],
    ]);
    expect((await turn(script, { tools: {} })).reply.cost).toBeUndefined();
  });

  test('without tools end the turn', async () => {
    const { reply, provider } = await turn([callingReply('Hm', add('1'))]);
    expect(provider.requests.length).toBe(1);
    expect(reply).toMatchObject({ outcome: { status: 'complete' }, stopReason: 'tool_use', requests: 1 });
  });

  test('stop at the limit of requests', async () => {
    const calls = ['1', '2', '3'].map((id) => callingReply(id, add(id)));
    const { reply, provider, session } = await turn(calls, { tools: {}, maxTurns: 3 });
    expect(provider.requests.length).toBe(3);
    expect(reply).toMatchObject({
      outcome: { status: 'complete', atMaxTurns: true },
      stopReason: 'tool_use',
      requests: 3,
    });
    expect(types(session.conversation).at(-1)).toBe('reply');
  });

  test('during which the user interrupts end the turn, with their results', async () => {
    const stop = new AbortController();
    const { reply, provider, session } = await turn([callingReply('Hm', add('1'))], {
      signal: stop.signal,
      tools: {
        toolbox: {
          ...ADDER.toolbox,
          async run() {
            stop.abort(new Interrupted('SIGINT'));
            return { content: 'cancelled', isError: true };
          },
        },
      },
    });
    expect(provider.requests.length).toBe(1);
    expect(reply).toMatchObject({
      outcome: { status: 'interrupted', by: 'SIGINT' },
      content: [textBlock('Hm'), add('1'), toolResult('1', 'cancelled', true)],
    });
    expect(types(session.conversation)).toEqual(['prompt', 'reply', 'results']);
  });

  test('that are cancelled for another reason end the turn as if terminated', async () => {
    const stop = new AbortController();
    const judge = () => {
      stop.abort(new Error('something else'));
      return 'allowed' as const;
    };
    const { reply } = await turn([callingReply('', add('1'))], { signal: stop.signal, tools: { judge } });
    expect(reply.outcome).toEqual({ status: 'interrupted', by: 'SIGTERM' });
  });
});

describe('a pause of the API', () => {
  test('is resumed, with nothing between the texts', async () => {
    const { reply, shown, session, provider } = await turn([{ text: 'one ', stopReason: 'pause_turn' }, 'two']);
    expect(shown).toBe('one two');
    expect(reply).toMatchObject({
      text: 'one two',
      content: [textBlock('one '), textBlock('two')],
      requests: 2,
      continued: 0,
    });
    expect(types(session.conversation)).toEqual(['prompt', 'reply', 'reply']);
    expect(provider.requests[1]!.messages.map(({ role }) => role)).toEqual(['user', 'assistant']);
  });
});

describe('a reply that was cut off', () => {
  const cut = (text: string): Scripted => ({ text, stopReason: 'max_tokens' });

  test('is continued, and what is repeated is dropped', async () => {
    const { reply, shown, session, waits } = await turn([cut('Once, the quick brown'), 'the quick brown fox']);
    expect(shown).toBe('Once, the quick brown fox');
    expect(reply).toMatchObject({
      text: 'Once, the quick brown fox',
      content: [textBlock('Once, the quick brown fox')],
      stopReason: 'end_turn',
      requests: 2,
      continued: 1,
    });
    expect(types(session.conversation)).toEqual(['prompt', 'reply', 'continue', 'reply']);
    expect(session.conversation[2]).toMatchObject({ content: expect.stringContaining('Once, the quick brown') });
    expect(waits).toEqual([]);
  });

  test('is continued as often as allowed', async () => {
    const { reply, provider } = await turn([cut('a'), cut('b'), cut('c')], { autoContinue: 2 });
    expect(provider.requests.length).toBe(3);
    expect(reply).toMatchObject({ text: 'abc', stopReason: 'max_tokens', continued: 2 });
  });

  test('by a lost connection is continued at once', async () => {
    const { reply, waits } = await turn([failedReply('Hel', retryable), 'lo']);
    expect(reply).toMatchObject({ outcome: { status: 'complete' }, text: 'Hello', continued: 1 });
    expect(waits).toEqual([]);
  });

  test('by an overloaded server is continued after a pause', async () => {
    const { reply, waits } = await turn([failedReply('Hel', { ...retryable, exit: 'tryLater' }), 'lo']);
    expect(reply.text).toBe('Hello');
    expect(waits).toEqual([2000]);
  });

  test('is not continued if the user interrupts the pause', async () => {
    const stop = new AbortController();
    const { reply, provider, session } = await turn([failedReply('Hel', { ...retryable, exit: 'tryLater' })], {
      signal: stop.signal,
      onWait: () => stop.abort(new Interrupted('SIGINT')),
    });
    expect(provider.requests.length).toBe(1);
    expect(reply.outcome).toEqual({ status: 'interrupted', by: 'SIGINT' });
    expect(types(session.conversation)).toEqual(['prompt', 'reply']);
  });

  test('before it calls is continued, and then its calls are run', async () => {
    const { reply, shown } = await turn([cut('Let me'), callingReply(' add.', toolUse('1', 'add')), 'It is 3.'], {
      tools: {},
    });
    expect(shown).toBe('Let me add.\n\nIt is 3.');
    expect(reply).toMatchObject({ requests: 3, continued: 1 });
  });
});

async function withClock<T>(now: () => number, run: () => Promise<T>): Promise<T> {
  const clock = vi.spyOn(performance, 'now').mockImplementation(now);
  return run().finally(() => clock.mockRestore());
}
