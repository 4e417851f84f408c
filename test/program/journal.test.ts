import { textOf } from '../../src/core/reply/reply.ts';
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { readJournal, type Restored } from '../../src/core/conversation/read-journal.ts';
import { reply } from '../helpers/answers.ts';
import { rejectedBy } from '../helpers/api-rules.ts';
import { openClock } from '../helpers/clock.ts';
import { problemText } from '../helpers/problem-text.ts';
import { gate } from '../helpers/gate.ts';
import { normalized, run, start } from '../helpers/program.ts';
import { programPath, surroundings, tempFolder, writeIn } from '../helpers/sandbox.ts';
import { serve, type Answer } from '../helpers/server.ts';
import { writeSession, type SessionOptions } from '../helpers/sessions.ts';
import { closeReply, messageDelta, messageStart, messageStop, openReply, sse, textDelta } from '../helpers/sse.ts';
import { until } from '../helpers/until.ts';
import { jsonLines } from '../helpers/json-lines.ts';

const summary = 'end_turn · 12 in · 5 out · $0.0001 · N s\n';

/** The time between two pieces of a reply, by the clock. */
const STEP_MS = 5;

/** A home in which conversations are saved. */
function home(options?: SessionOptions) {
  const data = tempFolder();
  const folder = join(data, 'claude-stream', 'sessions');
  const files = () => (existsSync(folder) ? readdirSync(folder) : []);
  const path = (i = 0) => join(folder, files().filter((name) => name.endsWith('.jsonl'))[i]!);
  const text = (i = 0) => readFileSync(path(i), 'utf8');
  return {
    data,
    folder,
    files,
    path,
    text,
    lines: (i = 0) => jsonLines(text(i)),
    written: options === undefined ? undefined : writeSession(folder, options),
    env: { XDG_DATA_HOME: data },
  };
}

const talk: SessionOptions = {
  turns: [
    { prompt: 'ä 🙂', reply: 'ünï' },
    { prompt: 'two', reply: 'zwei' },
  ],
};

