import { describe, expect, test } from 'vitest';
import { apiError, reply } from '../helpers/answers.ts';
import { CLOCK_START, openClock } from '../helpers/clock.ts';
import { normalized, run, start } from '../helpers/program.ts';
import { serve, type Answer } from '../helpers/server.ts';
import { errorEvent, messageStart, openReply, ping, sse, textStart } from '../helpers/sse.ts';

const atOnce = { 'retry-after': '0' };
const overloaded = apiError(529, 'overloaded_error', 'Overloaded', atOnce);
const helloAfterRetry = { code: 0, stdout: 'Hello', stderr: expect.stringMatching(/ · 1 retry\n$/) };

describe('a request that failed before any text', () => {
  test.each([408, 409, 429, 500, 502, 503, 504, 529])('is retried after status %i', async (status) => {
    const server = await serve([apiError(status, 'api_error', 'Try again', atOnce), reply()]);
    expect(normalized(await run(['hi'], { server }))).toEqual({
      code: 0,
      stdout: 'Hello',
      stderr: expect.stringMatching(/(^|\n)end_turn · 12 in · 5 out · .* · 1 retry\n$/),
    });
    expect(server.requests).toHaveLength(2);
  });

  const failures: [string, Answer][] = [
    ['an error event', { body: sse(errorEvent('overloaded_error', 'Overloaded')) }],
    ['an error event after the start', { body: sse(messageStart(), textStart(), errorEvent('api_error', 'Oops')) }],
    ['an error event in thinking', { body: sse(...openReply({ thinking: 'Hm' }), errorEvent('api_error', 'Oops')) }],
    ['a reset before the headers', { raw: '', end: 'reset' }],
    ['a reset after the headers', { end: 'reset' }],
    ['a reset in thinking', { body: sse(...openReply({ thinking: 'Hm' })), end: 'reset' }],
    ['an empty body', { body: '' }],
    ['a truncation', { body: sse(messageStart(), textStart(), ping) }],
  ];
  test.each(failures)('is retried after %s', async (_, failure) => {
    const server = await serve([failure, reply()]);
    const clock = await openClock();
    const program = start(['hi'], { server, clock });
    await clock.advance(await clock.timer(375, 500));
    expect(await program.done).toMatchObject(helloAfterRetry);
    expect(server.requests).toHaveLength(2);
  });

  test.each([
    ['a stall before the first byte', { end: 'hold' }],
    ['silence before the headers', { beforeHeadersMs: 60_000 }],
  ] as const)('is retried after %s', async (_, silence) => {
    const server = await serve([silence, reply()]);
    const clock = await openClock();
    const program = start(['--stall-timeout', '0.7', '--timeout', '0.7', 'hi'], { server, clock });
    await server.request();
    await clock.advance(await clock.timer(700));
    await clock.advance(await clock.timer(375, 500));
    expect(await program.done).toMatchObject(helloAfterRetry);
    expect(server.requests).toHaveLength(2);
  });

  test('sends the same request again', async () => {
    const server = await serve([overloaded, reply()]);
    await run(['-m', 'haiku', 'hi'], { server });
    expect(server.requests[1]?.json).toEqual(server.requests[0]?.json);
  });

  test('is retried 4 times, then given up', async () => {
    const server = await serve(overloaded);
    const result = await run(['hi'], { server });
    expect(result).toMatchObject({ code: 75, stdout: '' });
    expect(server.requests).toHaveLength(5);
  });

  test('is retried --max-retries times', async () => {
    const server = await serve(overloaded);
    await run(['--max-retries', '2', 'hi'], { server });
    expect(server.requests).toHaveLength(3);
  });

  test('leaves no trace of the first attempt in the result', async () => {
    const first = sse(...openReply({ thinking: 'lost thoughts', id: 'msg_first' }), errorEvent('api_error', 'Oops'));
    const server = await serve([{ body: first }, reply({ text: 'Hello', id: 'msg_second' })]);
    const { stdout } = await run(['--json', 'hi'], { server });
    expect(JSON.parse(stdout)).toMatchObject({
      id: 'msg_second',
      text: 'Hello',
      content: [{ type: 'text', text: 'Hello' }],
    });
  });
});

