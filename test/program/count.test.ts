import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { apiError, json, reply } from '../helpers/answers.ts';
import { GIF } from '../helpers/attachments.ts';
import { problemText } from '../helpers/problem-text.ts';
import { normalized, run, start } from '../helpers/program.ts';
import { projectRoot, tempFolder, writeIn } from '../helpers/sandbox.ts';
import { serve, type Answer } from '../helpers/server.ts';

const counted = json(200, { input_tokens: 1234567 });

describe('--count', () => {
  test('prints only the number, and makes no other request', async () => {
    const server = await serve(counted);
    const result = await run(['--count', '-s', 'Be brief', '--effort', 'low', 'why?'], { server });
    expect(normalized(result)).toEqual({ code: 0, stdout: '1234567\n', stderr: '' });
    expect(server.requests.map(({ method, path, json: body }) => ({ method, path, body }))).toEqual([
      {
        method: 'POST',
        path: '/v1/messages/count_tokens',
        body: {
          model: 'claude-opus-5-5',
          system: 'Be brief',
          output_config: { effort: 'low' },
          messages: [{ role: 'user', content: 'why?' }],
        },
      },
    ]);
  });

  test('prints an object with --json', async () => {
    const { stdout } = await run(['--count', '--json', 'why?'], { server: await serve(counted) });
    expect(stdout).toBe('{"input_tokens":1234567}\n');
  });

  test('counts attachments, with or without a question', async () => {
    const server = await serve(counted);
    const path = writeIn(tempFolder(), 'a', GIF);
    const image = { type: 'image', source: { type: 'base64', media_type: 'image/gif', data: GIF.toString('base64') } };
    expect(await run(['--count', '-f', path], { server })).toMatchObject({ code: 0, stdout: '1234567\n' });
    expect(await run(['--count', '-f', path, 'q'], { server })).toMatchObject({ code: 0 });
    expect(server.requests.map((request) => request.json.messages)).toEqual([
      [{ role: 'user', content: [image] }],
      [{ role: 'user', content: [image, { type: 'text', text: 'q' }] }],
    ]);
  });

  test('counts the tools of MCP servers, and stops the servers', async () => {
    const server = await serve(counted);
    const args = [join(projectRoot, 'dist/weather-server.cjs')];
    const config = JSON.stringify({ mcpServers: { weather: { command: process.execPath, args } } });
    expect(await run(['--count', '--mcp-config', config, 'q'], { server })).toMatchObject({
      code: 0,
      stdout: '1234567\n',
    });
    expect(server.requests[0]!.json.tools).toEqual([expect.objectContaining({ name: 'get_weather' })]);
    // A usage error stops them too.
    expect(await run(['--count', '--mcp-config', config], { server })).toMatchObject({ code: 2, stdout: '' });
  });

  test('counts hosted tools and a schema', async () => {
    const server = await serve(counted);
    await run(['--count', '--web-search', '--json-schema', '{"type":"object"}', 'q'], { server });
    expect(server.requests[0]!.json).toMatchObject({
      tools: [{ name: 'web_search' }],
      output_config: { format: { type: 'json_schema', schema: { type: 'object' } } },
    });
  });

  test('counts the whole conversation with -c, without changing it', async () => {
    const home = tempFolder();
    const env = { XDG_DATA_HOME: home };
    await run(['one'], { server: await serve(reply()), env });
    const before = await run(['sessions', 'show', '--json'], { env });
    const server = await serve(counted);
    expect(await run(['--count', '-c', '-m', 'haiku', '-n', 'Other', 'two'], { server, env })).toMatchObject({
      code: 0,
    });
    expect(server.requests[0]!.json).toEqual({
      model: 'claude-haiku-5-5',
      messages: [
        { role: 'user', content: 'one' },
        { role: 'assistant', content: [{ type: 'text', text: 'Hello' }] },
        { role: 'user', content: 'two' },
      ],
    });
    expect(await run(['sessions', 'show', '--json'], { env })).toMatchObject({ code: 0, stdout: before.stdout });
    expect(JSON.parse((await run(['sessions', '--json'], { env })).stdout)).toMatchObject([{ name: null, turns: 1 }]);
  });

  test('saves nothing', async () => {
    const home = tempFolder();
    await run(['--count', 'why?'], { server: await serve(counted), env: { XDG_DATA_HOME: home } });
    expect(readdirSync(home, { recursive: true })).toEqual([]);
  });

  test('reads the prompt from a pipe', async () => {
    const server = await serve(counted);
    await run(['--count'], { server, stdin: 'piped in' });
    expect(server.requests[0]!.json.messages).toEqual([{ role: 'user', content: 'piped in' }]);
  });

  test('reports a refusal by its exit code', async () => {
    const server = await serve(apiError(401, 'authentication_error', 'invalid key'));
    expect(normalized(await run(['--count', 'why?'], { server }))).toEqual({
      code: 77,
      stdout: '',
      stderr: problemText(
        'authentication failed: invalid key (request req_test)',
        'check ANTHROPIC_API_KEY, or log in with `ant auth login`',
      ),
    });
  });

  test('reports a response that is not a token count', async () => {
    const server = await serve(json(200, { tokens: 1 }));
    expect(normalized(await run(['--count', 'why?'], { server }))).toEqual({
      code: 1,
      stdout: '',
      stderr: problemText(
        'http://127.0.0.1:N did not return a token count',
        'servers other than the Anthropic API may not support token counting',
      ),
    });
  });

  test.each<[number, Answer]>([
    [404, json(404, { error: 'not found' })],
    [404, apiError(404, 'not_found_error', 'Not Found')],
    [405, { status: 405, headers: { 'content-type': 'text/html' }, body: '<h1>Method Not Allowed</h1>' }],
    [501, { status: 501 }],
  ])('says that the server cannot count tokens if it lacks the endpoint (%i, %#)', async (status, answer) => {
    const server = await serve(answer);
    expect(normalized(await run(['--count', 'why?'], { server }))).toEqual({
      code: 1,
      stdout: '',
      stderr: problemText(
        `http://127.0.0.1:N cannot count tokens: it has no endpoint /v1/messages/count_tokens (HTTP ${status})`,
        'servers other than the Anthropic API may not support token counting',
      ),
    });
    expect(server.requests).toHaveLength(1);
  });

  test('still says that the model is unknown', async () => {
    const server = await serve(apiError(404, 'not_found_error', 'model: claude-nope'));
    const { stderr } = await run(['--count', '-m', 'claude-nope', 'why?'], { server });
    expect(stderr).toContain('unknown model claude-nope');
  });

  test('is a usage error without anything to count', async () => {
    expect(await run(['--count'], { server: await serve(counted) })).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('no prompt given'),
    });
  });

  test.skipIf(process.platform === 'win32')('can be interrupted with Ctrl-C', async () => {
    const server = await serve({ ...counted, end: 'hold' });
    const program = start(['--count', 'why?'], { server });
    await server.request();
    program.kill('SIGINT');
    expect(normalized(await program.done)).toEqual({ code: 130, stdout: '', stderr: 'interrupted\n' });
  });

  test.each([
    [['--demo'], '--count and --demo cannot be used together: counting needs the server'],
    [['--replay', 'x'], '--count and --replay cannot be used together: counting needs the server'],
    [['--record', 'x'], '--count and --record cannot be used together: there is no reply'],
    [['-o', 'x'], '--count and --output cannot be used together: there is no reply'],
    [['-x'], '--count and --extract cannot be used together: there is no reply'],
    [['-i'], '--interactive and --count cannot be used together: --count exits after counting'],
  ])('is a usage error with %j', async (args, what) => {
    expect(normalized(await run(['--count', ...args, 'q']))).toEqual({
      code: 2,
      stdout: '',
      stderr: problemText(what),
    });
  });
});
