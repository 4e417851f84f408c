import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LocalServer } from '../../src/mcp/mcp-config.ts';
import { rejectedBy } from '../helpers/api-rules.ts';
import { everything, filesystem, listing, scripted, sent, serveEverything, tapped } from '../helpers/mcp.ts';
import { openClock } from '../helpers/clock.ts';
import { gate } from '../helpers/gate.ts';
import { normalized, run, start } from '../helpers/program.ts';
import { tempFolder } from '../helpers/sandbox.ts';
import { serve, type Answer } from '../helpers/server.ts';
import { replyBody } from '../helpers/sse.ts';
import {
  blocksEvents,
  blocksReply,
  toolUse,
  mcpConfig,
  toolResult,
  textBlock,
  thinkingBlock,
} from '../helpers/tool-replies.ts';
import { until } from '../helpers/until.ts';
import { jsonLines } from '../helpers/json-lines.ts';

const one = [thinkingBlock('I should add.'), textBlock('Let me add.'), toolUse('toolu_1', 'get-sum', { a: 2, b: 3 })];
const two = [thinkingBlock('And say it.', 'c2lnbmVkMg=='), toolUse('toolu_2', 'echo', { message: 'five\nin words' })];
const three = [textBlock('It is **five**.')];
const all = [one, two, three];
const answers = all.map((blocks) => blocksReply(blocks));

const summary = 'end_turn · 36 in · 15 out · $0.0004 · N s · 3 requests\n';
const twoCalls = {
  code: 0,
  stdout: 'Let me add.\n\nIt is **five**.',
  stderr: `● get-sum a: 2, b: 3
  ✓ N s · The sum of 2 and 3 is 5.
● echo
  message (2 lines):
    five
    in words
  ✓ N s · 2 lines
    Echo: five
    in words
${summary}`,
};
const messages = [
  { role: 'user', content: 'two and three?' },
  { role: 'assistant', content: one },
  { role: 'user', content: [toolResult('toolu_1', 'The sum of 2 and 3 is 5.')] },
  { role: 'assistant', content: two },
  { role: 'user', content: [toolResult('toolu_2', 'Echo: five\nin words')] },
];