describe('the wait before a retry', () => {
  test('grows exponentially, with jitter', async () => {
    const server = await serve(apiError(529, 'overloaded_error', 'Overloaded'));
    const clock = await openClock();
    const program = start(['--max-retries', '2', 'hi'], { server, clock });
    await clock.advance(await clock.timer(375, 500));
    await server.request(1);
    await clock.advance(await clock.timer(750, 1000));
    expect((await program.done).code).toBe(75);
    expect(server.requests).toHaveLength(3);
  });

  test('follows retry-after in seconds, to the millisecond', async () => {
    const server = await serve([apiError(429, 'rate_limit_error', 'Slow', { 'retry-after': '1.5' }), reply()]);
    const clock = await openClock();
    const program = start(['hi'], { server, clock });
    await clock.timer(1500);
    await clock.advance(1499);
    expect(server.requests).toHaveLength(1);
    await clock.advance(1);
    expect(await program.done).toMatchObject({ code: 0, stdout: 'Hello' });
  });

  test('follows retry-after as a date', async () => {
    const date = new Date(CLOCK_START + 7000).toUTCString();
    const server = await serve([apiError(503, 'api_error', 'Soon', { 'retry-after': date }), reply()]);
    const clock = await openClock();
    const program = start(['hi'], { server, clock });
    await clock.advance(await clock.timer(7000));
    expect(await program.done).toMatchObject({ code: 0, stdout: 'Hello' });
  });

  test('is skipped when retry-after asks for more than 60 s: the request fails at once and says how long', async () => {
    const server = await serve([apiError(429, 'rate_limit_error', 'Slow', { 'retry-after': '150' }), reply()]);
    const clock = await openClock();
    const result = await run(['hi'], { server, clock });
    expect(result).toMatchObject({ code: 75, stdout: '', stderr: expect.stringMatching(/\b150 s/) });
    expect(server.requests).toHaveLength(1);
  });
});

describe('a request is not retried', () => {
  const failures: [string, Answer, number][] = [
    ['an error event', { body: sse(...openReply({ text: 'Hel' }), errorEvent('overloaded_error', 'Overloaded')) }, 75],
    ['a reset', { body: sse(...openReply({ text: 'Hel' })), end: 'reset' }, 69],
    ['a truncation', { body: sse(...openReply({ text: 'Hel' })) }, 69],
    ['a stall', { body: sse(...openReply({ text: 'Hel' })), end: 'hold' }, 69],
  ];
  test.each(failures)('after text has been shown, whatever fails: %s', async (_, failure, code) => {
    const server = await serve([failure, reply()]);
    expect(await run(['--stall-timeout', '0.4', 'hi'], { server })).toMatchObject({ code, stdout: 'Hel' });
    expect(server.requests).toHaveLength(1);
  });

  test.each([400, 401, 403, 404, 413])('after status %i', async (status) => {
    const server = await serve((request) =>
      request.path.startsWith('/v1/models') ? { status: 404 } : apiError(status, 'x_error', 'No', atOnce),
    );
    await run(['hi'], { server });
    expect(server.requests.filter((request) => request.path === '/v1/messages')).toHaveLength(1);
  });

  const misunderstandings: [string, Answer][] = [
    ['HTML', { headers: { 'content-type': 'text/html' }, body: '<html></html>' }],
    ['JSON', { headers: { 'content-type': 'application/json' }, body: '{}' }],
    ['malformed events', { body: 'event: message_start\ndata: {\n\n' }],
  ];
  test.each(misunderstandings)('after a 200 with %s', async (_, answer) => {
    const server = await serve([answer, reply()]);
    expect(await run(['hi'], { server })).toMatchObject({ code: 1, stdout: '' });
    expect(server.requests).toHaveLength(1);
  });
});
