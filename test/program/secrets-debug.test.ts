import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { apiError, reply } from '../helpers/answers.ts';
import { listing, scriptArgs } from '../helpers/mcp.ts';
import { problemText } from '../helpers/problem-text.ts';
import { normalized, run, start } from '../helpers/program.ts';
import { tempFolder } from '../helpers/sandbox.ts';
import { errorEvent, openReply, sse } from '../helpers/sse.ts';
import { serve } from '../helpers/server.ts';
import { blocksReply, textBlock, toolUse } from '../helpers/tool-replies.ts';

/** What an emulator would obey or reorder. */
const UNSAFE = /[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/;

describe('--debug', () => {
  test.each([
    ['an 8-bit OSC', Buffer.from('\u009d0;OWNED\u009c', 'latin1')],
    ['an 8-bit CSI', Buffer.from('\u009b2J', 'latin1')],
    ['an 8-bit DCS', Buffer.from('\u0090q\u009c', 'latin1')],
    ['a C1 line break', Buffer.from('\u0085forged', 'latin1')],
    ['a bidi override', Buffer.from('\u202egnirts\u2066')],
  ])('shows a header with %s without anything that a terminal obeys', async (_, bytes) => {
    const headers = `request-id: ${bytes.toString('latin1')}\r\nx-other: ${bytes.toString('latin1')}\r\n`;
    const raw = Buffer.from(
      `HTTP/1.1 400 Bad\r\n${headers}content-type: application/json\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}`,
      'latin1',
    );
    const { stderr } = await run(['--debug', 'hi'], { server: await serve({ raw }) });
    expect(stderr).toContain("'x-other': ");
    expect(stderr).not.toMatch(UNSAFE);
  });

  test('shows no cookie, and no header whose name says that it is a secret', async () => {
    const headers = {
      'set-cookie': 'SID=planted; Path=/',
      'proxy-authenticate': 'planted',
      'x-gateway-key': 'planted',
      'x-refresh-token': 'planted',
      'x-client-secret': 'planted',
      'x-password': 'planted',
      'anthropic-ratelimit-tokens-remaining': '77',
    };
    const { stderr } = await run(['--debug', 'hi'], { server: await serve(apiError(400, 'x', 'no', headers)) });
    expect(stderr).not.toContain('planted');
    expect(stderr).toContain("'set-cookie': '***'");
    expect(stderr).toContain("'anthropic-ratelimit-tokens-remaining': '77'");
  });

  test('shows no password of a proxy', async () => {
    const proxy = 'http://proxyuser:pw@127.0.0.1:2';
    const { stderr } = await run(['--debug', '--max-retries', '0', 'hi'], { env: { HTTP_PROXY: proxy } });
    expect(stderr).not.toMatch(/proxyuser|pw|cHJveHl1c2VyOnB3/);
  });
});

describe('a password in a URL', () => {
  test.each([
    'http://u:PW@127.0.0.1:2',
    'http://u:p@ss:PW@127.0.0.1:2',
    'http:u:PW@127.0.0.1:2',
    'http:\\\\u:PW@127.0.0.1:2',
  ])('is in no message about %s', async (url) => {
    for (const args of [
      ['--base-url', url, 'hi'],
      [`--base-url=${url}`, '--debug', '--json', 'hi'],
      ['-f', url, 'hi'],
    ]) {
      const { stdout, stderr } = await run([...args, '--max-retries', '0'], {});
      expect(stdout + stderr).not.toContain('PW');
      expect(stdout + stderr).toContain('127.0.0.1:2');
    }
  });

  test('is not in the message about a redirect', async () => {
    const server = await serve({ status: 302, headers: { location: 'https://u:PW@other.test/' } });
    expect(await run(['hi'], { server })).toMatchObject({
      code: 1,
      stderr: problemText(
        'the server redirected to https://other.test/ (request req_test)',
        'if you trust it, pass it as --base-url',
      ),
    });
  });

  test.skipIf(process.platform !== 'linux')('is not in the list of processes', async () => {
    const server = await serve({ end: 'hold' });
    const url = server.url.replace('//', '//user:planted-password@');
    const config = JSON.stringify({
      mcpServers: { x: { command: 'true', env: { KEY: 'planted-key' }, disabled: true } },
    });
    const program = start(['--base-url', url, '--mcp-config', config, 'hi']);
    await server.request();
    const shown = readFileSync(`/proc/${program.pid}/cmdline`, 'utf8');
    program.kill();
    await program.done;
    expect(shown).toMatch(/^claude-stream --base-url http:/);
    expect(shown).not.toContain('planted');
  });

  test.skipIf(process.platform !== 'linux')(
    'is the only reason to change the command line that others see',
    async () => {
      const server = await serve({ end: 'hold' });
      const program = start(['hi there'], { server });
      await server.request();
      const shown = readFileSync(`/proc/${program.pid}/cmdline`, 'utf8');
      program.kill();
      await program.done;
      expect(shown.split('\0')).toContain('hi there');
    },
  );
});

describe('a value that a config of MCP servers takes from ${NAME}', () => {
  const env = { MINE: 'TOKSECRET-98765' };
  const config = (server: object) => JSON.stringify({ mcpServers: { planted: server } });
  const node = process.execPath;

  test.each<[string, object]>([
    ['in an argument that the program rejects', { command: node, args: ['--token=${MINE}'] }],
    ['in a command that does not exist', { command: '/nope/${MINE}' }],
    ['in a folder that does not exist', { command: node, cwd: '/nope/${MINE}' }],
    ['in a variable', { command: node, args: ['-e', 'console.error(process.env.KEY)'], env: { KEY: 'x${MINE}' } }],
    [
      'in a variable, broken into lines',
      {
        command: node,
        args: ['-e', 'console.error(process.env.KEY.replace(/.{10}/, "$&\\n    "))'],
        env: { KEY: '${MINE}' },
      },
    ],
    [
      'in a variable, as JSON in JSON',
      {
        command: node,
        args: ['-e', 'console.error(JSON.stringify(JSON.stringify({ k: process.env.KEY + `"` })))'],
        env: { KEY: '${MINE}' },
      },
    ],
    ['in a URL', { type: 'http', url: 'http://127.0.0.1:2/${MINE}?token=${MINE}' }],
    ['in a header', { type: 'http', url: 'http://127.0.0.1:2/', headers: { authorization: 'Bearer ${MINE}' } }],
  ])('is not shown when the server does not start: %s', async (_, server) => {
    for (const flags of [[], ['--debug'], ['--json']]) {
      const { stdout, stderr, code } = await run(['tools', ...flags, '--mcp-config', config(server)], { env });
      expect(code).toBe(1);
      expect(stderr).toContain('the MCP server "planted" did not start');
      expect(stdout + stderr).not.toMatch(/TOKSECRET|98765/);
    }
  });

  test('is not shown where a server over HTTP quotes it', async () => {
    const quoting = await serve(({ headers }) => ({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 0, error: { code: -1, message: `no ${headers.authorization}` } }),
    }));
    const server = { type: 'http', url: quoting.url, headers: { authorization: 'Bearer ${MINE}' } };
    const { stderr } = await run(['tools', '--debug', '--mcp-config', config(server)], { env });
    expect(stderr).toContain('did not start: no Bearer ***');
    expect(stderr).not.toContain('TOKSECRET');
  });

  const calls = (isError: boolean) =>
    scriptArgs(
      `${listing({ name: 'look' })}
       'tools/call': (_message, answer) => answer({
         isError: ${isError}, content: [{ type: 'text', text: 'with ' + process.env.KEY }],
       }),`,
    );

  test.each([
    [true, 'with ***'],
    [false, 'with TOKSECRET-98765'],
  ])('is masked in a result only if the call failed (%s)', async (isError, sent) => {
    const server = await serve([blocksReply([toolUse('toolu_1', 'look')]), blocksReply([textBlock('Done.')])]);
    const servers = config({ command: node, args: calls(isError), env: { KEY: '${MINE}' } });
    const { stderr } = await run(['--mcp-config', servers, '--allow-tool', '*', 'hi'], { server, env });
    const { messages } = (await server.request(1)).json;
    expect(messages.at(-1).content[0].content).toBe(sent);
    expect(stderr).toContain(sent);
  });
});