describe('a reply that calls tools one after the other', () => {
  const args = ['--allow-tool', '*', 'two and three?'];

  test('is one text with a blank line between its parts, with calls and results on stderr', async () => {
    const server = await serve(answers);
    expect(normalized(await run(['--mcp-config', mcpConfig(everything()), ...args], { server }))).toEqual(twoCalls);
  });

  test('is the same with a server on the network', async () => {
    const { url } = await serveEverything();
    const server = await serve(answers);
    const config = JSON.stringify({ mcpServers: { net: { url } } });
    expect(normalized(await run(['--mcp-config', config, ...args], { server }))).toEqual(twoCalls);
  });

  test('sends back its blocks unchanged, the results in order, and the tools with each request', async () => {
    const server = await serve(answers);
    await run(['--mcp-config', mcpConfig(everything()), ...args], { server });
    expect(server.requests.map(({ json }) => json.messages)).toEqual([1, 3, 5].map((end) => messages.slice(0, end)));
    for (const { json } of server.requests) {
      expect(rejectedBy(json)).toBeUndefined();
      expect(json.tools).toEqual(server.requests[0]!.json.tools);
      expect(json.tools.map(({ name }: { name: string }) => name)).toEqual(
        expect.arrayContaining(['echo', 'get-sum', 'get-tiny-image']),
      );
      expect(json.tools[0]).toEqual({
        name: 'echo',
        description: 'Echoes back the input string',
        input_schema: expect.objectContaining({ type: 'object', required: ['message'] }),
      });
    }
  });

  test('is continued as a whole', async () => {
    const server = await serve([...answers, blocksReply([textBlock('Bye.')])]);
    const env = { XDG_DATA_HOME: tempFolder() };
    await run(['--mcp-config', mcpConfig(everything()), ...args], { server, env });
    expect(await run(['-c', 'thanks'], { server, env })).toMatchObject({ code: 0, stdout: 'Bye.' });
    const { json } = server.requests[3]!;
    expect(rejectedBy(json)).toBeUndefined();
    expect(json.messages).toEqual([
      ...messages,
      { role: 'assistant', content: three },
      { role: 'user', content: 'thanks' },
    ]);
    expect(json).not.toHaveProperty('tools');
  });

  test('leaves at most one blank line after a part that ends with blank lines', async () => {
    const parts = [[textBlock('One.\n\n'), toolUse('toolu_1', 'echo', { message: 'x' })], [textBlock('Two.')]];
    const server = await serve(parts.map((blocks) => blocksReply(blocks)));
    const { stdout } = await run(['--mcp-config', mcpConfig(everything()), ...args], { server });
    expect(stdout).toBe('One.\n\nTwo.');
  });

  test('is written to the --output file as to stdout', async () => {
    const path = join(tempFolder(), 'out.md');
    const server = await serve(answers);
    const result = await run(['-o', path, '--mcp-config', mcpConfig(everything()), ...args], { server });
    expect(result).toMatchObject({ code: 0, stdout: twoCalls.stdout });
    expect(readFileSync(path, 'utf8')).toBe(twoCalls.stdout);
  });

  test('is only the text with --quiet', async () => {
    const server = await serve(answers);
    const result = await run(['-q', '--mcp-config', mcpConfig(everything()), ...args], { server });
    expect(normalized(result)).toEqual({ ...twoCalls, stderr: '' });
  });

  test('has calls, results, thinking and the total usage with --json', async () => {
    const server = await serve(answers);
    const result = await run(['--json', '--mcp-config', mcpConfig(everything()), ...args], { server });
    expect(normalized(result)).toMatchObject({ code: 0, stderr: summary });
    expect(JSON.parse(result.stdout)).toMatchObject({
      text: twoCalls.stdout,
      content: [
        ...one,
        toolResult('toolu_1', 'The sum of 2 and 3 is 5.'),
        ...two,
        toolResult('toolu_2', 'Echo: five\nin words'),
        ...three,
      ],
      stop_reason: 'end_turn',
      usage: { input_tokens: 36, output_tokens: 15 },
      requests: 3,
    });
  });

  test('has every event of every request and then the whole reply with stream-json', async () => {
    const server = await serve(answers);
    const stream = ['--output-format', 'stream-json', '--mcp-config', mcpConfig(everything())];
    const { stdout } = await run([...stream, ...args], { server });
    const lines = jsonLines(stdout);
    const came = all.flatMap((blocks) => blocksEvents(blocks));
    expect(lines.slice(0, -1)).toEqual(came);
    expect(lines.at(-1)).toMatchObject({ type: 'result', usage: { output_tokens: 15 }, requests: 3 });
    expect(lines.at(-1).content.map(({ type }: { type: string }) => type)).toEqual(
      'thinking text tool_use tool_result thinking tool_use tool_result text'.split(' '),
    );
  });

  test('is the same with --no-stream', async () => {
    const whole = (content: readonly object[], stop_reason: string) => ({
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        id: 'msg_test',
        type: 'message',
        role: 'assistant',
        model: 'claude-opus-5-5',
        content,
        stop_reason,
        stop_sequence: null,
        usage: { input_tokens: 12, output_tokens: 5 },
      }),
    });
    const server = await serve([whole(one, 'tool_use'), whole(two, 'tool_use'), whole(three, 'end_turn')]);
    const result = await run(['--no-stream', '--mcp-config', mcpConfig(everything()), ...args], { server });
    expect(normalized(result)).toEqual(twoCalls);
    expect(server.requests.map(({ json }) => json.messages)).toEqual([1, 3, 5].map((end) => messages.slice(0, end)));
  });

  test('measures the time to the first text from the start, including the calls before it', async () => {
    const later = gate();
    const done: Answer = {
      body: (async function* () {
        await later.passed;
        yield blocksReply([textBlock('Done.')]).body as string;
      })(),
    };
    const server = await serve([blocksReply([toolUse('toolu_1', 'echo', { message: 'a' })]), done]);
    const clock = await openClock();
    const program = start(['--json', '--mcp-config', mcpConfig(everything()), ...args], { server, clock });
    await server.request();
    // By now the call has run.
    await server.request(1);
    await clock.advance(1000);
    later.open();
    const { stdout } = await program.done;
    expect(JSON.parse(stdout).timings.first_text_ms).toBe(1000);
  });
});

