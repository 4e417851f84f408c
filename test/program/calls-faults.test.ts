import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { readJournal, type Restored } from '../../src/core/conversation/read-journal.ts';
import { type Block, textOf } from '../../src/core/reply/reply.ts';
import { createSession } from '../../src/agent/session.ts';
import { rejectedBy } from '../helpers/api-rules.ts';
import { apiError, reply } from '../helpers/answers.ts';
import { CONTINUE_HINT, problemText } from '../helpers/problem-text.ts';
import { everything, listing, scripted, sent, serveEverything, tapped } from '../helpers/mcp.ts';
import { normalized, run, start } from '../helpers/program.ts';
import { tempFolder } from '../helpers/sandbox.ts';
import { serve, type Answer, type ScriptedServer } from '../helpers/server.ts';
import { errorEvent, messageDelta, messageStop, sse } from '../helpers/sse.ts';
import {
  blocksReply,
  toolUse,
  toolUseJson,
  mcpConfig,
  openBlocks,
  toolResult,
  textBlock,
} from '../helpers/tool-replies.ts';
import { numbers, SEED } from '../helpers/random.ts';
import { until } from '../helpers/until.ts';

/** A server with one tool that records that it ran. */
function box() {
  const log = join(tempFolder(), 'log');
  const config = mcpConfig(
    scripted(
      'box',
      `${listing({ name: 'save' })} 'tools/call': ({ params }, answer) => {
        fs.appendFileSync(${JSON.stringify(log)}, JSON.stringify(params.arguments) + '\\n');
        answer({ content: [{ type: 'text', text: 'saved' }] });
      },`,
    ),
  );
  return {
    args: ['--mcp-config', config, '--allow-tool', '*'],
    ran: () => (existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : []),
  };
}

/** Asks, then continues; returns the first result and the second request. */
async function ask(answers: readonly Answer[], more: readonly string[] = []) {
  const { args, ran } = box();
  const env = { XDG_DATA_HOME: tempFolder() };
  const server = await serve([...answers, reply({ text: 'Next.' })]);
  const result = normalized(await run([...args, ...more, '--max-retries', '0', 'go'], { server, env }));
  const asked = server.requests.length;
  const calls = ran();
  const next = await run([...args, '-c', 'and now?'], { server, env });
  expect(next).toMatchObject({ code: 0, stdout: 'Next.' });
  const { json } = server.requests.at(-1)!;
  expect(rejectedBy(json)).toBeUndefined();
  return { ...result, asked, ran: calls, messages: json.messages };
}

const facts = '12 in · 5 out · $0.0001 · N s\n';

describe('a call that was cut off is never run', () => {
  test.each([
    ['in the middle of its input', '{"city":"Os', ' input: {"city":"Os'],
    ['where its input so far could be complete', '{"city":"Oslo"}', ' city: Oslo'],
    ['before its input', '', ''],
  ])('by max_tokens, %s', async (_, json, input) => {
    const cut = blocksReply([textBlock('Now.'), toolUseJson('toolu_1', 'save', json)], { stopReason: 'max_tokens' });
    expect(await ask([cut])).toEqual({
      code: 0,
      stdout: 'Now.',
      stderr: `● save${input}
  ✗ not run
max_tokens: the reply reached its token limit (raise it with --max-tokens) · ${facts}claude-stream: ${CONTINUE_HINT}
`,
      asked: 1,
      ran: [],
      messages: [
        { role: 'user', content: 'go' },
        {
          role: 'assistant',
          content: [textBlock('Now.'), textBlock('[This reply was cut off here: it reached its token limit.]')],
        },
        { role: 'user', content: 'and now?' },
      ],
    });
  });

  test('in a block that never ended', async () => {
    const events = openBlocks([textBlock('Now.'), toolUseJson('toolu_1', 'save', '{"city":"Os')]).slice(0, -1);
    const cut = { body: sse(...events, messageDelta({ stopReason: 'max_tokens' }), messageStop) };
    expect(await ask([cut])).toMatchObject({ code: 0, stdout: 'Now.', asked: 1, ran: [] });
  });

  test.each([
    ['when the connection ends', '', 69],
    ['by the API', sse(errorEvent('overloaded_error', 'Overloaded')), 75],
  ])('%s, even if its input was complete', async (_, end, code) => {
    const body = sse(...openBlocks([textBlock('Now.'), toolUse('toolu_1', 'save', { city: 'Oslo' })])) + end;
    const result = await ask([{ body }]);
    expect(result).toMatchObject({ code, stdout: 'Now.', asked: 1, ran: [] });
    expect(result.stderr).toMatch(/^● save city: Oslo\n {2}✗ not run\nclaude-stream: /);
    expect(result.messages[1].content).toEqual([
      textBlock('Now.'),
      textBlock('[This reply was cut off here: the connection failed.]'),
    ]);
  });
});