describe('every conversation is saved', () => {
  test.skipIf(process.platform === 'win32')('in a file that only its owner can read', async () => {
    const { env, data, folder, files, path } = home();
    await run(['hi'], { env, server: await serve(reply()) });
    expect(files()).toEqual([expect.stringMatching(/^\d{8}T\d{6}-[a-z0-9]{8}\.jsonl$/)]);
    const mode = (file: string) => (statSync(file).mode & 0o777).toString(8);
    expect([path(), folder, join(data, 'claude-stream')].map(mode)).toEqual(['600', '700', '700']);
  });

  test('with a header, the prompt and the reply unchanged, whatever its content', async () => {
    const { env, lines, path } = home();
    const blocks = [
      { type: 'thinking', thinking: 'Hm, well', signature: 'c2lnbmVk' },
      { type: 'redacted_thinking', data: 'b3BhcXVl' },
      { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: { query: 'rain' } },
      { type: 'web_search_tool_result', tool_use_id: 'srvtoolu_1', content: [{ type: 'web_search_result', url: 'u' }] },
      { type: 'text', text: 'It rains 🙂', citations: [{ type: 'web_search_result_location', url: 'u', title: 't' }] },
      { type: 'tool_use', id: 'toolu_1', name: 'weather', input: { city: 'Oslo', days: [1, 2] } },
      { type: 'block_of_tomorrow', more: { a: [null] } },
    ];
    const message = messageStart({ id: 'msg_7' });
    const events = blocks.flatMap((block, index) => [
      { type: 'content_block_start', index, content_block: block },
      { type: 'content_block_stop', index },
    ]);
    const body = sse(message, ...events, messageDelta({ stopReason: 'tool_use' }), messageStop);
    await run(['-s', 'be brief', '-n', 'Rain', 'hi'], { env, server: await serve({ body }) });
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    const id = path().slice(-14, -6);
    const kept = lines().filter(({ type }) => type !== 'delta');
    expect(kept).toEqual([
      { type: 'session', version: 1, id, time, model: 'claude-opus-5-5', system: 'be brief', name: 'Rain' },
      { type: 'prompt', time, content: 'hi' },
      {
        type: 'end',
        time,
        status: 'complete',
        asked: 'claude-opus-5-5',
        id: 'msg_7',
        model: 'claude-opus-5-5',
        content: blocks,
        usage: { input_tokens: 12, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 5 },
        retries: 0,
        stop_reason: 'tool_use',
        request_id: 'req_test',
        timings: { first_text_ms: expect.any(Number), total_ms: expect.any(Number) },
      },
    ]);
  });

  test('with the prompt on the disk before the request is sent', async () => {
    const { env, text } = home();
    const seen: string[] = [];
    const server = await serve(() => {
      seen.push(text());
      return reply();
    });
    await run(['the prompt'], { env, server });
    await run(['-c', 'the second'], { env, server });
    const words = seen.map((journal) =>
      jsonLines(journal)
        .filter(({ type }) => type !== 'delta')
        .map(({ type, content }) => [type, type === 'prompt' && content]),
    );
    expect(words).toEqual([
      [
        ['session', false],
        ['prompt', 'the prompt'],
      ],
      [
        ['session', false],
        ['prompt', 'the prompt'],
        ['end', false],
        ['prompt', 'the second'],
      ],
    ]);
  });

  test('as the reply arrives, at most 250 ms behind, in far fewer lines than pieces', async () => {
    const { env, text, lines } = home();
    const words = Array.from({ length: 200 }, (_, i) => `w${i}.`);
    const pieces = new PassThrough();
    const clock = await openClock();
    const program = start(['hi'], { env, server: await serve({ body: pieces }), clock });
    pieces.write(sse(...openReply({ text: 'Begin ' })));
    /** The text shown at each step of the clock. */
    const shown = [await program.stdoutUntil('Begin ')];
    for (const word of words) {
      pieces.write(sse(textDelta(word)));
      shown.push(await program.stdoutUntil(word));
      await clock.advance(STEP_MS);
      const due = shown.at(-250 / STEP_MS) ?? '';
      const restored = readJournal(text()) as Restored;
      const reply = restored.conversation[1];
      const kept = reply?.type === 'reply' ? textOf(reply.reply.content) : '';
      expect(kept.slice(0, due.length)).toBe(due);
    }
    pieces.end(sse(...closeReply({ text: 'x' })));
    expect((await program.done).code).toBe(0);
    const deltas = lines().filter(({ type }) => type === 'delta');
    expect(deltas.length).toBeGreaterThan(3);
    expect(deltas.length).toBeLessThan(30);
    const whole = `Begin ${words.join('')}`;
    expect(deltas.flatMap(({ parts }) => parts.map(({ text = '' }) => text)).join('')).toBe(whole);
    expect(lines().at(-1).content).toEqual([{ type: 'text', text: whole }]);
  });

  const switches: [string, { args?: string[]; config?: object; env?: Record<string, string> }][] = [
    ['--no-save', { args: ['--no-save'] }],
    ['the config', { config: { save: false } }],
    ['the environment', { env: { CLAUDE_STREAM_SAVE: '0' } }],
  ];
  test.each(switches)('but not with %s: nothing at all is written', async (_, { args = [], config, env }) => {
    const { data, env: own } = home();
    const result = await run([...args, 'hi'], { env: { ...own, ...env }, config, server: await serve(reply()) });
    expect(normalized(result)).toEqual({ code: 0, stdout: 'Hello', stderr: summary });
    expect(readdirSync(data)).toEqual([]);
  });

  test('but a conversation that is continued with --no-save does not change', async () => {
    const { env, text, files } = home(talk);
    const before = text();
    const server = await serve(reply());
    await run(['-c', '--no-save', 'hi'], { env, server });
    expect(server.requests[0]!.json.messages).toHaveLength(5);
    expect([files().length, text()]).toEqual([1, before]);
  });

  test('but not a replayed recording', async () => {
    const { env, data } = home();
    expect((await run(['--demo', '--speed', '0'], { env })).code).toBe(0);
    expect(readdirSync(data)).toEqual([]);
  });
});

describe('a journal that was cut off', () => {
  test('anywhere is repaired, with a notice, and continued', async () => {
    const whole = Buffer.from(readFileSync(home(talk).written!.path));
    const first = whole.indexOf('\n') + 1;
    const places = Array.from({ length: whole.length - first }, (_, i) => first + i).filter((at) => at % 23 === 0);
    const server = await serve(reply());
    for (const at of places) {
      const { env, written, path } = home(talk);
      const cut = whole.subarray(0, at);
      const kept = cut.subarray(0, cut.lastIndexOf('\n') + 1);
      writeFileSync(written!.path, cut);
      const before = server.requests.length;
      const { code, stderr } = normalized(await run(['-r', 'bcdfghjk', 'and now?'], { env, server }));
      const notice = 'claude-stream: dropped the incomplete last line of bcdfghjk\n';
      expect([code, stderr]).toEqual([0, (cut.length > kept.length ? notice : '') + summary]);
      expect(readFileSync(path()).subarray(0, kept.length).equals(kept)).toBe(true);
      expect(JSON.parse(readFileSync(path(), 'utf8').slice(kept.toString().length).split('\n')[0]!)).toMatchObject({
        type: 'prompt',
      });
      expect(rejectedBy(server.requests[before]!.json)).toBeUndefined();
    }
  }, 120_000);

  test('in its first line is ignored: -c continues the conversation before it', async () => {
    const { env, folder } = home(talk);
    writeIn(folder, '20990101T000000-zzzzzzzz.jsonl', '{"type":"session","ver');
    writeIn(folder, '20990101T000001-zzzzzzzy.jsonl', '');
    const server = await serve(reply());
    expect(normalized(await run(['-c', 'x'], { env, server }))).toEqual({ code: 0, stdout: 'Hello', stderr: summary });
    expect(server.requests[0]!.json.messages).toHaveLength(5);
  });
});