describe('calls in one reply', () => {
  test('run in parallel, and their results go back in the order of the calls', async () => {
    const log = join(tempFolder(), 'log');
    const note = `const note = (what) => fs.appendFileSync(${JSON.stringify(log)}, what + '\\n'); const waiting = [];`;
    // Neither ends before both have begun; the one that began last ends first.
    const slow = scripted(
      'slow',
      `${listing({ name: 'wait' })} 'tools/call': ({ params: { arguments: { ms, say } } }, answer) => {
        note('begin');
        waiting.push({ ms, end: () => { note('end'); answer({ content: [{ type: 'text', text: say }] }); } });
        if (waiting.length === 2) for (const { end } of waiting.sort((a, b) => a.ms - b.ms)) end();
      },`,
      note,
    );
    const calls = [
      textBlock('Both.'),
      toolUse('toolu_b', 'wait', { ms: 1000, say: 'first' }),
      toolUse('toolu_a', 'wait', { ms: 900, say: 'second' }),
    ];
    const server = await serve([blocksReply(calls), blocksReply([textBlock('Done.')])]);
    const result = await run(['--mcp-config', mcpConfig(slow), '--allow-tool', 'wait', 'go'], { server });
    expect(readFileSync(log, 'utf8')).toBe('begin\nbegin\nend\nend\n');
    expect(server.requests[1]!.json.messages[2].content).toEqual([
      toolResult('toolu_b', 'first'),
      toolResult('toolu_a', 'second'),
    ]);
    expect(normalized(result).stderr).toBe(`● #1 wait ms: 1000, say: first
● #2 wait ms: 900, say: second
  ✓ N s · second
  ✓ N s · #1 wait ms: 1000, say: first
    first
end_turn · 24 in · 10 out · $0.0003 · N s · 2 requests
`);
  });

  test('get a result that lists the available tools when the tool is unknown', async () => {
    const server = await serve([blocksReply([toolUse('toolu_1', 'ecko', {})]), blocksReply([textBlock('Sorry.')])]);
    const result = await run(['--mcp-config', mcpConfig(everything()), '--allow-tool', '*', 'go'], { server });
    expect(result).toMatchObject({ code: 0, stdout: 'Sorry.' });
    expect(server.requests[1]!.json.messages[2].content).toEqual([
      toolResult('toolu_1', 'Unknown tool. Did you mean echo?', true),
    ]);
  });
});