test.each(['end_turn', 'stop_sequence', 'refusal', 'model_context_window_exceeded', 'weather'])(
  'a call in a reply that ended for another reason is never run: %s',
  async (stopReason) => {
    const blocks = [textBlock('Now.'), toolUse('toolu_1', 'save', { city: 'Oslo' })];
    const result = await ask([blocksReply(blocks, { stopReason })]);
    expect(result).toMatchObject({ code: 0, stdout: 'Now.', asked: 1, ran: [] });
    expect(result.stderr).toContain('  ✗ not run\n');
    expect(JSON.stringify(result.messages)).not.toContain('tool_use');
  },
);

test('a call in a paused reply is neither run nor sent back', async () => {
  const blocks = [textBlock('Now.'), toolUse('toolu_1', 'save', { city: 'Oslo' })];
  const result = await ask([blocksReply(blocks, { stopReason: 'pause_turn' }), blocksReply([textBlock(' And on.')])]);
  expect(result).toMatchObject({ code: 0, stdout: 'Now. And on.', asked: 2, ran: [] });
});

describe('a call whose input is not a JSON object is never run', () => {
  test('when the input is not JSON', async () => {
    const { stderr, ...result } = await ask([
      blocksReply([textBlock('Now.'), toolUseJson('toolu_1', 'save', '{"city": Oslo}')]),
    ]);
    expect(result).toMatchObject({ code: 1, stdout: 'Now.', asked: 1, ran: [] });
    expect(stderr).toMatch(/^● save input: \{"city": Oslo\}\n {2}✗ not run\nclaude-stream: /);
  });

  test.each(['[1, 2]', '"Oslo"', 'null'])('when the input is %s, and the model is told why', async (json) => {
    const { args, ran } = box();
    const server = await serve([
      blocksReply([toolUseJson('toolu_1', 'save', json)]),
      blocksReply([textBlock('Sorry.')]),
    ]);
    expect(await run([...args, 'go'], { server })).toMatchObject({ code: 0, stdout: 'Sorry.' });
    expect(ran()).toEqual([]);
    expect(server.requests[1]!.json.messages[2].content).toEqual([
      toolResult(
        'toolu_1',
        'The input must be a JSON object that matches the tool’s input schema, nested at most 500 levels deep.',
        true,
      ),
    ]);
    expect(rejectedBy(server.requests[1]!.json)).toBeUndefined();
  });

  test('unless the input is empty, which counts as an empty object', async () => {
    const answers = [blocksReply([toolUseJson('toolu_1', 'save', '')]), blocksReply([textBlock('Done.')])];
    expect(await ask(answers)).toMatchObject({ code: 0, stdout: 'Done.', ran: ['{}'] });
  });
});

describe('a call that could be taken for another is never run, and the model is told', () => {
  const SAME = 'another call in the reply has the same id';
  const BAD_ID = 'its id is not valid';
  const BAD_NAME = 'its name is not valid';
  const LEFT_OUT = { type: 'text', text: '[A tool call was left out here and not run: its name is not valid.]' };
  const notRun = (id: string, why: string) => toolResult(id, `The call was not run: ${why}.`, true);

  test.each<[string, object[], unknown[], string]>([
    [
      'two calls with one id',
      [toolUse('toolu_1', 'save', { city: 'A' }), toolUse('toolu_1', 'save', { city: 'B' })],
      [notRun('toolu_1', SAME), notRun('toolu_1_2', SAME)],
      SAME,
    ],
    ['an id that is a number', [{ ...toolUse('', 'save'), id: 5 }], [notRun('call', BAD_ID)], BAD_ID],
    ['an id that is null', [{ ...toolUse('', 'save'), id: null }], [notRun('call', BAD_ID)], BAD_ID],
    ['an id that is an object', [{ ...toolUse('', 'save'), id: {} }], [notRun('call', BAD_ID)], BAD_ID],
    ['an empty id', [toolUse('', 'save')], [notRun('call', BAD_ID)], BAD_ID],
    ['a name that is an array', [{ ...toolUse('toolu_1', ''), name: ['save'] }], [LEFT_OUT], BAD_NAME],
    ['no name', [{ ...toolUse('toolu_1', ''), name: undefined }], [LEFT_OUT], BAD_NAME],
  ])('%s', async (_, blocks, told, why) => {
    const { args, ran } = box();
    const server = await serve([blocksReply(blocks as Block[]), blocksReply([textBlock('Well.')])]);
    const { code, stdout, stderr } = await run([...args, 'go'], { server });
    expect({ code, stdout, ran: ran() }).toEqual({ code: 0, stdout: 'Well.', ran: [] });
    expect(stderr).toContain(` not run: ${why}\n`);
    const { json } = server.requests[1]!;
    expect(rejectedBy(json)).toBeUndefined();
    expect(json.messages.at(-1).content.slice(-told.length)).toEqual(told);
  });
});

