import { describe, expect, test } from 'vitest';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { reply } from '../helpers/answers.ts';
import { rejectedBy } from '../helpers/api-rules.ts';
import { CONTINUE_HINT, problemText } from '../helpers/problem-text.ts';
import { normalized, run, start } from '../helpers/program.ts';
import { tempFolder } from '../helpers/sandbox.ts';
import { serve, type Answer, type RecordedRequest } from '../helpers/server.ts';
import { errorEvent, openReply, replyBody, sse } from '../helpers/sse.ts';
import { jsonLines } from '../helpers/json-lines.ts';

const WORDS = [
  'A reply that is cut in the middle goes on where it stopped, says the manual — übrigens auch mit Ümlauten 🙂.\n\n',
  '1. First, the request is sent anew;\n2. second, with everything that arrived before.\n\n',
  '```js\nconst total = amounts.reduce((sum, each) => sum + each, 0);\nif (total > limit) {\n',
  '    throw new RangeError(`too much`);\n}\n```\n\n| name | meaning |\n|---|---|\n| alpha | beginning |\n',
  '| omega | conclusion |\n\nFinally nothing is lost, nothing comes twice, or as they put it: very, very good.',
];
const whole = WORDS.join('');
/** Splits the text anywhere but inside words and surrogate pairs. */
const deltas = whole.match(/[^]{1,28}/gu)!;
const body = replyBody({ deltas });

/** The text so far that the program sent in its last request. */
function textSoFar({ json }: RecordedRequest): string {
  const replies = (json.messages as { role: string; content: { text: string }[] }[]).slice(1);
  return replies.flatMap(({ role, content }) => (role === 'assistant' ? content.map(({ text }) => text) : [])).join('');
}