describe('a result', () => {
  const ask = async (name: string, input: object, ...servers: LocalServer[]) => {
    const server = await serve([blocksReply([toolUse('toolu_1', name, input)]), blocksReply([textBlock('I see.')])]);
    const result = await run(['--mcp-config', mcpConfig(...servers), '--allow-tool', '*', 'go'], { server });
    expect(result).toMatchObject({ code: 0, stdout: 'I see.' });
    const { json } = server.requests[1]!;
    expect(rejectedBy(json)).toBeUndefined();
    return { result: json.messages[2].content, stderr: normalized(result).stderr };
  };

  test('goes back as an image if it is one', async () => {
    const { result, stderr } = await ask('get-tiny-image', {}, everything());
    const source = { type: 'base64', media_type: 'image/png', data: expect.stringMatching(/^iVBORw0KGgo/) };
    expect(result).toEqual([
      toolResult('toolu_1', [
        { type: 'text', text: "Here's the image you requested:" },
        { type: 'image', source },
        { type: 'text', text: 'The image above is the MCP logo.' },
      ]),
    ]);
    expect(stderr).toBe(`● get-tiny-image
  ✓ N s · 3 lines
    Here's the image you requested:
    [image]
    The image above is the MCP logo.
end_turn · 24 in · 10 out · $0.0003 · N s · 2 requests
`);
  });

  test('goes back as an error if it is one', async () => {
    const { result, stderr } = await ask('get-sum', { a: 'x' }, everything());
    expect(result).toEqual([toolResult('toolu_1', expect.stringContaining('expected number'), true)]);
    expect(stderr).toMatch(/^● get-sum a: x\n {2}✗ N s · .*\n {4}MCP error/);
  });

  test('is folded to three lines if it has many, and says how to see all', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'a.txt'), 'one\n\ttwo\n\nthree\nfour\nfive\n');
    const { result, stderr } = await ask('read_text_file', { path: join(folder, 'a.txt') }, filesystem(folder));
    expect(result).toEqual([toolResult('toolu_1', 'one\n\ttwo\n\nthree\nfour\nfive\n')]);
    expect(stderr.split('\n').slice(1, -2)).toEqual([
      '  ✓ N s · 5 lines',
      '    one',
      '     two',
      '    three',
      '    … 2 more lines: claude-stream sessions show --full',
    ]);
  });

  test('is reported as empty if it is', async () => {
    const mute = scripted('mute', `${listing({ name: 'say' })} 'tools/call': (_, answer) => answer({ content: [] }),`);
    const { result, stderr } = await ask('say', {}, mute);
    expect(result).toEqual([toolResult('toolu_1', '(no output)')]);
    expect(stderr).toMatch(/^● say\n {2}✓ N s · \(no output\)\n/);
  });
});

describe('without a user to ask', () => {
  const tool = (name: string) => ({ name });
  const log = () => join(tempFolder(), 'log');
  const box = (file: string) =>
    scripted(
      'box',
      `${listing(tool('read_file'), tool('read_dir'), tool('write_file'))} 'tools/call': ({ params }, answer) => {
        fs.appendFileSync(${JSON.stringify(file)}, params.name + '\\n');
        answer({ content: [{ type: 'text', text: 'did ' + params.name }] });
      },`,
    );
  const calls = ['read_file', 'read_dir', 'write_file'].map((name) => toolUse(`toolu_${name}`, name));
  const refusal = (name: string) =>
    `This call was not run: the user has not allowed the tool and cannot be asked. They can allow it with --allow-tool box__${name}`;

  test.each([
    [[], []],
    [['read_file'], ['read_file']],
    [['read_*'], ['read_file', 'read_dir']],
    [
      ['*_dir', 'write_file'],
      ['read_dir', 'write_file'],
    ],
    [['*'], ['read_file', 'read_dir', 'write_file']],
    [['read'], []],
    [['box__read_*'], ['read_file', 'read_dir']],
  ])('only the tools that --allow-tool names run: %j', async (patterns, allowed) => {
    const file = log();
    const server = await serve([blocksReply(calls), blocksReply([textBlock('Well.')])]);
    const flags = patterns.flatMap((pattern) => ['--allow-tool', pattern]);
    const result = await run(['--mcp-config', mcpConfig(box(file)), ...flags, 'go'], { server });
    expect(result).toMatchObject({ code: 0, stdout: 'Well.' });
    const ran = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
    expect(ran.toSorted()).toEqual([...allowed].toSorted());
    expect(server.requests[1]!.json.messages[2].content).toEqual(
      calls.map(({ id, name }) =>
        allowed.includes(String(name))
          ? toolResult(String(id), `did ${String(name)}`)
          : toolResult(String(id), refusal(String(name)), true),
      ),
    );
    for (const name of ['read_file', 'read_dir', 'write_file']) {
      const told = `  ✗ not run: allow it with --allow-tool box__${name}\n`;
      expect(result.stderr.includes(told)).toBe(!allowed.includes(name));
    }
  });
});

