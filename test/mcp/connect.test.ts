import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { CallProgress } from '../../src/core/reply/tool-types.ts';
import { openToolbox, type OpenToolbox } from '../../src/mcp/toolbox.ts';
import { tempFolder } from '../helpers/sandbox.ts';
import { call, everything, filesystem, listing, open, scripted, sent, tapped } from '../helpers/mcp.ts';
import { until } from '../helpers/until.ts';

describe('a server of many tools', () => {
  let toolbox: OpenToolbox;
  beforeAll(async () => {
    toolbox = await openToolbox([everything()], {
      self: process,
      version: '1',
      fetch: async () => fetch,
      startMs: 20_000,
      signal: new AbortController().signal,
      onStart: () => {},
    });
  });
  afterAll(() => toolbox.kill());

  test('lists its tools', () => {
    expect(toolbox.failures).toEqual([]);
    expect(toolbox.tools.map(({ name }) => name)).toEqual([
      'echo',
      'get-annotated-message',
      'get-env',
      'get-resource-links',
      'get-resource-reference',
      'get-structured-content',
      'get-sum',
      'get-tiny-image',
      'gzip-file-as-resource',
      'toggle-simulated-logging',
      'toggle-subscriber-updates',
      'trigger-long-running-operation',
    ]);
    expect(toolbox.tools[0]).toEqual({
      name: 'echo',
      description: 'Echoes back the input string',
      input_schema: {
        $schema: 'http://json-schema.org/draft-07/schema#',
        type: 'object',
        properties: { message: { type: 'string', description: 'Message to echo' } },
        required: ['message'],
      },
    });
    expect(toolbox.origin('echo')).toEqual({ server: 'everything', tool: 'echo' });
    expect(toolbox.origin('nothing')).toBeUndefined();
    expect(toolbox.byServer[0]?.tools[0]).toMatchObject({ name: 'echo', ownName: 'echo', title: 'Echo Tool' });
  });

  test('answers in text', async () => {
    expect(await call(toolbox, 'echo', { message: 'hi\u{1f600}' })).toEqual({
      content: 'Echo: hi\u{1f600}',
      isError: false,
    });
  });

  test('answers with an image', async () => {
    const data = expect.stringMatching(/^iVBORw0KGgo/);
    expect(await call(toolbox, 'get-tiny-image')).toEqual({
      content: [
        { type: 'text', text: "Here's the image you requested:" },
        { type: 'image', source: { type: 'base64', media_type: 'image/png', data } },
        { type: 'text', text: 'The image above is the MCP logo.' },
      ],
      isError: false,
    });
  });

  test('explains an invalid input', async () => {
    expect(await call(toolbox, 'get-sum', { a: 'x' })).toEqual({
      content: expect.stringContaining('expected number, received string at a'),
      isError: true,
    });
  });

  test('sees only the safe variables of the environment', async () => {
    const { content } = await call(toolbox, 'get-env');
    const known = new Set(['HOME', 'LOGNAME', 'PATH', 'SHELL', 'TERM', 'USER']);
    expect(Object.keys(JSON.parse(content as string)).filter((name) => !known.has(name))).toEqual([]);
    expect(JSON.parse(content as string)).toMatchObject({ PATH: process.env['PATH'] });
  });

  test('answers many calls at once', async () => {
    const numbers = Array.from({ length: 20 }, (_, index) => index);
    const results = await Promise.all(numbers.map((n) => call(toolbox, 'get-sum', { a: n, b: n })));
    expect(results.map(({ content }) => content)).toEqual(numbers.map((n) => `The sum of ${n} and ${n} is ${2 * n}.`));
  });

  test('answers while a long call runs, and that call when it is done', async () => {
    const done: string[] = [];
    const long = call(toolbox, 'trigger-long-running-operation', { duration: 0.6, steps: 3 });
    await Promise.all([
      long.then(() => done.push('long')),
      call(toolbox, 'echo', { message: 'a' }).then(() => done.push('short')),
    ]);
    expect(done).toEqual(['short', 'long']);
    expect(await long).toEqual({
      content: 'Long running operation completed. Duration: 0.6 seconds, Steps: 3.',
      isError: false,
    });
  });

  test('is not asked for a tool that it does not have', async () => {
    expect(await call(toolbox, 'ecko')).toEqual({ content: 'Unknown tool. Did you mean echo?', isError: true });
    expect(await call(toolbox, 'constructor')).toMatchObject({
      content: expect.stringMatching(/^Unknown tool\. Available: echo, get-annotated-message,/),
    });
  });

  test.each([[[]], ['text'], [null], [undefined], [5]])(
    'is not given an input that is no object: %j',
    async (input) => {
      expect(await toolbox.run({ id: 'a', name: 'echo', input }, new AbortController().signal, () => {})).toEqual({
        content: 'The input must be a JSON object that matches the tool’s input schema.',
        isError: true,
      });
    },
  );
});