describe('a server that fails', () => {
  test('in the middle of a call produces an error result, and the model answers', async () => {
    const dying = scripted('dying', `${listing({ name: 'die' })} 'tools/call': () => process.exit(1),`);
    const blocks = [toolUse('toolu_1', 'die'), toolUse('toolu_2', 'die')];
    const server = await serve([
      blocksReply(blocks),
      blocksReply([toolUse('toolu_3', 'die')]),
      blocksReply([textBlock('It is gone.')]),
    ]);
    const args = ['--mcp-config', mcpConfig(dying), '--allow-tool', '*', 'go'];
    expect(normalized(await run(args, { server }))).toEqual({
      code: 0,
      stdout: 'It is gone.',
      stderr: `● #1 die
● #2 die
  ✗ N s · #1 die
    The MCP server "dying" stopped before the call finished; its tools are no longer available.
  ✗ N s · #2 die
    The MCP server "dying" stopped before the call finished; its tools are no longer available.
● die
  ✗ N s · This tool is no longer available: the MCP server "dying" has stopped.
end_turn · 36 in · 15 out · $0.0004 · N s · 3 requests
`,
    });
    const { messages } = server.requests[2]!.json;
    expect(rejectedBy(server.requests[2]!.json)).toBeUndefined();
    const died = 'The MCP server "dying" stopped before the call finished; its tools are no longer available.';
    expect(messages[2].content).toEqual([toolResult('toolu_1', died, true), toolResult('toolu_2', died, true)]);
    expect(messages[4].content).toEqual([
      toolResult('toolu_3', 'This tool is no longer available: the MCP server "dying" has stopped.', true),
    ]);
  });

  test('in the middle of a call over the network produces an error result too', async () => {
    const net = await serveEverything();
    const hang = toolUse('toolu_1', 'trigger-long-running-operation', { duration: 60, steps: 60 });
    const server = await serve([blocksReply([hang]), blocksReply([textBlock('It is gone.')])]);
    const config = JSON.stringify({ mcpServers: { net: { url: net.url } } });
    const program = start(['--mcp-config', config, '--allow-tool', '*', 'go'], { server });
    await program.stderrUntil('●');
    // The call has been sent.
    await delay(300);
    net.kill();
    expect(await program.done).toMatchObject({ code: 0, stdout: 'It is gone.' });
    expect(server.requests[1]!.json.messages[2].content).toEqual([
      toolResult('toolu_1', expect.stringMatching(/^The call failed: /), true),
    ]);
  });

  test('at start is reported, and the others stay available', async () => {
    const none = { kind: 'stdio', name: 'none', command: 'no-such-command', args: [] } as const;
    const config = mcpConfig({ ...none, env: {}, cwd: undefined, timeoutMs: undefined }, everything());
    const server = await serve([
      blocksReply([toolUse('toolu_1', 'echo', { message: 'hi' })]),
      blocksReply([textBlock('Done.')]),
    ]);
    const result = normalized(await run(['--mcp-config', config, '--allow-tool', '*', 'go'], { server }));
    expect(result).toEqual({
      code: 0,
      stdout: 'Done.',
      stderr:
        problemText(
          'the MCP server "none" did not start: command "no-such-command" not found',
          'its tools are not available',
        ) +
        `● echo message: hi
  ✓ N s · Echo: hi
end_turn · 24 in · 10 out · $0.0003 · N s · 2 requests
`,
    });
  });
});