/** The last words, at least 12 characters long; empty if the text is shorter. */
function lastWords(text: string): string {
  const starts = [...text.matchAll(/(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu)].map(({ index }) => index);
  const from = starts.findLast((at) => (text.slice(at).match(/[\p{L}\p{N}]/gu) ?? []).length >= 12);
  return from === undefined ? '' : text.slice(from);
}

const goOn = (text: string) => ({
  role: 'user',
  content: `Your reply was cut off. Continue exactly where it stopped: no introduction, no repetition, and do not close or reopen anything.\nIt ended with: <end>${text}</end>`,
});
const cutBody = (text: string) => sse(...openReply({ text }));
const lost = (hint: string) =>
  problemText('the reply was cut off: the connection closed before the reply was complete (request req_test)', hint);
const byHand = 'to continue it: claude-stream -c "go on"';

describe('a reply whose connection is lost', () => {
  test('anywhere comes out whole, byte for byte, whether or not the model repeats its last words', async () => {
    const bytes = Buffer.from(body);
    const places = Array.from({ length: Math.floor(bytes.length / 50) }, (_, i) => (i + 1) * 50);
    const tryAt = async (at: number) => {
      const server = await serve((request, index) => {
        if (index === 0) return { body: bytes.subarray(0, at), end: at % 100 === 0 ? 'reset' : 'close' };
        const before = textSoFar(request);
        const again = at % 150 === 0 ? '' : lastWords(before);
        return reply({ deltas: (again + whole.slice(before.length)).match(/[^]{1,9}/gu) ?? [] });
      });
      const result = await run(['--auto-continue', '1', '--no-save', 'tell me'], { server });
      expect({ at, ...normalized(result) }).toEqual({ at, code: 0, stdout: whole, stderr: expect.any(String) });
      expect(server.requests).toHaveLength(2);
      const [first, second] = server.requests;
      // Before any text has arrived, the same request is sent again.
      const hadText = second!.json.messages.length > 1;
      expect(normalized(result).stderr).toMatch(hadText ? / · continued once\n$/ : / · 1 retry\n$/);
      if (!hadText) expect(second!.text).toBe(first!.text);
      expect(rejectedBy(second!.json)).toBeUndefined();
    };
    await Promise.all(
      [0, 1, 2, 3].map(async (worker) => {
        for (const at of places.filter((_, i) => i % 4 === worker)) await tryAt(at);
      }),
    );
    expect(places.length).toBeGreaterThan(60);
  }, 90_000);

  test('is requested again with the text so far, without the truncation mark, and each part is saved', async () => {
    const data = tempFolder();
    const server = await serve([
      { body: cutBody('The quick brown') },
      { body: cutBody(' fox jumps') },
      reply({ text: ' over.' }),
    ]);
    const result = await run(['--auto-continue', '5', 'hi'], { server, env: { XDG_DATA_HOME: data } });
    expect(normalized(result)).toEqual({
      code: 0,
      stdout: 'The quick brown fox jumps over.',
      stderr: 'end_turn · 36 in · 7 out · $0.0003 · N s · continued 2 times\n',
    });
    const said = (text: string) => ({ role: 'assistant', content: [{ type: 'text', text }] });
    const messages = [
      { role: 'user', content: 'hi' },
      said('The quick brown'),
      goOn('The quick brown'),
      said(' fox jumps'),
      goOn('The quick brown fox jumps'),
    ];
    expect(server.requests.map(({ json }) => json.messages)).toEqual([
      messages.slice(0, 1),
      messages.slice(0, 3),
      messages,
    ]);
    expect(server.requests.map(({ json }) => rejectedBy(json))).toEqual([undefined, undefined, undefined]);
    const folder = join(data, 'claude-stream', 'sessions');
    const saved = jsonLines(readFileSync(join(folder, readdirSync(folder)[0]!), 'utf8'));
    const types = saved.map(({ type }) => type).filter((type) => type !== 'delta');
    expect(types).toEqual(['session', 'prompt', 'end', 'continue', 'end', 'continue', 'end']);
  });

  test('is continued a limited number of times, then ends as its last part did', async () => {
    const server = await serve([
      { body: cutBody('one ') },
      { body: cutBody('two ') },
      { body: cutBody('three') },
      reply(),
    ]);
    const result = await run(['--auto-continue', '2', 'hi'], { server });
    expect(normalized(result)).toEqual({ code: 69, stdout: 'one two three', stderr: lost(byHand) });
    expect(server.requests).toHaveLength(3);
  });

  test('stays cut off without --auto-continue', async () => {
    const server = await serve([{ body: cutBody('one ') }, reply()]);
    expect(normalized(await run(['hi'], { server }))).toEqual({
      code: 69,
      stdout: 'one ',
      stderr: lost(CONTINUE_HINT),
    });
    expect(server.requests).toHaveLength(1);
  });

  test('can be continued with what the hint below it says', async () => {
    const server = await serve([{ body: cutBody('one ') }, reply({ text: 'two' })]);
    const env = { XDG_DATA_HOME: tempFolder() };
    await run(['hi'], { server, env });
    expect(await run(['-c', 'go on'], { server, env })).toMatchObject({ code: 0, stdout: 'two' });
    expect(server.requests[1]!.json.messages[1].content[0]).toEqual({ type: 'text', text: 'one ' });
  });

  test('has no hint at -c if it is not saved, and none at --auto-continue if it is only played', async () => {
    const server = await serve([{ body: cutBody('one ') }]);
    const { stderr } = normalized(await run(['--no-save', 'hi'], { server }));
    expect(stderr).toBe(lost('--auto-continue 3 continues such replies automatically'));
    const played = await run(['--replay', '-'], { stdin: cutBody('one ') });
    expect(played.stderr).not.toMatch(/auto-continue|-c "go on"/);
  });
});

describe('a reply is continued', () => {
  test('twice after it reached its token limit', async () => {
    const limited = (text: string) => reply({ text, stopReason: 'max_tokens' });
    const server = await serve([limited('one, '), limited('two, '), reply({ text: 'three' })]);
    const result = await run(['--auto-continue', '9', '--strict', 'hi'], { server });
    expect(normalized(result)).toEqual({
      code: 0,
      stdout: 'one, two, three',
      stderr: 'end_turn · 36 in · 15 out · $0.0004 · N s · continued 2 times\n',
    });
  });

  test('after each token limit until the maximum number of continuations', async () => {
    const server = await serve(reply({ text: 'on ', stopReason: 'max_tokens' }));
    const result = await run(['--auto-continue', '1', '--strict', 'hi'], { server });
    expect(normalized(result)).toEqual({
      code: 10,
      stdout: 'on on ',
      stderr: `max_tokens: the reply reached its token limit (raise it with --max-tokens) · 24 in · 10 out · $0.0003 · N s · continued once\nclaude-stream: ${byHand}\n`,
    });
  });

  const cuts: [string, Answer, string[]][] = [
    [
      'that the overloaded server cut off',
      { body: cutBody('one, ') + sse(errorEvent('overloaded_error', 'Overloaded')) },
      [],
    ],
    ['that failed in the API', { body: cutBody('one, ') + sse(errorEvent('api_error', 'Internal server error')) }, []],
    ['that stalled', { body: cutBody('one, '), end: 'hold' }, ['--stall-timeout', '0.3']],
  ];
  test.each(cuts)('%s', async (_, answer, flags) => {
    const server = await serve([answer, reply({ text: 'two' })]);
    const result = await run(['--auto-continue', '1', ...flags, 'hi'], { server });
    expect(normalized(result)).toEqual({
      code: 0,
      stdout: 'one, two',
      stderr: 'end_turn · 24 in · 6 out · $0.0002 · N s · continued once\n',
    });
    expect(server.requests[1]!.json.messages.at(-1)).toEqual(goOn('one, '));
  });

  test('as one reply in JSON, with the usage added up', async () => {
    const server = await serve([
      { body: cutBody('The quick brown fo') },
      reply({ text: 'quick brown fox', id: 'msg_2' }),
    ]);
    const { code, stdout, stderr } = await run(['--auto-continue', '1', '--json', 'hi'], { server });
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      {
        id: 'msg_2',
        model: 'claude-opus-5-5',
        text: 'The quick brown fox',
        content: [{ type: 'text', text: 'The quick brown fox' }],
        stop_reason: 'end_turn',
        usage: { input_tokens: 24, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 6 },
        cost_usd: 0.000216,
        timings: { first_text_ms: expect.any(Number), total_ms: expect.any(Number) },
        request_id: 'req_test',
        retries: 0,
        requests: 2,
        continued: 1,
      },
    ]);
    expect(stderr).toContain('continued once');
  });
});

