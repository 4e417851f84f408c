import { describe, expect, test, vi } from 'vitest';
import { createMessagesApi } from '../../src/api/messages-api.ts';
import { createHttpFetch } from '../../src/api/transport/http-fetch.ts';
import { runTurn } from '../../src/agent/run-turn.ts';
import { createSession } from '../../src/agent/session.ts';
import { reply } from '../helpers/answers.ts';
import { rejectedBy } from '../helpers/api-rules.ts';
import { run, start } from '../helpers/program.ts';
import { tempFolder } from '../helpers/sandbox.ts';
import { serve, type Answer } from '../helpers/server.ts';
import { messageDelta, messageStart, messageStop, openReply, sse } from '../helpers/sse.ts';

const user = (content: unknown) => ({ role: 'user', content });
const text = (words: string) => ({ type: 'text', text: words });
const assistant = (...content: unknown[]) => ({ role: 'assistant', content });
const cutMark = (why: string) => text(`[This reply was cut off here: ${why}.]`);

const thought = sse(
  messageStart(),
  { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: 'Hm', signature: 'sig' } },
  { type: 'content_block_stop', index: 0 },
  { type: 'content_block_start', index: 1, content_block: text('first') },
  { type: 'content_block_stop', index: 1 },
  messageDelta(),
  messageStop,
);

describe('what -c sends after a reply', () => {
  const cases: [string, Answer, string[], unknown[]][] = [
    ['that was complete', reply({ text: 'first' }), [], [user('one'), assistant(text('first')), user('two')]],
    [
      'with thinking, which is sent back signed',
      { body: thought },
      [],
      [user('one'), assistant({ type: 'thinking', thinking: 'Hm', signature: 'sig' }, text('first')), user('two')],
    ],
    [
      'with thinking, which is not sent to another model',
      { body: thought },
      ['-m', 'haiku'],
      [user('one'), assistant(text('first')), user('two')],
    ],
    [
      'whose connection was lost',
      { body: sse(...openReply({ text: 'fir' })) },
      [],
      [user('one'), assistant(text('fir'), cutMark('the connection failed')), user('two')],
    ],
    [
      'that reached its token limit',
      reply({ text: 'fir', stopReason: 'max_tokens' }),
      [],
      [user('one'), assistant(text('fir'), cutMark('it reached its token limit')), user('two')],
    ],
    [
      'that called a tool that was not run',
      reply({ text: 'first', toolInput: '{"city":"Oslo"}', stopReason: 'tool_use' }),
      [],
      [
        user('one'),
        assistant(text('first'), { type: 'tool_use', id: 'toolu_test', name: 'weather', input: { city: 'Oslo' } }),
        user([
          {
            type: 'tool_result',
            tool_use_id: 'toolu_test',
            is_error: true,
            content: 'The call was not run, or did not finish.',
          },
          text('two'),
        ]),
      ],
    ],
  ];
  test.each(cases)('%s', async (_, answer, flags, messages) => {
    const env = { XDG_DATA_HOME: tempFolder() };
    const server = await serve([answer, reply({ text: 'second' })]);
    await run(['--max-retries', '0', 'one'], { env, server });
    expect((await run(['-c', ...flags, 'two'], { env, server })).stdout).toBe('second');
    expect(server.requests[1]!.json.messages).toEqual(messages);
    expect(rejectedBy(server.requests[1]!.json)).toBeUndefined();
  });

  test.each<[string, Answer]>([
    ['was rejected', { status: 400, body: '{}' }],
    ['named an unknown model', { status: 404, body: '{}' }],
    ['was too large', { status: 413, body: '{}' }],
    ['met an overloaded server', { status: 529, body: '{}' }],
    ['lost its connection', { body: '', end: 'reset' }],
    ['was cut off during thinking', { body: sse(...openReply({ thinking: 'Hm' })) }],
  ])('is without a prompt that %s, in a conversation of its own or in this one', async (_, failure) => {
    const env = { XDG_DATA_HOME: tempFolder() };
    const server = await serve([reply({ text: 'first' }), failure, failure, reply({ text: 'second' })]);
    await run(['my name is Bob'], { env, server });
    const refused = [
      await run(['--max-retries', '0', 'a huge paste'], { env, server }),
      await run(['--max-retries', '0', '-c', 'another'], { env, server }),
    ];
    expect(refused.map(({ code }) => code)).not.toContain(0);
    expect((await run(['-c', 'what is my name?'], { env, server })).stdout).toBe('second');
    expect(server.requests[3]!.json.messages).toEqual([
      user('my name is Bob'),
      assistant(text('first')),
      user('what is my name?'),
    ]);
  });

  test.skipIf(process.platform === 'win32')('that was interrupted is the text so far, marked as cut off', async () => {
    const env = { XDG_DATA_HOME: tempFolder() };
    const server = await serve([{ body: sse(...openReply({ text: 'fir' })), end: 'hold' }, reply({ text: 'second' })]);
    const program = start(['one'], { env, server });
    await program.stdoutUntil('fir');
    program.kill('SIGINT');
    expect((await program.done).code).toBe(130);
    await run(['-c', 'two'], { env, server });
    expect(server.requests[1]!.json.messages).toEqual([
      user('one'),
      assistant(text('fir'), cutMark('it was interrupted')),
      user('two'),
    ]);
  });

  test('three times is everything, in order', async () => {
    const env = { XDG_DATA_HOME: tempFolder() };
    const server = await serve((_, i) => reply({ text: `reply ${i}` }));
    for (const flags of [[], ['-c'], ['-c'], ['-c']]) await run([...flags, 'so?'], { env, server });
    const turn = (i: number) => [user('so?'), assistant(text(`reply ${i}`))];
    expect(server.requests[3]!.json.messages).toEqual([...turn(0), ...turn(1), ...turn(2), user('so?')]);
  });

  test('asks the API to cache the conversation, but not with a first prompt or --no-cache', async () => {
    const env = { XDG_DATA_HOME: tempFolder() };
    const server = await serve(reply());
    for (const flags of [[], ['-c'], ['-c', '--no-cache'], ['-c', '--fork']]) {
      await run([...flags, 'so?'], { env, server });
    }
    const ephemeral = { type: 'ephemeral' };
    expect(server.requests.map(({ json }) => json.cache_control)).toEqual([undefined, ephemeral, undefined, ephemeral]);
  });
});