describe('an --allow-tool pattern', () => {
  const answering = (name: string, file: string) =>
    scripted(
      name,
      `${listing({ name: 'read_file' })} 'tools/call': (_message, answer) => {
        fs.appendFileSync(${JSON.stringify(file)}, '${name}\\n');
        answer({ content: [{ type: 'text', text: 'done' }] });
      },`,
    );

  /** What runs, and what is told, if the model calls the `read_file` of both servers. */
  async function allowing(...patterns: string[]) {
    const file = join(tempFolder(), 'log');
    const calls = [toolUse('toolu_1', 'files__read_file'), toolUse('toolu_2', 'web__read_file')];
    const server = await serve([blocksReply(calls), blocksReply([textBlock('Well.')])]);
    const flags = patterns.flatMap((pattern) => ['--allow-tool', pattern]);
    const config = mcpConfig(answering('files', file), answering('web', file));
    const { code, stderr } = await run(['--mcp-config', config, ...flags, 'go'], { server });
    const ran = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').toSorted() : [];
    return { code, ran, told: stderr.split('\n').filter((line) => /allow-tool|did you mean/.test(line)) };
  }
  const refused = (tool: string) => `  ✗ not run: allow it with --allow-tool ${tool}`;

  test('allows a tool of one server', async () => {
    expect(await allowing('web__read_file')).toEqual({ code: 0, ran: ['web'], told: [refused('files__read_file')] });
    expect(await allowing('web__*', 'files__read_file')).toEqual({ code: 0, ran: ['files', 'web'], told: [] });
  });

  test('that could mean tools of two servers allows neither, and that is told', async () => {
    expect(await allowing('read_file')).toEqual({
      code: 0,
      ran: [],
      told: [
        'claude-stream: --allow-tool read_file allows nothing, since it could mean "read_file" of the server "files" or "read_file" of the server "web"',
        '  write --allow-tool files__read_file or --allow-tool web__read_file',
        refused('files__read_file'),
        refused('web__read_file'),
      ],
    });
  });

  test('that matches nothing is told, with a similar one that does', async () => {
    expect(await allowing('fils__read*')).toMatchObject({
      ran: [],
      told: [
        "claude-stream: --allow-tool 'fils__read*' matches no tool",
        "  did you mean 'files__read*'?",
        refused('files__read_file'),
        refused('web__read_file'),
      ],
    });
  });
});

describe('a run that is interrupted during a call', () => {
  test.skipIf(process.platform === 'win32')(
    'cancels the call, saves the conversation, and can be continued',
    async () => {
      const log = join(tempFolder(), 'sent');
      const env = { XDG_DATA_HOME: tempFolder() };
      const input = { duration: 30, steps: 2 };
      const blocks = [textBlock('Wait.'), toolUse('toolu_1', 'trigger-long-running-operation', input)];
      const server = await serve([blocksReply(blocks), { body: replyBody({ text: 'Welcome.' }) }]);
      const config = mcpConfig(tapped('tapped', log, everything()));
      const program = start(['--mcp-config', config, '--allow-tool', '*', 'go'], { server, env });
      await until(() => existsSync(log) && sent(log).some(({ method }) => method === 'tools/call'));
      program.kill('SIGINT');
      const result = await program.done;
      expect(normalized(result)).toEqual({
        code: 130,
        stdout: 'Wait.',
        stderr: `● trigger-long-running-operation duration: 30, steps: 2
  ✗ N s · The call was cancelled.
interrupted · 12 in · 5 out · $0.0001 · N s
`,
      });
      const call = sent(log).find(({ method }) => method === 'tools/call');
      expect(sent(log)).toContainEqual(
        expect.objectContaining({
          method: 'notifications/cancelled',
          params: expect.objectContaining({ requestId: call.id }),
        }),
      );
      await run(['-c', 'again'], { server, env });
      const { json } = server.requests[1]!;
      expect(rejectedBy(json)).toBeUndefined();
      expect(json.messages).toEqual([
        { role: 'user', content: 'go' },
        { role: 'assistant', content: blocks },
        {
          role: 'user',
          content: [toolResult('toolu_1', 'The call was cancelled.', true), { type: 'text', text: 'again' }],
        },
      ]);
    },
  );
});