test('on one damaged line loses only that line, and the prompt of a reply in it, with a notice', async () => {
  const { env, written } = home(talk);
  const lines = readFileSync(written!.path, 'utf8').split('\n');
  lines[2] = lines[2]!.slice(5);
  writeFileSync(written!.path, lines.join('\n'));
  const server = await serve(reply());
  expect(normalized(await run(['-c', 'three'], { env, server })).stderr).toBe(
    `claude-stream: skipped a damaged line of bcdfghjk\n${summary}`,
  );
  expect(server.requests[0]!.json.messages).toEqual([
    { role: 'user', content: 'two' },
    { role: 'assistant', content: [{ type: 'text', text: 'zwei' }] },
    { role: 'user', content: 'three' },
  ]);
});

describe('a file that cannot be read', () => {
  test.each([
    [
      'from a newer version',
      '{"type":"session","version":2,"id":"bcdfghjk"}\nwhat is this',
      () =>
        problemText(
          'conversation bcdfghjk was written by a newer version of claude-stream',
          'it was left unchanged; update claude-stream to use it',
        ),
    ],
    [
      'that is not a journal',
      'my own notes\n',
      (path: string) => problemText(`cannot read conversation bcdfghjk: ${path} is not a journal`),
    ],
  ] as const)('%s is refused, and untouched', async (_, content, said) => {
    const { env, written, files } = home(talk);
    const { path } = written!;
    writeFileSync(path, content);
    utimesSync(path, 1_700_000_000, 1_700_000_000);
    const { ctimeMs } = statSync(path);
    for (const flags of [['-c'], ['-r', 'bcdfghjk'], ['-c', '--fork']]) {
      const result = await run([...flags, 'hi'], { env });
      expect(normalized(result)).toEqual({ code: 2, stdout: '', stderr: said(path) });
    }
    expect(readFileSync(path, 'utf8')).toBe(content);
    expect(statSync(path)).toMatchObject({ mtimeMs: 1_700_000_000_000, ctimeMs });
    expect(files()).toHaveLength(1);
  });
});