describe('--max-turns', () => {
  const call = (n: number) => blocksReply([textBlock(`Number ${n}.`), toolUse(`toolu_${n}`, 'save', { n })]);

  test('stops a prompt that would make more requests', async () => {
    const { messages, ...result } = await ask([call(1), call(2)], ['--max-turns', '2']);
    expect(result).toEqual({
      code: 0,
      stdout: 'Number 1.\n\nNumber 2.',
      stderr: `● save n: 1
  ✓ N s · saved
● save n: 2
  ✗ not run
max_turns: the prompt reached its limit of requests (raise it with --max-turns) · 24 in · 10 out · $0.0003 · N s · 2 requests
`,
      asked: 2,
      ran: ['{"n":1}'],
    });
    expect(messages[4].content[0]).toMatchObject({ type: 'tool_result', tool_use_id: 'toolu_2', is_error: true });
  });

  test('is reported even with --quiet', async () => {
    const { args } = box();
    const server = await serve([call(1), call(2)]);
    const result = await run([...args, '--max-turns', '2', '-q', 'go'], { server });
    expect(normalized(result)).toEqual({
      code: 0,
      stdout: 'Number 1.\n\nNumber 2.',
      stderr: 'claude-stream: max_turns: the prompt reached its limit of requests (raise it with --max-turns)\n',
    });
  });

  test('starts from zero for each prompt', async () => {
    const { args } = box();
    const env = { XDG_DATA_HOME: tempFolder() };
    const server = await serve([call(1), blocksReply([textBlock('A.')]), call(2), blocksReply([textBlock('B.')])]);
    for (const flags of [[], ['-c']]) {
      const result = await run([...args, ...flags, '--max-turns', '2', 'go'], { server, env });
      expect(normalized(result).stderr).toMatch(/\nend_turn · .* · 2 requests\n$/);
    }
  });
});

test('a request that is retried reports its calls once', async () => {
  const { args, ran } = box();
  const call = toolUse('toolu_2', 'save', { city: 'Oslo' });
  const broken = sse(
    ...openBlocks([toolUseJson('toolu_1', 'save', '{"city":"Os')]),
    errorEvent('overloaded_error', 'Busy'),
  );
  const server = await serve([{ body: broken }, blocksReply([call]), blocksReply([textBlock('Done.')])]);
  const result = await run([...args, '--max-retries', '2', 'go'], { server });
  expect(normalized(result)).toEqual({
    code: 0,
    stdout: 'Done.',
    stderr: `● save city: Oslo
  ✓ N s · saved
end_turn · 24 in · 10 out · $0.0003 · N s · 1 retry · 2 requests
`,
  });
  expect(ran()).toEqual(['{"city":"Oslo"}']);
});

test('a reply that is cut off after calls is continued where it was cut off', async () => {
  const { args } = box();
  const server = await serve([
    blocksReply([textBlock('First.'), toolUse('toolu_1', 'save')]),
    blocksReply([textBlock('The quick brown fo')], { stopReason: 'max_tokens' }),
    blocksReply([textBlock('quick brown fox jumps.')]),
  ]);
  const result = normalized(await run([...args, '--auto-continue=2', 'go'], { server }));
  expect(result).toMatchObject({ code: 0, stdout: 'First.\n\nThe quick brown fox jumps.' });
  expect(result.stderr).toMatch(/ · 3 requests · continued once\n$/);
  for (const { json } of server.requests) expect(rejectedBy(json)).toBeUndefined();
});

test('a conversation can be continued after a request that failed after calls', async () => {
  const failing = [
    blocksReply([textBlock('First.'), toolUse('toolu_1', 'save', { n: 1 })]),
    apiError(400, 'invalid', 'no'),
  ];
  const result = await ask(failing);
  expect(result).toMatchObject({ code: 1, stdout: 'First.', asked: 2, ran: ['{"n":1}'] });
  expect(result.messages.slice(1)).toEqual([
    { role: 'assistant', content: [textBlock('First.'), toolUse('toolu_1', 'save', { n: 1 })] },
    { role: 'user', content: [toolResult('toolu_1', 'saved'), textBlock('and now?')] },
  ]);
});

test('an input of 200 KB reaches the tool whole', async () => {
  const { args, ran } = box();
  const input = { text: 'Word — ünï🙂 '.repeat(14_000) };
  const server = await serve([blocksReply([toolUse('toolu_1', 'save', input)]), blocksReply([textBlock('Done.')])]);
  const result = await run([...args, 'go'], { server });
  expect(result).toMatchObject({ code: 0, stdout: 'Done.' });
  expect(ran()).toEqual([JSON.stringify(input)]);
  expect(server.requests[1]!.json.messages[1].content[0].input).toEqual(input);
  // Only one line of it is shown.
  expect(result.stderr.split('\n')[0]!.length).toBeLessThan(121);
});

