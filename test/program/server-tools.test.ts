import { describe, expect, test } from 'vitest';
import { rejectedBy } from '../helpers/api-rules.ts';
import { everything } from '../helpers/mcp.ts';
import { normalized, run } from '../helpers/program.ts';
import { tempFolder } from '../helpers/sandbox.ts';
import { serve } from '../helpers/server.ts';
import {
  blocksReply,
  toolUse,
  mcpConfig,
  toolResult,
  textBlock,
  serverToolUse,
  thinkingBlock,
} from '../helpers/tool-replies.ts';

const WEB_SEARCH = { type: 'web_search_20260318', name: 'web_search' };
const WEB_FETCH = { type: 'web_fetch_20260318', name: 'web_fetch' };
const CODE = { type: 'code_execution_20260521', name: 'code_execution' };

const pages = [1, 2, 3, 4].map((n) => ({
  type: 'web_search_result',
  title: `Tides ${n}`,
  url: `https://a.test/${n}`,
  encrypted_content: 'EpwC',
  page_age: null,
}));
const search = (id: string, query: string) => serverToolUse(id, 'web_search', { query });
const found = (id: string, content: unknown) => ({ type: 'web_search_tool_result', tool_use_id: id, content });
const citation = {
  type: 'web_search_result_location',
  url: 'https://a.test/1',
  title: 'Tides 1',
  cited_text: 'The moon',
};

describe('hosted tools', () => {
  test.each([
    [['--web-search'], [WEB_SEARCH]],
    [['--web-fetch'], [WEB_FETCH]],
    [['--code'], [CODE]],
    [
      ['--code', '--web-fetch', '--web-search'],
      [WEB_SEARCH, WEB_FETCH, CODE],
    ],
  ])('are offered in the request with %j', async (flags, tools) => {
    const server = await serve(blocksReply([textBlock('Hi')]));
    expect(await run([...flags, 'hi'], { server })).toMatchObject({ code: 0, stdout: 'Hi' });
    expect(server.requests[0]!.json.tools).toEqual(tools);
    expect(rejectedBy(server.requests[0]!.json)).toBeUndefined();
  });

  test('are not offered by default', async () => {
    const server = await serve(blocksReply([textBlock('Hi')]));
    await run(['hi'], { server });
    expect(server.requests[0]!.json).not.toHaveProperty('tools');
  });

  test("follow the tools of MCP servers, and run on the API's side", async () => {
    const blocks = [
      search('srvtoolu_1', 'tides'),
      found('srvtoolu_1', pages),
      toolUse('toolu_1', 'echo', { message: 'x' }),
    ];
    const server = await serve([blocksReply(blocks), blocksReply([textBlock('Done.')])]);
    const args = ['--web-search', '--mcp-config', mcpConfig(everything()), '--allow-tool', '*', 'go'];
    expect(await run(args, { server })).toMatchObject({ code: 0, stdout: 'Done.' });
    const [first, second] = server.requests.map(({ json }) => json);
    expect(first.tools.at(-1)).toEqual(WEB_SEARCH);
    expect(second.tools).toEqual(first.tools);
    expect(second.messages.slice(1)).toEqual([
      { role: 'assistant', content: blocks },
      { role: 'user', content: [toolResult('toolu_1', 'Echo: x')] },
    ]);
    expect(rejectedBy(second)).toBeUndefined();
  });
});

const PAGES = [1, 2, 3, 4].map((n) => `    Tides ${n} (https://a.test/${n})\n`).join('');