describe('a conversation that is open in another process', () => {
  test('is continued in a copy, with a notice; both stay intact', async () => {
    const { env, files, lines, folder } = home();
    const end = gate();
    const slow: Answer = {
      body: (async function* () {
        yield sse(...openReply({ text: 'first half, ' }));
        await end.passed;
        yield sse(textDelta('second half'), ...closeReply({ text: 'x' }));
      })(),
    };
    const server = await serve([slow, reply()]);
    const one = start(['one'], { env, server });
    await one.stdoutUntil('first half');
    await delay(300);
    const file = files().find((name) => name.endsWith('.jsonl'));
    const id = file!.slice(16, 24);
    const other = normalized(await run(['-c', 'two'], { env, server }));
    end.open();
    expect((await one.done).stdout).toBe('first half, second half');
    expect(other).toEqual({
      code: 0,
      stdout: 'Hello',
      stderr: `claude-stream: ${id} is in use by another process (${one.pid}); continuing in a copy\n${summary}`,
    });
    expect(server.requests[1]!.json.messages).toEqual([
      { role: 'user', content: 'one' },
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'first half, ' },
          { type: 'text', text: '[This reply was cut off here: it was interrupted.]' },
        ],
      },
      { role: 'user', content: 'two' },
    ]);
    // The copy is newer, so its name sorts last, unless both were made within a second.
    const both = [lines(0), lines(1)].toSorted((a) => (a[0].id === id ? -1 : 1));
    expect(both[0]!.filter(({ type }) => type !== 'delta').map(({ type }) => type)).toEqual([
      'session',
      'prompt',
      'end',
    ]);
    expect(both[0]!.at(-1).content).toEqual([{ type: 'text', text: 'first half, second half' }]);
    expect(both[1]![0]).toMatchObject({ forked_from: id });
    expect(both[1]!.filter(({ type }) => type !== 'delta').map(({ type }) => type)).toEqual([
      ...['session', 'prompt', 'end', 'prompt', 'end'],
    ]);
    expect(readdirSync(folder).filter((name) => name.includes('.lock'))).toEqual([]);
  });

  test('is continued by many at once, and no copy has the prompt of another', async () => {
    const { env, files, lines } = home(talk);
    const end = gate();
    const held = async function* () {
      await end.passed;
      yield sse(...openReply({ text: 'Hello' }), ...closeReply({ text: 'Hello' }));
    };
    const server = await serve(() => ({ body: held() }));
    const prompts = Array.from({ length: 6 }, (_, i) => `prompt ${i}`);
    const programs = prompts.map((prompt) => start(['-c', prompt], { env, server }));
    await until(() => server.requests.length === prompts.length);
    end.open();
    const codes = await Promise.all(programs.map(async ({ done }) => (await done).code));
    expect(codes).toEqual(prompts.map(() => 0));
    for (const { json } of server.requests) {
      expect(json.messages.slice(0, -1)).toEqual([
        { role: 'user', content: 'ä 🙂' },
        { role: 'assistant', content: [{ type: 'text', text: 'ünï' }] },
        { role: 'user', content: 'two' },
        { role: 'assistant', content: [{ type: 'text', text: 'zwei' }] },
      ]);
    }
    const last: string[] = server.requests.map(({ json }) => json.messages.at(-1).content);
    expect(last.toSorted()).toEqual(prompts);
    expect(files()).toHaveLength(prompts.length);
    const asked = files().map((_, i) =>
      lines(i)
        .filter(({ type }) => type === 'prompt')
        .map(({ content }) => content),
    );
    expect(asked.map((all) => all.slice(0, 2))).toEqual(prompts.map(() => ['ä 🙂', 'two']));
    expect(asked.map((all) => all.slice(2).join()).toSorted()).toEqual(prompts);
  });

  test.skipIf(process.platform !== 'linux')(
    'is continued if that process was killed or another now has its number',
    async () => {
      const dead = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
      await new Promise((resolve) => dead.once('exit', resolve));
      for (const holder of [{ pid: dead.pid }, { pid: process.pid, started: '1' }]) {
        const { env, written, files } = home(talk);
        writeFileSync(`${written!.path}.lock`, JSON.stringify({ ...holder, host: hostname() }));
        const result = await run(['-c', 'x'], { env, server: await serve(reply()) });
        expect(normalized(result)).toEqual({ code: 0, stdout: 'Hello', stderr: summary });
        expect(files()).toHaveLength(1);
      }
    },
  );
});

describe('when nothing can be saved', () => {
  const long = 'word '.repeat(1000);

  test('because a file is in place of the folder, one warning is printed and the reply is complete', async () => {
    const data = writeIn(tempFolder(), 'data', '');
    const result = await run(['hi'], { env: { XDG_DATA_HOME: data }, server: await serve(reply({ text: long })) });
    const { code, stdout, stderr } = normalized(result);
    const why = `${join(data, 'claude-stream')}: not a directory`;
    expect({ code, stdout }).toEqual({ code: 0, stdout: long });
    expect(stderr).toBe(
      problemText(`cannot save the conversation: ${why}`, 'use --no-save to run without saving') + summary,
    );
  });

  test.skipIf(process.platform === 'win32').each([
    ['from the first prompt on', 'w'.repeat(2000)],
    ['in the middle of the reply', 'hi'],
  ])('since the disk is full %s, it is said once, and the reply is whole', async (_, prompt) => {
    const { env, text } = home();
    const server = await serve({
      body: [sse(...openReply({ text: long })), sse(textDelta(long)), sse(...closeReply({ text: 'x' }))],
      delayMs: 250,
    });
    const { env: all, cwd } = surroundings({ env, server });
    // A limit on the size of files, in units of 512 bytes or of 1024, is as good as a full disk.
    const child = spawn('sh', ['-c', 'ulimit -f 1; exec "$0" "$@"', process.execPath, programPath, prompt], {
      env: all,
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { stdout: '', stderr: '' };
    child.stdout.on('data', (bytes) => (said.stdout += bytes));
    child.stderr.on('data', (bytes) => (said.stderr += bytes));
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect({ code, stdout: said.stdout }).toEqual({ code: 0, stdout: long + long });
    expect(said.stderr.match(/cannot save/g)).toHaveLength(1);
    expect(said.stderr).toContain('claude-stream: cannot save the conversation: file too large\n');
    expect(said.stderr.split('\n')).toHaveLength(4);
    expect(text().startsWith('{"type":"session"')).toBe(true);
  });
});
