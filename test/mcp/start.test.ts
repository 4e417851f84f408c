import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DEFAULT_INHERITED_ENV_VARS } from '@modelcontextprotocol/sdk/client/stdio.js';
import { SAFE_VARIABLES } from '../../src/mcp/server-process.ts';
import { tempFolder } from '../helpers/sandbox.ts';
import { call, expectGone, listing, local, open, pidsIn, scripted, stubbornArgs } from '../helpers/mcp.ts';

const node = (code: string) => local('bad', process.execPath, ['-e', code]);
const good = scripted('good', listing({ name: 'fine' }));

describe('a server that does not start is told of, and the others work', () => {
  test.each([
    ['there is no such command', local('bad', 'no-such-command', []), 'command "no-such-command" not found'],
    [
      'there is no such folder',
      local('bad', process.execPath, [], { cwd: '/no/such/folder' }),
      `command ${JSON.stringify(process.execPath)} or its "cwd" not found`,
    ],
    ['it is no program', local('bad', '/etc/passwd', []), 'cannot run its command: EACCES'],
    ['it is too much', local('bad', 'node', ['x'.repeat(3_000_000)]), 'cannot run its command: E2BIG'],
    [
      'it ends, and says why',
      node(`console.error('first\\n\\u001b[31mno key\\u001b[0m'); process.exit(3)`),
      'it exited with code 3: first | [31mno key[0m',
    ],
    ['it is killed', node(`process.kill(process.pid, 'SIGKILL')`), 'it was killed by SIGKILL'],
    [
      'it does not listen, and ends a little later',
      local('bad', 'sh', ['-c', 'exec 0<&-; sleep 0.2; exit 4']),
      'it exited with code 4',
    ],
    ['it does not listen', local('bad', 'sh', ['-c', 'exec 0<&-; exec sleep 100']), 'it no longer accepts input'],
    ['it closes its output', node(`process.stdout.destroy(); process.exit(0)`), 'it exited with code 0'],
    [
      'it speaks another language',
      scripted(
        'bad',
        `initialize: (_message, answer) => answer({ protocolVersion: '1900-01-01', capabilities: {}, serverInfo: { name: 'a', version: '1' } }),`,
      ),
      "Server's protocol version is not supported: 1900-01-01",
    ],
    [
      'it refuses',
      scripted('bad', `initialize: ({ id }) => tell({ id, error: { code: -32000, message: 'not you' } }),`),
      'not you',
    ],
    [
      'it has too many tools',
      scripted(
        'bad',
        `'tools/list': (_message, answer) => answer({ tools: Array.from({ length: 3000 }, (_, i) => ({ name: 'a' + i })) }),`,
      ),
      'it offers more than 2000 tools',
    ],
  ])('%s', async (_what, server, why) => {
    const toolbox = await open([server, good]);
    expect(toolbox.failures).toEqual([{ server: 'bad', why }]);
    expect(toolbox.byServer.map(({ server: name, tools }) => [name, tools.map((tool) => tool.name)])).toEqual([
      ['good', ['fine']],
    ]);
  });

  test('it does not answer, and then nothing of it runs any more', async () => {
    const pids = join(tempFolder(), 'pids');
    const mute = local('bad', process.execPath, stubbornArgs(pids, `initialize: () => {},`), { timeoutMs: 1500 });
    const toolbox = await open([mute, good]);
    expect(toolbox.failures).toEqual([{ server: 'bad', why: 'no response within 1.5 s' }]);
    expect(toolbox.tools.map(({ name }) => name)).toEqual(['fine']);
    await expectGone(await pidsIn(pids, 2));
  });

  test('it never stops telling of tools', async () => {
    const endless = `'tools/list': (_message, answer) => answer({ tools: [], nextCursor: String(Math.random()) }),`;
    const toolbox = await open([scripted('bad', endless)], { startMs: 800 });
    expect(toolbox.failures).toEqual([{ server: 'bad', why: 'no response within 0.8 s' }]);
  });

  test('the user interrupts', async () => {
    const stop = new AbortController();
    const opening = open([scripted('bad', `initialize: () => {},`)], { signal: stop.signal });
    setTimeout(() => stop.abort('SIGINT'), 200);
    expect((await opening).failures).toEqual([{ server: 'bad', why: 'interrupted' }]);
  });

  test('and what was given to it in secret is not told', async () => {
    const bad = local('bad', process.execPath, ['-e', `console.error('bad key ' + process.env.KEY); process.exit(1)`], {
      env: { KEY: 'very-secret' },
    });
    expect((await open([bad])).failures).toEqual([{ server: 'bad', why: 'it exited with code 1: bad key ***' }]);
  });
});

test('a server has the variables that it is given, and of ours those that the MCP SDK holds to be safe', async () => {
  expect(SAFE_VARIABLES.posix).toEqual(DEFAULT_INHERITED_ENV_VARS);
  const tells = `${listing({ name: 'env' })} 'tools/call': (_message, answer) =>
    answer({ content: [{ type: 'text', text: JSON.stringify(process.env) }] }),`;
  const self = {
    platform: process.platform,
    kill: process.kill.bind(process),
    env: { PATH: process.env['PATH'], HOME: '() { :; }', ANTHROPIC_API_KEY: 'sk-secret', USER: 'me' },
  };
  const toolbox = await open([{ ...scripted('a', tells), env: { USER: 'you', MINE: '1' } }], { self });
  const { content } = await call(toolbox, 'env');
  expect(JSON.parse(content as string)).toEqual({ PATH: process.env['PATH'], USER: 'you', MINE: '1' });
});

test('a tool is given to the API as that takes it, however its server describes it', async () => {
  const toolbox = await open([
    scripted(
      'odd',
      `'tools/list': (_message, answer) => answer({ tools: [
        { name: 'no schema' },
        { name: 'any', inputSchema: { anyOf: [{ required: ['a'] }], properties: { a: {} } }, description: 'Says a.' },
        { name: 'half', description: 'a\\ud83d', inputSchema: { type: 'object', title: '\\ud83d' } },
        { name: 'any', description: 'a second' }, { name: 5 }, null, 'tool', {}, { name: '' },
        { name: 'task', inputSchema: { type: 'object' }, execution: { taskSupport: 'required' } },
      ] }),`,
    ),
  ]);
  expect(toolbox.tools).toEqual([
    { name: 'odd__no_schema', input_schema: { type: 'object' } },
    {
      name: 'any',
      description: 'Says a.\n\nThe input must also match this JSON Schema: {"anyOf":[{"required":["a"]}]}',
      input_schema: { type: 'object', properties: { a: {} } },
    },
    { name: 'half', description: 'a\ufffd', input_schema: { type: 'object', title: '\ufffd' } },
  ]);
});

test('a server without tools is one all the same', async () => {
  const without = `initialize: ({ params }, answer) => answer({
    protocolVersion: params.protocolVersion, capabilities: {}, serverInfo: { name: 'a', version: '1' } }),`;
  const toolbox = await open([scripted('none', without)]);
  expect({ failures: toolbox.failures, byServer: toolbox.byServer }).toEqual({
    failures: [],
    byServer: [{ server: 'none', tools: [] }],
  });
});