test('a recording with a key that the server quoted still plays', async () => {
  const file = join(tempFolder(), 'reply.sse');
  const body = sse(...openReply({ text: 'Hello' }), errorEvent('api_error', 'bad "sk-test-key"\\', 'req_test'));
  const live = await run(['--record', file, 'hi'], { server: await serve({ body }) });
  const played = await run(['--replay', file, '--speed', '0'], {});
  expect(readFileSync(file, 'utf8')).toContain(String.raw`bad \"***\"\\`);
  // What was played is not saved, so it cannot be continued.
  const hint = '; to continue it: claude-stream -c "go on"; --auto-continue 3 does so automatically';
  expect(normalized(live)).toEqual({ ...normalized(played), stderr: expect.stringContaining(hint) });
  expect(normalized(played).stderr).toBe(normalized(live).stderr.replace(hint, ''));
  expect(live.stderr).toContain('the API reported an error: bad "***"');
});

test('what the model says about keys is printed as it is', async () => {
  const text = 'Set the header x-api-key: sk-ant-api03-example1234 or Bearer sk-test-key';
  const server = await serve(reply({ text }));
  expect((await run(['hi'], { server })).stdout).toBe(text);
  expect(JSON.parse((await run(['--json', 'hi'], { server })).stdout)).toMatchObject({ text });
});
