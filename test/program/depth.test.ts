import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { TOO_DEEP } from '../../src/core/text/json.ts';
import { json, reply } from '../helpers/answers.ts';
import { rejectedBy } from '../helpers/api-rules.ts';
import { listing, scripted } from '../helpers/mcp.ts';
import { problemText } from '../helpers/problem-text.ts';
import { normalized, run } from '../helpers/program.ts';
import { tempFolder, writeIn } from '../helpers/sandbox.ts';
import { serve, type Answer } from '../helpers/server.ts';
import { writeSession } from '../helpers/sessions.ts';
import { messageStart, messageStop, replyEvents, sse, type WireEvent } from '../helpers/sse.ts';
import {
  blocksEvents,
  blocksReply,
  mcpConfig,
  textBlock,
  toolResult,
  toolUse,
  toolUseJson,
} from '../helpers/tool-replies.ts';

const LEVELS = 100_000;
const DEEP = `${'{"a":'.repeat(LEVELS)}1${'}'.repeat(LEVELS)}`;
const HOLE = 'deep goes here';

/** What `JSON.stringify` itself cannot write. */
const filled = (text: string) => text.replaceAll(JSON.stringify(HOLE), DEEP);
const events = (...given: readonly WireEvent[]): Answer => ({ body: filled(sse(...given)) });

/** A server with a tool that would leave a mark. */
function box() {
  const mark = join(tempFolder(), 'ran');
  const server = scripted(
    'box',
    `${listing({ name: 'save' })} 'tools/call': (_message, answer) => {
      fs.writeFileSync(${JSON.stringify(mark)}, '');
      answer({ content: [] });
    },`,
  );
  return { args: ['--mcp-config', mcpConfig(server), '--allow-tool', '*'], hasRun: () => existsSync(mark) };
}

/** What each command says about the only conversation. */
async function retell(env: Record<string, string>) {
  const commands = [['list'], ['show'], ['show', '--json'], ['export'], ['search', 'now']];
  const exports = ['json', 'html'].map((format) => ['export', '--format', format]);
  return Promise.all([...commands, ...exports].map((args) => run(['sessions', ...args], { env })));
}

describe('a call whose input is nested 100,000 levels deep', () => {
  const message = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'm',
    content: [textBlock('Now.'), toolUse('toolu_1', 'save', HOLE)],
    stop_reason: 'tool_use',
    usage: { input_tokens: 1, output_tokens: 1 },
  };
  const plain = { ...json(200, message), body: filled(JSON.stringify(message)) };

  test.each<[string, string[], Answer]>([
    ['in pieces', [], blocksReply([textBlock('Now.'), toolUseJson('toolu_1', 'save', DEEP)])],
    [
      'at once',
      [],
      events(
        messageStart(),
        ...blocksEvents([textBlock('Now.'), toolUse('toolu_1', 'save', 1)]).slice(1, 4),
        {
          type: 'content_block_start',
          index: 1,
          content_block: toolUse('toolu_1', 'save', HOLE),
        },
        { type: 'content_block_stop', index: 1 },
        { type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 1 } },
        messageStop,
      ),
    ],
    ['without a stream', ['--no-stream'], plain],
  ])('%s is not run, the model is told, and the conversation goes on', async (_, more, answer) => {
    const { args, hasRun } = box();
    const env = { XDG_DATA_HOME: tempFolder() };
    const last =
      more.length > 0
        ? json(200, { ...message, content: [textBlock('Sorry.')], stop_reason: 'end_turn' })
        : blocksReply([textBlock('Sorry.')]);
    const server = await serve([answer, last, reply({ text: 'Next.' })]);
    const result = await run([...args, ...more, 'go'], { server, env });
    expect(result).toMatchObject({ code: 0, stdout: 'Now.\n\nSorry.' });
    expect(hasRun()).toBe(false);
    const { messages } = server.requests[1]!.json;
    expect(messages[1].content).toEqual([textBlock('Now.'), toolUse('toolu_1', 'save', {})]);
    expect(messages[2].content).toEqual([
      toolResult('toolu_1', expect.stringContaining('nested at most 500 levels deep'), true),
    ]);
    expect(await run([...args, '-c', 'and now?'], { server, env })).toMatchObject({ code: 0, stdout: 'Next.' });
    expect(rejectedBy(server.requests[2]!.json)).toBeUndefined();
    for (const told of await retell(env)) expect(told).toMatchObject({ code: 0, stderr: '' });
  });

  test.each(['json', 'stream-json'])('is told as such in %s', async (format) => {
    const server = await serve(blocksReply([textBlock('Now.'), toolUseJson('toolu_1', 'save', DEEP)]));
    const { code, stdout } = await run(['--output-format', format, 'go'], { server });
    expect(code).toBe(0);
    expect(JSON.parse(stdout.trimEnd().split('\n').at(-1)!)).toMatchObject({
      content: [textBlock('Now.'), toolUse('toolu_1', 'save', TOO_DEEP)],
    });
  });
});

