import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { apiError, reply } from '../helpers/answers.ts';
import { outcome, run } from '../helpers/program.ts';
import { serve, type Answers } from '../helpers/server.ts';
import { closeReply, openReply, sse } from '../helpers/sse.ts';

describe('the summary', () => {
  test('says stop reason, tokens, seconds to the first text, speed and total', async () => {
    const server = await serve({ body: slowly('Hello') });
    const { stderr } = await run(['hi'], { server });
    expect(stderr).toMatch(/^end_turn · 12 in · 5 out · first text 0\.\d\d s · \d{1,2} tok\/s · 0\.\d\d? s\n$/);
  });

  test('counts what the cache read and wrote as input', async () => {
    const usage = { input_tokens: 3, cache_read_input_tokens: 10_000, cache_creation_input_tokens: 250 };
    expect(await ask(reply({ text: 'Hello', usage }))).toMatch(
      /^end_turn · 10,253 in \(10,000 cache read, 250 cache written, 87% saved\) · 5 out · /,
    );
  });

  test('takes the last usage, which is cumulative, and adds nothing', async () => {
    const usage = { input_tokens: 404_500, output_tokens: 1234 };
    const body = sse(...openReply({ text: 'Hello' }), ...closeReply({ text: 'Hello', usage }));
    expect(await ask({ body })).toMatch(/^end_turn · 404,500 in · 1,234 out · /);
  });

  test('keeps the input tokens of the start when the end names only output', async () => {
    const end = { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 7 } };
    const [stop, , messageStop] = closeReply({ text: 'Hello' });
    const body = sse(...openReply({ text: 'Hello' }), stop!, end, messageStop!);
    expect(await ask({ body })).toMatch(/^end_turn · 12 in · 7 out · /);
  });

  test('counts retries', async () => {
    const overloaded = apiError(529, 'overloaded_error', 'Overloaded', { 'retry-after': '0' });
    expect(await ask([overloaded, overloaded, reply()])).toMatch(/ · 2 retries\n$/);
  });

  test('is not there with --quiet', async () => {
    expect(await ask(reply(), ['--quiet'])).toBe('');
    expect(await ask(reply(), ['-q'])).toBe('');
  });

  test('does without a text', async () => {
    expect(await ask(reply({}))).toBe('end_turn · 12 in · 5 out · N s\n');
  });
});

describe('the end', { retry: 2 }, () => {
  test('comes within 50 ms of message_stop even if the server keeps the connection open', async () => {
    const waits: number[] = [];
    for (let i = 0; i < 5; i++) {
      const server = await serve({ body: slowly('Hello'), end: 'hold' });
      const { exitedAt, code } = await run(['hi'], { server });
      expect(code).toBe(0);
      waits.push(exitedAt - server.requests[0]!.sentAt!);
    }
    expect(Math.min(...waits)).toBeLessThan(50);
  });
});

/** The text, and half a second later all that ends the reply. */
async function* slowly(text: string): AsyncGenerator<string> {
  yield sse(...openReply({ text }));
  await delay(500);
  yield sse(...closeReply({ text }));
}

async function ask(answers: Answers, args: readonly string[] = []): Promise<string> {
  const server = await serve(answers);
  return outcome(await run([...args, 'hi'], { server })).stderr;
}