describe('hosted calls are reported on stderr:', () => {
  const tell = async (...blocks: Parameters<typeof blocksReply>[0]) => {
    const server = await serve(blocksReply(blocks));
    return normalized(await run(['--web-search', 'hi'], { server }));
  };
  const facts = 'end_turn · 12 in · 5 out · $0.0001 · N s\n';

  test('a search and its results', async () => {
    const blocks = [
      textBlock('I search.'),
      search('srvtoolu_1', 'tides'),
      found('srvtoolu_1', pages),
      textBlock('The moon.', [citation]),
    ];
    expect(await tell(...blocks)).toEqual({
      code: 0,
      stdout: 'I search.The moon.',
      stderr: `● web_search query: tides\n  ✓ N s · 4 lines\n${PAGES}${facts}`,
    });
  });

  test('a page, code, and a file', async () => {
    const run_ = (id: string, name: string, input: object, content: object) => [
      serverToolUse(id, name, input),
      { type: `${name}_tool_result`, tool_use_id: id, content },
    ];
    const blocks = [
      ...run_('s1', 'web_fetch', { url: 'https://a.test' }, { type: 'web_fetch_result', url: 'https://a.test' }),
      ...run_(
        's2',
        'bash_code_execution',
        { command: 'ls' },
        { stdout: 'a\nb\n', stderr: '', return_code: 0, content: [] },
      ),
      ...run_(
        's3',
        'bash_code_execution',
        { command: 'false' },
        { stdout: '', stderr: 'no\n', return_code: 1, content: [] },
      ),
      ...run_('s4', 'text_editor_code_execution', { command: 'create' }, { type: 'x', is_file_update: false }),
      textBlock('Done.'),
    ];
    expect(await tell(...blocks)).toEqual({
      code: 0,
      stdout: 'Done.',
      stderr: `● web_fetch url: https://a.test
  ✓ N s · https://a.test
● bash_code_execution command: ls
  ✓ N s · 2 lines
    a
    b
● bash_code_execution command: false
  ✗ N s · 2 lines
    no
    exit code 1
● text_editor_code_execution command: create
  ✓ N s · {"is_file_update":false}
${facts}`,
    });
  });

  test('a failure', async () => {
    const error = { type: 'web_search_tool_result_error', error_code: 'max_uses_exceeded' };
    const blocks = [search('srvtoolu_1', 'tides'), found('srvtoolu_1', error), textBlock('Sorry.')];
    expect((await tell(...blocks)).stderr).toBe(`● web_search query: tides\n  ✗ N s · max uses exceeded\n${facts}`);
  });

  test('nothing with --quiet', async () => {
    const server = await serve(
      blocksReply([search('srvtoolu_1', 'tides'), found('srvtoolu_1', pages), textBlock('Hi.')]),
    );
    expect(normalized(await run(['-q', '--web-search', 'hi'], { server }))).toEqual({
      code: 0,
      stdout: 'Hi.',
      stderr: '',
    });
  });
});