describe('a server that sends JSON nested 100,000 levels deep', () => {
  const [start, ...rest] = replyEvents({ text: 'Hello' });
  const search = { type: 'web_search_tool_result', tool_use_id: 's', content: [{ type: HOLE }] };

  test.each<[string, WireEvent[]]>([
    ['in an unknown event', [start!, { type: 'odd', odd: HOLE }, ...rest]],
    [
      'in its usage',
      [
        ...replyEvents({ text: 'Hello' }).slice(0, -2),
        {
          type: 'message_delta',
          delta: { stop_reason: 'end_turn' },
          usage: { output_tokens: 5, server_tool_use: HOLE },
        },
        messageStop,
      ],
    ],
    [
      'in a citation',
      [
        start!,
        rest[0]!,
        { type: 'content_block_delta', index: 0, delta: { type: 'citations_delta', citation: { source: HOLE } } },
        ...rest.slice(1),
      ],
    ],
    [
      'in a result',
      [
        start!,
        { type: 'content_block_start', index: 0, content_block: search },
        { type: 'content_block_stop', index: 0 },
        ...rest.map((event) => ({ ...event, ...('index' in event && { index: 1 }) })),
      ],
    ],
  ])('%s costs nothing but that', async (_, given) => {
    const env = { XDG_DATA_HOME: tempFolder() };
    const server = await serve([events(...given), events(...given), reply({ text: 'Next.' })]);
    expect(await run(['now'], { server, env })).toMatchObject({ code: 0, stdout: 'Hello' });
    expect(await run(['-q', '--json', 'now'], { server })).toMatchObject({ code: 0, stderr: '' });
    expect(await run(['-c', 'and now?'], { server, env })).toMatchObject({ code: 0, stdout: 'Next.' });
    for (const told of await retell(env)) expect(told).toMatchObject({ code: 0, stderr: '' });
  });

  test.each<[string, Answer]>([
    ['as an error in the stream', events(start!, ...rest.slice(0, 2), { type: 'error', error: HOLE })],
    ['as the body of an error', { ...json(400, {}), body: filled(JSON.stringify({ error: HOLE })) }],
  ])('%s is at fault, and the text is kept', async (_, answer) => {
    const server = await serve(answer);
    const { code, stderr } = await run(['--max-retries', '0', 'now'], { server });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^claude-stream: .*the server sent an error that is nested too deep/),
    });
  });
});