describe('a reply is not continued', () => {
  test('after a refusal', async () => {
    const server = await serve(reply({ text: 'I ', stopReason: 'refusal' }));
    const result = await run(['--auto-continue', '3', '--strict', 'hi'], { server });
    expect([result.code, result.stdout, server.requests.length]).toEqual([11, 'I ', 1]);
  });

  test('when it ended by itself or to call a tool', async () => {
    for (const stopReason of ['end_turn', 'stop_sequence', 'tool_use', 'model_context_window_exceeded']) {
      const server = await serve(reply({ text: 'I ', stopReason }));
      await run(['--auto-continue', '3', 'hi'], { server });
      expect([stopReason, server.requests.length]).toEqual([stopReason, 1]);
    }
  });

  test.skipIf(process.platform === 'win32')(
    'when it was interrupted, even during the wait before a retry',
    async () => {
      const server = await serve([{ body: cutBody('one, '), end: 'hold' }, reply()]);
      const program = start(['--auto-continue', '3', 'hi'], { server });
      await program.stdoutUntil('one');
      program.kill('SIGINT');
      expect(await program.done).toMatchObject({ code: 130, stdout: 'one, ' });
      expect(server.requests).toHaveLength(1);

      const busy = await serve({ body: cutBody('one, ') + sse(errorEvent('overloaded_error', 'Overloaded')) });
      const other = start(['--auto-continue', '3', 'hi'], { server: busy });
      await other.stdoutUntil('one');
      await new Promise((resolve) => setTimeout(resolve, 300));
      other.kill('SIGINT');
      const result = await other.done;
      expect(result).toMatchObject({ code: 130, stdout: 'one, ' });
      expect(result.stderr).toMatch(/^interrupted · /);
      expect(busy.requests).toHaveLength(1);
    },
  );
});
