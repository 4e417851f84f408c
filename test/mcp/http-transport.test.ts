import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createHttpFetch } from '../../src/api/transport/http-fetch.ts';
import { call, open, remote, serveEverything } from '../helpers/mcp.ts';
import { json } from '../helpers/answers.ts';
import { serve, type Answer, type RecordedRequest } from '../helpers/server.ts';

/** As the program does it. */
const options = { fetch: async () => createHttpFetch() };

describe('a server on the network', () => {
  test('is called like any other, many times at once, and its session is ended', async () => {
    const { url } = await serveEverything();
    const toolbox = await open([remote('net', url)], options);
    expect(toolbox.failures).toEqual([]);
    expect(await call(toolbox, 'echo', { message: 'hi' })).toEqual({ content: 'Echo: hi', isError: false });
    const sums = await Promise.all([1, 2, 3].map((a) => call(toolbox, 'get-sum', { a, b: 1 })));
    expect(sums.map(({ content }) => content)).toEqual([
      'The sum of 1 and 1 is 2.',
      'The sum of 2 and 1 is 3.',
      'The sum of 3 and 1 is 4.',
    ]);
    expect((await call(toolbox, 'get-tiny-image')).content).toMatchObject([{}, { type: 'image' }, {}]);

    const stop = new AbortController();
    const running = call(toolbox, 'trigger-long-running-operation', { duration: 20, steps: 2 }, stop.signal);
    setTimeout(() => stop.abort('SIGINT'), 100);
    expect(await running).toEqual({ content: 'The call was cancelled.', isError: true });
    await toolbox.close();
    expect(await call(toolbox, 'echo', { message: 'hi' })).toEqual({
      content: 'This tool is no longer available: the MCP server "net" has stopped.',
      isError: true,
    });
  });

  test('that is killed fails its current call', async () => {
    const { url, kill } = await serveEverything();
    const toolbox = await open([remote('net', url)], options);
    const running = call(toolbox, 'trigger-long-running-operation', { duration: 20, steps: 2 });
    await sleep(300);
    kill();
    // What can be gone on with is asked for again for a while.
    expect(await running).toEqual({
      content: 'The call failed: the connection closed before the result arrived',
      isError: true,
    });
    expect(await call(toolbox, 'echo', { message: 'hi' })).toEqual({
      content: 'The call failed: cannot connect: ECONNREFUSED',
      isError: true,
    });
  });
});

const initialized = ({ json: message }: RecordedRequest, answers: Record<string, Answer | undefined>): Answer => {
  const { id, method, params } = message;
  const { protocolVersion } = params ?? {};
  const hello = { protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 'n', version: '1' } };
  if (method === 'initialize') return json(200, { jsonrpc: '2.0', id, result: hello });
  if (method === 'tools/list') {
    return json(200, { jsonrpc: '2.0', id, result: { tools: [{ name: 'a', inputSchema: { type: 'object' } }] } });
  }
  return answers[method] ?? { status: 202, body: '' };
};

test('a call fails if its stream ends without a result and cannot be resumed', async () => {
  const cut: Answer = { headers: { 'content-type': 'text/event-stream' }, body: ': nothing\n\n' };
  const server = await serve((request) =>
    request.method === 'GET' ? json(405, {}) : initialized(request, { 'tools/call': cut }),
  );
  const toolbox = await open([remote('net', `${server.url}/mcp`)], options);
  expect(await call(toolbox, 'a')).toEqual({
    content: 'The call failed: the connection closed before the result arrived',
    isError: true,
  });
});

test('a call that is rejected fails', async () => {
  const answers = { 'tools/call': json(404, { error: 'session not found' }) };
  const server = await serve((request) => (request.method === 'GET' ? json(405, {}) : initialized(request, answers)));
  const toolbox = await open([remote('net', `${server.url}/mcp`)], options);
  expect(await call(toolbox, 'a')).toEqual({ content: 'The call failed: it returned HTTP 404', isError: true });
});

test('the configured headers go with every request', async () => {
  const server = await serve((request) => (request.method === 'GET' ? json(405, {}) : initialized(request, {})));
  await open([remote('net', `${server.url}/mcp`, { Authorization: 'Bearer abc', 'X-Team': 'é' })], options);
  await sleep(50);
  expect(server.requests.map(({ headers }) => headers['authorization'])).toEqual(
    server.requests.map(() => 'Bearer abc'),
  );
  expect(server.requests.length).toBeGreaterThanOrEqual(3);
});

describe('a server that cannot be reached', () => {
  test.each<[string, Answer, string]>([
    [
      'credentials',
      json(401, { error: 'who?' }),
      'it returned HTTP 401; set credentials in its "headers", such as "Authorization"',
    ],
    [
      'nothing there',
      json(404, {}),
      'it returned HTTP 404: no MCP server at its "url" (the deprecated SSE transport is not supported)',
    ],
    ['an error', json(500, { error: 'the key secret-key is bad' }), 'it returned HTTP 500'],
    [
      'a page',
      { headers: { 'content-type': 'text/html' }, body: '<html>' },
      'Streamable HTTP error: Unexpected content type: text/html',
    ],
  ])('%s', async (_what, answer, why) => {
    const server = await serve(answer);
    const toolbox = await open([remote('net', `${server.url}/mcp`, { 'X-Key': 'secret-key' })], options);
    expect(toolbox.failures).toEqual([{ server: 'net', why }]);
    expect(toolbox.tools).toEqual([]);
  });

  test.each([
    ['a status that no response has', 'HTTP/1.1 999 Odd\r\n\r\n', 'invalid HTTP response (status 999)'],
    ['another protocol', 'HTTP/1.1 101 Switching Protocols\r\n\r\n', 'invalid HTTP response (status 101)'],
    ['nothing', '', 'cannot connect: ECONNRESET'],
  ])('%s', async (_what, raw, why) => {
    const server = await serve({ raw, end: 'close' });
    const toolbox = await open([remote('net', `${server.url}/mcp`)], options);
    expect(toolbox.failures).toEqual([{ server: 'net', why }]);
  });

  test('nobody listens', async () => {
    const toolbox = await open([remote('net', 'http://127.0.0.1:2/mcp')], options);
    expect(toolbox.failures).toEqual([{ server: 'net', why: 'cannot connect: ECONNREFUSED' }]);
    expect(await call(toolbox, 'a')).toEqual({ content: 'Unknown tool. Available: none.', isError: true });
  });
});
