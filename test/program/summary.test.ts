import { describe, expect, test } from 'vitest';
import { apiError, reply } from '../helpers/answers.ts';
import { openClock } from '../helpers/clock.ts';
import { gate } from '../helpers/gate.ts';
import { normalized, run, start } from '../helpers/program.ts';
import { serve, type Answers } from '../helpers/server.ts';
import { closeReply, openReply, sse } from '../helpers/sse.ts';

describe('the summary', () => {
  test('with --verbose shows the time to the first text and the speed too', async () => {
    const [first, rest] = [gate(), gate()];
    const server = await serve({
      body: (async function* () {
        await first.passed;
        yield sse(...openReply({ text: 'Hello' }));
        await rest.passed;
        yield sse(...closeReply({ text: 'Hello' }));
      })(),
    });
    const clock = await openClock();
    const program = start(['--verbose', 'hi'], { server, clock });
    await server.request();
    await clock.advance(250);
    first.open();
    await program.stdoutUntil('Hello');
    await clock.advance(500);
    rest.open();
    const { stderr } = await program.done;
    expect(stderr).toBe('end_turn · 12 in · 5 out · $0.0001 · 0.8 s · first text 0.25 s · 10 tok/s\n');
  });

  test('is one short row: stop reason, tokens, cost and seconds', async () => {
    expect(await ask(reply())).toBe('end_turn · 12 in · 5 out · $0.0001 · N s\n');
  });

  test('counts cache reads and writes as input', async () => {
    const usage = { input_tokens: 3, cache_read_input_tokens: 10_000, cache_creation_input_tokens: 250 };
    const answer = reply({ text: 'Hello', usage });
    expect(await ask(answer)).toBe('end_turn · 10,253 in · 5 out · $0.0034 (caching saved $0.0377) · N s\n');
    expect(await ask(answer, ['--verbose'])).toMatch(
      /^end_turn · 10,253 in \(10,000 cache read, 250 cache written\) · 5 out · \$0\.0034 /,
    );
  });

  test('takes the last usage, which is cumulative, without adding them up', async () => {
    const usage = { input_tokens: 404_500, output_tokens: 1234 };
    const body = sse(...openReply({ text: 'Hello' }), ...closeReply({ text: 'Hello', usage }));
    expect(await ask({ body })).toMatch(/^end_turn · 404,500 in · 1,234 out · /);
  });

  test('keeps the input tokens of the start when the end has only output', async () => {
    const end = { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 7 } };
    const [stop, , messageStop] = closeReply({ text: 'Hello' });
    const body = sse(...openReply({ text: 'Hello' }), stop!, end, messageStop!);
    expect(await ask({ body })).toMatch(/^end_turn · 12 in · 7 out · /);
  });

  test('counts retries', async () => {
    const overloaded = apiError(529, 'overloaded_error', 'Overloaded', { 'retry-after': '0' });
    expect(await ask([overloaded, overloaded, reply()])).toMatch(/ · 2 retries\n$/);
  });

  test('is absent with --quiet', async () => {
    expect(await ask(reply(), ['--quiet'])).toBe('');
    expect(await ask(reply(), ['-q'])).toBe('');
  });

  test('works without any text', async () => {
    expect(await ask(reply({}))).toBe('end_turn · 12 in · 5 out · $0.0001 · N s\n');
  });
});

test('a reply ends at message_stop, even if the server keeps the connection open', async () => {
  // The clock stands still: the program waits for no timer.
  const clock = await openClock();
  const server = await serve({ ...reply(), end: 'hold' });
  expect(await run(['hi'], { server, clock })).toMatchObject({ code: 0, stdout: 'Hello' });
});

async function ask(answers: Answers, args: readonly string[] = []): Promise<string> {
  const server = await serve(answers);
  return normalized(await run([...args, 'hi'], { server })).stderr;
}