test('a hundred turns make a hundred requests, in order, each with all the turns before it', async () => {
  vi.stubEnv('ANTHROPIC_API_KEY', 'sk-test-key');
  const server = await serve((_, i) => reply({ text: `reply ${i}` }));
  const { reply: send } = createMessagesApi({
    baseUrl: server.url,
    fetch: createHttpFetch(),
    needsCredentials: true,
    timeoutMs: 10_000,
    stallMs: 10_000,
    maxRetries: 0,
    stream: true,
    wire: false,
    log: undefined,
  });
  const session = createSession(
    { id: 'bcdfghjk', model: 'claude-opus-5-5' },
    { begin: () => undefined, now: () => '2026-03-01T10:00:00.000Z' },
  );
  const settings = { maxTokens: 100, effort: undefined, autoContinue: 3, maxTurns: 10, cache: true };
  for (let i = 0; i < 100; i++) {
    await session.addUserMessage('prompt', `prompt ${i}`);
    const events = runTurn(session, settings, { reply: send, wait: async () => {} }, new AbortController().signal);
    let shown = '';
    for await (const event of events) if (event.type === 'text') shown += event.text;
    expect(shown).toBe(`reply ${i}`);
  }
  vi.unstubAllEnvs();
  const turns = Array.from({ length: 100 }, (_, i) => [user(`prompt ${i}`), assistant(text(`reply ${i}`))]).flat();
  expect(server.requests.map(({ json }) => json.messages)).toEqual(
    Array.from({ length: 100 }, (_, i) => turns.slice(0, 2 * i + 1)),
  );
});