describe.skipIf(process.platform === 'win32')('a program killed at any moment', () => {
  const KILLS = 60;
  const RUNS = 6;
  /** One kill in this many is continued by the program itself; the others in this process, which is cheaper. */
  const EVERY = 5;

  /** Slow enough that a kill can hit any stage: two parallel calls, a third call, and a text. */
  const slowly = (blocks: readonly Block[]): Answer => ({ ...blocksReply(blocks), slice: 150, delayMs: 6 });
  const turns = [
    slowly([
      textBlock('Let me look at both of them.'),
      toolUse('toolu_1', 'wait', { n: 1 }),
      toolUse('toolu_2', 'wait', { n: 2 }),
    ]),
    slowly([toolUse('toolu_3', 'wait', { n: 3 })]),
    slowly([textBlock('That is what there is to say of it, and no more.')]),
  ];
  const slow = scripted(
    'slow',
    `${listing({ name: 'wait' })} 'tools/call': ({ params }, answer) =>
      setTimeout(() => answer({ content: [{ type: 'text', text: 'waited ' + params.arguments.n }] }), 60 * params.arguments.n),`,
  );

  const requestAfter = ({ header: { id }, model, conversation }: Restored) => {
    const session = createSession({ id, model, conversation }, { begin: () => undefined, now: () => '' });
    void session.addUserMessage('prompt', 'and now?');
    return session.request({ maxTokens: 10, effort: undefined });
  };
  const goneOnWith = async (server: ScriptedServer, env: Record<string, string>) => {
    // Before its first text, only its name leads to it.
    const id = readdirSync(join(env['XDG_DATA_HOME']!, 'claude-stream', 'sessions'))[0]!.slice(16, 24);
    expect(await run(['-r', id, 'and now?'], { server, env })).toMatchObject({ code: 0, stdout: 'Here.' });
    return server.requests.at(-1)!.json;
  };

  test(`leaves a conversation that continues with a request that the API accepts (${KILLS} times, seed ${SEED})`, async () => {
    const random = numbers(SEED);
    const sizes = turns.map(({ body }) => (body as string).length);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    // After part of the reply is sent, plus up to a tenth of a second, the time that a call takes.
    const moments = Array.from({ length: KILLS }, (_, i) => ({
      i,
      afterBytes: random() * total,
      afterMs: random() * 100,
    }));
    const places = new Map<number, number>();

    const oneKill = async ({ i, afterBytes, afterMs }: (typeof moments)[number]) => {
      const server = await serve((request, index) =>
        request.text.includes('"and now?"') ? reply({ text: 'Here.' }) : turns[index]!,
      );
      const env = { XDG_DATA_HOME: tempFolder() };
      const args = ['--mcp-config', mcpConfig(slow), '--allow-tool', '*'];
      const program = start([...args, 'go'], { server, env });
      await until(() => server.requests.reduce((sum, { sentBytes }) => sum + sentBytes, 0) >= afterBytes);
      await delay(afterMs);
      program.kill('SIGKILL');
      await program.done;
      const folder = join(env.XDG_DATA_HOME, 'claude-stream', 'sessions');
      const file = readdirSync(folder).find((name) => name.endsWith('.jsonl'))!;
      const before = readJournal(readFileSync(join(folder, file), 'utf8')) as Restored;
      const said = before.conversation.flatMap((entry) =>
        entry.type === 'reply' ? [textOf(entry.reply.content)] : [],
      );
      places.set(before.conversation.length, (places.get(before.conversation.length) ?? 0) + 1);
      const request = i % EVERY === 0 ? await goneOnWith(server, env) : requestAfter(before);
      expect(rejectedBy(request), `kill ${i}`).toBeUndefined();
      for (const text of said) expect(JSON.stringify(request)).toContain(JSON.stringify(text).slice(1, -1));
    };
    const worker = async () => {
      for (let moment = moments.shift(); moment !== undefined; moment = moments.shift()) await oneKill(moment);
    };
    await Promise.all(Array.from({ length: RUNS }, worker));
    // The kills hit before, between and after the calls.
    expect(places.size).toBeGreaterThan(3);
  }, 120_000);
});

test('a server receives a call only once it is complete and allowed', async () => {
  const log = join(tempFolder(), 'sent');
  const server = await serve([
    blocksReply([toolUse('toolu_1', 'echo', { message: 'x' })]),
    blocksReply([textBlock('Well.')]),
  ]);
  await run(['--mcp-config', mcpConfig(tapped('tapped', log, everything())), 'go'], { server });
  expect(sent(log).map(({ method }) => method)).toEqual(['initialize', 'notifications/initialized', 'tools/list']);
});