describe('a turn that the API paused', () => {
  const first = [
    thinkingBlock('I look.'),
    textBlock('Looking.'),
    search('srvtoolu_1', 'tides'),
    found('srvtoolu_1', pages),
  ];
  const open = search('srvtoolu_2', 'moon');
  const rest = [found('srvtoolu_2', pages), textBlock('The moon.', [citation])];
  const paused = (...more: Parameters<typeof blocksReply>[0]) =>
    blocksReply([...first, ...more], { stopReason: 'pause_turn' });

  test('is resumed automatically, with its blocks at the end of the request', async () => {
    const server = await serve([paused(open), blocksReply(rest)]);
    const result = normalized(await run(['--web-search', 'why tides?'], { server }));
    expect(result).toEqual({
      code: 0,
      stdout: 'Looking.The moon.',
      stderr: `● web_search query: tides
  ✓ N s · 4 lines
${PAGES}● web_search query: moon
  ✓ N s · 4 lines
${PAGES}end_turn · 24 in · 10 out · $0.0003 · N s · 2 requests
`,
    });
    const { json } = server.requests[1]!;
    expect(json.messages).toEqual([
      { role: 'user', content: 'why tides?' },
      { role: 'assistant', content: [...first, open] },
    ]);
    expect(rejectedBy(json, { paused: true })).toBeUndefined();
    expect(json.tools).toEqual([WEB_SEARCH]);
  });

  test('is one message when the conversation continues', async () => {
    const env = { XDG_DATA_HOME: tempFolder() };
    const server = await serve([paused(open), blocksReply(rest), blocksReply([textBlock('Bye.')])]);
    await run(['--web-search', 'why tides?'], { server, env });
    await run(['-c', 'thanks'], { server, env });
    const { json } = server.requests[2]!;
    expect(rejectedBy(json)).toBeUndefined();
    expect(json.messages).toEqual([
      { role: 'user', content: 'why tides?' },
      { role: 'assistant', content: [...first, open, ...rest] },
      { role: 'user', content: 'thanks' },
    ]);
  });

  test('twice is resumed twice', async () => {
    const more = [found('srvtoolu_2', pages), search('srvtoolu_3', 'sun')];
    const server = await serve([
      paused(open),
      blocksReply(more, { stopReason: 'pause_turn' }),
      blocksReply([found('srvtoolu_3', pages), textBlock('Both.')]),
    ]);
    const result = normalized(await run(['--web-search', 'why tides?'], { server }));
    expect(result).toMatchObject({ code: 0, stdout: 'Looking.Both.' });
    expect(server.requests[2]!.json.messages).toEqual([
      { role: 'user', content: 'why tides?' },
      { role: 'assistant', content: [...first, open, ...more] },
    ]);
    expect(rejectedBy(server.requests[2]!.json, { paused: true })).toBeUndefined();
  });

  test('stays paused when --max-turns is reached, and can be continued', async () => {
    const env = { XDG_DATA_HOME: tempFolder() };
    const server = await serve([paused(open), paused(), blocksReply([textBlock('Here.')])]);
    const result = normalized(await run(['--web-search', '--max-turns', '2', 'why tides?'], { server, env }));
    expect(result).toMatchObject({ code: 0, stdout: 'Looking.Looking.' });
    expect(result.stderr).toContain(
      'max_turns: the prompt reached its limit of requests (raise it with --max-turns) · ',
    );
    expect(server.requests).toHaveLength(2);
  });

  test('and that then calls an MCP tool has its call run', async () => {
    const server = await serve([
      paused(open),
      blocksReply([found('srvtoolu_2', pages), toolUse('toolu_1', 'echo', { message: 'x' })]),
      blocksReply([textBlock('Done.')]),
    ]);
    const args = ['--web-search', '--mcp-config', mcpConfig(everything()), '--allow-tool', '*', 'go'];
    expect(await run(args, { server })).toMatchObject({ code: 0, stdout: 'Looking.\n\nDone.' });
    const { json } = server.requests[2]!;
    expect(rejectedBy(json)).toBeUndefined();
    expect(json.messages.map(({ role }: { role: string }) => role)).toEqual(['user', 'assistant', 'user']);
    expect(json.messages[2].content).toEqual([toolResult('toolu_1', 'Echo: x')]);
  });
});

describe('citations', () => {
  const blocks = [textBlock('The moon pulls.', [citation]), textBlock(' And the sun.')];

  test('leave piped output unchanged, byte for byte', async () => {
    const server = await serve(blocksReply(blocks));
    expect(await run(['hi'], { server })).toMatchObject({ code: 0, stdout: 'The moon pulls. And the sun.' });
  });

  test('are in the JSON', async () => {
    const server = await serve(blocksReply(blocks));
    const { stdout } = await run(['--json', 'hi'], { server });
    expect(JSON.parse(stdout)).toMatchObject({ text: 'The moon pulls. And the sun.', content: blocks });
  });

  test('are sent back with the conversation', async () => {
    const env = { XDG_DATA_HOME: tempFolder() };
    const server = await serve(blocksReply(blocks));
    await run(['hi'], { server, env });
    await run(['-c', 'on'], { server, env });
    expect(server.requests[1]!.json.messages[1]).toEqual({ role: 'assistant', content: blocks });
    expect(rejectedBy(server.requests[1]!.json)).toBeUndefined();
  });
});
