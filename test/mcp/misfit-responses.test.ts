import { describe, expect, test } from 'vitest';
import type { McpServer } from '../../src/mcp/mcp-config.ts';
import { json } from '../helpers/answers.ts';
import { call, open, remote, scripted } from '../helpers/mcp.ts';
import { serve, type Answer } from '../helpers/server.ts';

/** Responses to the request 7, and what is told of them. */
const MISFITS: Readonly<Record<string, readonly [object, string]>> = {
  null: [{ id: 7, result: null }, 'the response has no result'],
  number: [{ id: 7, result: 5 }, 'the response has an invalid result'],
  text: [{ id: 7, result: 'x' }, 'the response has an invalid result'],
  list: [{ id: 7, result: [] }, 'the response has an invalid result'],
  neither: [{ id: 7 }, 'the response has no result'],
  both: [{ id: 7, result: {}, error: { code: 1, message: 'a' } }, 'the response has both a result and an error'],
  silent: [{ id: 7, error: { code: 1 } }, 'the response has an error without a message'],
  lost: [{ id: null, error: { code: -32700, message: 'parse error' } }, 'a response came without a valid id'],
  anonymous: [{ result: {} }, 'a response came without a valid id'],
};
const NAMES = Object.keys(MISFITS);
const TOOLS = [...NAMES, 'late', 'text_id', 'stranger', 'ok'].map((name) => ({
  name,
  inputSchema: { type: 'object' },
}));
const hello = { protocolVersion: '2025-06-18', capabilities: { tools: {} }, serverInfo: { name: 'n', version: '1' } };

/** What a server answers to each tool's call: messages, with 7 for the id of the request. */
const ANSWERS: Readonly<Record<string, readonly object[]>> = {
  ...Object.fromEntries(NAMES.map((name) => [name, [MISFITS[name]![0]]])),
  late: [MISFITS['null']![0], { id: 7, result: { content: [{ type: 'text', text: 'too late' }] } }],
  text_id: [{ id: '7', result: { content: [{ type: 'text', text: 'ok' }] } }],
  stranger: [
    { id: 999, result: null },
    { id: 'abc', error: 5 },
    { id: 7, result: { content: [{ type: 'text', text: 'ok' }] } },
  ],
  ok: [{ id: 7, result: { content: [{ type: 'text', text: 'ok' }] } }],
};

/** The messages a server sends for a request: `method` is answered with the misfit, all else as it should be. */
function messagesFor(request: any, method: string, misfit: string): object[] {
  const { id } = request;
  const name = request.method === method ? misfit : request.params?.name;
  const normal: Readonly<Record<string, object>> = { initialize: hello, 'tools/list': { tools: TOOLS } };
  const isNormal = request.method !== method && request.method !== 'tools/call';
  const messages = isNormal ? [{ id: 7, result: normal[request.method] ?? {} }] : ANSWERS[name]!;
  return messages.map((message) => {
    const own: Record<string, unknown> = { 7: { id }, text: { id: String(id) } };
    const key = (message as { id?: unknown }).id === '7' ? 'text' : String((message as { id?: unknown }).id);
    return Object.assign({ jsonrpc: '2.0' }, message, own[key]);
  });
}

const stdio = (method: string, misfit: string): McpServer =>
  scripted(
    's',
    ['initialize', 'tools/list', 'tools/call']
      .map((one) => `'${one}': (request) => send(messagesFor(request, '${method}', '${misfit}')),`)
      .join('\n'),
    `const TOOLS = ${JSON.stringify(TOOLS)}, hello = ${JSON.stringify(hello)}, ANSWERS = ${JSON.stringify(ANSWERS)};
     ${messagesFor.toString()}
     const send = (messages) => messages.forEach((message) => process.stdout.write(JSON.stringify(message) + '\\n'));`,
  );

const network =
  (type: 'json' | 'stream') =>
  async (method: string, misfit: string): Promise<McpServer> => {
    const { url } = await serve((request): Answer => {
      if (request.method !== 'POST') return { status: 405, body: '' };
      if (request.json.id === undefined) return { status: 202, body: '' };
      const messages = messagesFor(request.json, method, misfit);
      if (type === 'json') return json(200, messages.length === 1 ? messages[0] : messages);
      const body = messages.map(
        (message) => `data: ${JSON.stringify(message, undefined, 1).replaceAll('\n', '\ndata: ')}\n\n`,
      );
      // The stream stays open: nothing but the message ends the wait.
      return { headers: { 'content-type': 'text/event-stream' }, body: endless(body.join('')) };
    });
    return remote('s', `${url}/mcp`);
  };

async function* endless(text: string): AsyncGenerator<string> {
  yield text;
  await new Promise(() => {});
}

describe.each<[string, (method: string, misfit: string) => McpServer | Promise<McpServer>]>([
  ['over stdio', stdio],
  ['over HTTP as JSON', network('json')],
  ['over HTTP as a stream', network('stream')],
])('%s, a response that does not fit its request', (_, serverOf) => {
  test('fails the call at once, and the next call works', async () => {
    const toolbox = await open([await serverOf('none', '')], { fetch: async () => fetch });
    for (const name of NAMES) {
      const expected = { content: `The call failed: ${MISFITS[name]![1]}`, isError: true };
      expect([name, await call(toolbox, name)]).toEqual([name, expected]);
    }
    expect(await call(toolbox, 'late')).toEqual({
      content: 'The call failed: the response has no result',
      isError: true,
    });
    expect(await call(toolbox, 'ok')).toEqual({ content: 'ok', isError: false });
  });

  test('does not disturb a call that it was not meant for', async () => {
    const toolbox = await open([await serverOf('none', '')]);
    expect(await call(toolbox, 'stranger')).toEqual({ content: 'ok', isError: false });
    expect(await call(toolbox, 'text_id')).toEqual({ content: 'ok', isError: false });
  });

  test.each(['initialize', 'tools/list'])('to %s fails the start at once', async (method) => {
    const toolboxes = NAMES.map(async (name) => open([await serverOf(method, name)]));
    const failures = (await Promise.all(toolboxes)).map((toolbox) => toolbox.failures[0]?.why);
    expect(failures).toEqual(NAMES.map((name) => MISFITS[name]![1]));
  });
});

test.each([
  ['initialize', { protocolVersion: 5 }, 'its response is not valid'],
  ['tools/list', { tools: 5 }, 'its list of tools is not valid'],
  ['tools/list', {}, 'its list of tools is not valid'],
])('a result that is not one of %s fails the start: %j', async (method, result, why) => {
  const server = scripted('s', `'${method}': (_message, answer) => answer(${JSON.stringify(result)}),`);
  expect((await open([server])).failures).toEqual([{ server: 's', why }]);
});

test.each<[string, Answer]>([
  ['that was only accepted', { status: 202, body: '' }],
  ['whose answer is none', json(200, [])],
  ['whose answer is another’s', json(200, { jsonrpc: '2.0', id: 999, result: {} })],
  ['whose answer is a request', json(200, { jsonrpc: '2.0', id: 'q', method: 'ping' })],
])('a call over HTTP %s fails at once', async (_, answer) => {
  const { url } = await serve((request) => {
    if (request.method !== 'POST') return { status: 405, body: '' };
    if (request.json.id === undefined) return { status: 202, body: '' };
    return request.json.method === 'tools/call' ? answer : json(200, messagesFor(request.json, 'none', '')[0]);
  });
  const toolbox = await open([remote('s', `${url}/mcp`)]);
  const content = 'The call failed: the server did not answer the request';
  expect(await call(toolbox, 'ok')).toEqual({ content, isError: true });
});