describe('an MCP server that sends JSON nested 100,000 levels deep', () => {
  /** The program that plays the server makes it: the command line would be too long. */
  const raw = (result: string) =>
    `({ id }) => {
      const deep = '{"a":'.repeat(${LEVELS}) + 1 + '}'.repeat(${LEVELS});
      process.stdout.write('{"jsonrpc":"2.0","id":' + id + ',"result":' + ${JSON.stringify(result)}.replace('DEEP', deep) + '}\\n');
    },`;

  test.each([
    ['as content', '{"content":[{"type":"text","text":"ok"},{"type":DEEP}]}', 'ok'],
    ['as structured content', `{"content":[],"structuredContent":DEEP}`, `(content omitted: ${TOO_DEEP})`],
  ])('%s of a result does not end the turn', async (_, result, told) => {
    const server = scripted('deep', `${listing({ name: 'dig' })} 'tools/call': ${raw(result)}`);
    const api = await serve([blocksReply([toolUse('toolu_1', 'dig', {})]), blocksReply([textBlock('Done.')])]);
    const args = ['--mcp-config', mcpConfig(server), '--allow-tool', '*', 'go'];
    expect(await run(args, { server: api })).toMatchObject({ code: 0, stdout: 'Done.' });
    expect(JSON.stringify(api.requests[1]!.json.messages[2].content)).toContain(told);
  });

  test('as the schema of a tool offers its other tools', async () => {
    const tools = `{"tools":[{"name":"deep","inputSchema":DEEP},{"name":"flat","inputSchema":{"type":"object"}}]}`;
    const config = mcpConfig(scripted('some', `'tools/list': ${raw(tools)}`));
    const listed = await run(['tools', '--json', '--mcp-config', config]);
    expect({ ...listed, stdout: JSON.parse(listed.stdout) }).toMatchObject({ code: 0, stdout: [{ name: 'flat' }] });
  });
});

describe('a file of the user that is nested 100,000 levels deep is a usage error', () => {
  const mistake = (what: string, hint?: string) => ({ code: 2, stdout: '', stderr: problemText(what, hint) });

  test('as config.json', async () => {
    const result = normalized(await run(['hi'], { config: `{"model":${DEEP}}` }));
    expect({ ...result, stderr: result.stderr.replace(/\S+(?=config\.json)/, '') }).toEqual(
      mistake(`config.json: invalid JSON: ${TOO_DEEP}`),
    );
  });

  test('as an MCP config', async () => {
    const cwd = tempFolder();
    writeIn(cwd, 'mcp.json', `{"mcpServers":${DEEP}}`);
    expect(normalized(await run(['--mcp-config', 'mcp.json', 'hi'], { cwd }))).toEqual(
      mistake(
        `mcp.json: invalid JSON: ${TOO_DEEP}`,
        'expected {"mcpServers": {"name": {"command": "program", "args": []}}}',
      ),
    );
  });

  test('as a recording', async () => {
    const cwd = tempFolder();
    writeIn(cwd, 'a.sse', filled(sse(messageStart(), { type: 'content_block_start', index: 0, content_block: HOLE })));
    const { code, stdout, stderr } = await run(['--replay', 'a.sse', 'hi'], { cwd });
    expect({ code, stdout, stderr }).toEqual(
      mistake(
        `a.sse, line 5: the data of this content_block_start event is ${TOO_DEEP}`,
        'a recording is an event stream saved by --record or "curl -N"',
      ),
    );
  });
});

test('a journal with lines nested 100,000 levels deep is read without them', async () => {
  const data = tempFolder();
  const time = '2026-03-01T10:00:05.000Z';
  const end = { type: 'end', time, status: 'complete', usage: {}, content: [{ type: 'tool_use', input: HOLE }] };
  const lines = [end, { ...end, content: [], usage: HOLE }, { type: 'delta', parts: [{ type: 'text', text: HOLE }] }];
  const { id } = writeSession(join(data, 'claude-stream', 'sessions'), {
    turns: [{ prompt: 'now', reply: 'Hello' }],
    tail: lines.map((line) => `${filled(JSON.stringify(line))}\n`).join(''),
  });
  const env = { XDG_DATA_HOME: data };
  for (const told of await retell(env)) expect(told).toMatchObject({ code: 0, stderr: '' });
  const server = await serve(reply({ text: 'Next.' }));
  expect(normalized(await run(['-q', '-c', 'and now?'], { server, env }))).toMatchObject({ code: 0, stdout: 'Next.' });
  expect(await run(['-c', 'and now?'], { server, env })).toMatchObject({
    stderr: expect.stringContaining(`skipped 2 damaged lines of ${id}`),
  });
});