test('a call tells its progress, in words that are safe and short', async () => {
  const news: CallProgress[] = [];
  const server = scripted(
    's',
    `${listing({ name: 'a' })} 'tools/call': ({ params }) => {
      const progressToken = params._meta.progressToken;
      const progress = (given) => tell({ method: 'notifications/progress', params: { progressToken, ...given } });
      progress({ progress: 1, total: 4 });
      progress({ progress: 2, message: 'a\\u001b[2Jb\\nc' });
      progress({ progress: 3, message: 'x'.repeat(100000) });
      progress({ progress: 'half' });
      tell({ method: 'notifications/progress', params: { progressToken: 999, progress: 5 } });
    },`,
  );
  const stop = new AbortController();
  const running = call(await open([server]), 'a', {}, stop.signal, (progress) => news.push(progress));
  await until(() => news.length === 3);
  stop.abort();
  await running;
  expect(news).toEqual([
    { progress: 1, total: 4 },
    { progress: 2, message: 'a[2Jb c' },
    { progress: 3, message: 'x'.repeat(500) },
  ]);
});

describe('a call that is cancelled', () => {
  test('ends at once, and is cancelled on the server', async () => {
    const log = join(tempFolder(), 'sent');
    const toolbox = await open([tapped('tapped', log, everything())]);
    const stop = new AbortController();
    const running = call(toolbox, 'trigger-long-running-operation', { duration: 20, steps: 2 }, stop.signal);
    await until(() => sent(log).some(({ method }) => method === 'tools/call'));
    // From here on no timer fires.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    stop.abort('SIGINT');
    expect(await running).toEqual({ content: 'The call was cancelled.', isError: true });
    vi.useRealTimers();
    const { id } = sent(log).find(({ method }) => method === 'tools/call');
    await until(() => sent(log).some(({ method }) => method === 'notifications/cancelled'));
    expect(sent(log).at(-1)).toMatchObject({ method: 'notifications/cancelled', params: { requestId: id } });
    expect(await call(toolbox, 'echo', { message: 'still here' })).toMatchObject({ content: 'Echo: still here' });
  });

  test('before it starts never starts', async () => {
    const log = join(tempFolder(), 'sent');
    const toolbox = await open([tapped('tapped', log, everything())]);
    expect(await call(toolbox, 'echo', { message: 'a' }, AbortSignal.abort('SIGINT'))).toEqual({
      content: 'The call was cancelled.',
      isError: true,
    });
    await sleep(100);
    expect(sent(log).filter(({ method }) => method === 'tools/call')).toEqual([]);
  });
});

test('a file system server reads and writes only in its folder', async () => {
  const folder = tempFolder();
  writeFileSync(join(folder, 'a.txt'), 'été\n');
  const toolbox = await open([filesystem(folder)]);
  expect(await call(toolbox, 'read_text_file', { path: join(folder, 'a.txt') })).toEqual({
    content: 'été\n',
    isError: false,
  });
  expect(await call(toolbox, 'read_text_file', { path: '/etc/passwd' })).toEqual({
    content: expect.stringContaining('Access denied'),
    isError: true,
  });
});

test('the tools of all pages are listed', async () => {
  const pages = `'tools/list': ({ params }, answer) => {
    const page = Number(params?.cursor ?? 0);
    answer({ tools: [{ name: 'tool' + page, inputSchema: { type: 'object' } }], nextCursor: page < 3 ? String(page + 1) : undefined });
  },`;
  const toolbox = await open([scripted('paged', pages)]);
  expect(toolbox.tools.map(({ name }) => name)).toEqual(['tool0', 'tool1', 'tool2', 'tool3']);
});

test('a result of many megabytes arrives', async () => {
  const big = `${listing({ name: 'big' })} 'tools/call': (_message, answer) =>
    answer({ content: [{ type: 'text', text: 'x'.repeat(20_000_000) }] }),`;
  const { content } = await call(await open([scripted('big', big)]), 'big');
  expect(content).toMatchObject([{ text: 'x'.repeat(200_000) }, { text: expect.stringContaining('20,000,000') }]);
});

test('a protocol error becomes a result', async () => {
  const refusing = `${listing({ name: 'no' })} 'tools/call': ({ id }) => tell({ id, error: { code: -32000, message: 'not\\ntoday' } }),`;
  expect(await call(await open([scripted('refusing', refusing)]), 'no')).toEqual({
    content: 'The call failed: not today',
    isError: true,
  });
});
