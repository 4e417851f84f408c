import { describe, expect, test } from 'vitest';
import { apiError, reply } from '../helpers/answers.ts';
import { gate } from '../helpers/gate.ts';
import { run, start, type RunOptions } from '../helpers/program.ts';
import { serve } from '../helpers/server.ts';
import { closeReply, openReply, ping, replyEvents, sse } from '../helpers/sse.ts';
import { jsonLines } from '../helpers/json-lines.ts';

describe('--output-format stream-json', () => {
  test('writes every event unchanged, one per line, and then the result', async () => {
    const events = replyEvents({ thinking: 'Hm', deltas: ['Hel', 'lo'], toolInput: '{"city":"Oslo"}' });
    const { lines, code } = await ask({ server: await serve({ body: sse(...events) }) });
    expect(code).toBe(0);
    expect(lines.slice(0, -1)).toEqual(events);
    expect(lines.at(-1)).toMatchObject({
      type: 'result',
      id: 'msg_test',
      model: 'claude-opus-5-5',
      text: 'Hello',
      content: [{ type: 'thinking' }, { type: 'text', text: 'Hello' }, { type: 'tool_use', input: { city: 'Oslo' } }],
      stop_reason: 'end_turn',
      usage: { input_tokens: 12, output_tokens: 5 },
      timings: { first_text_ms: expect.any(Number), total_ms: expect.any(Number) },
      request_id: 'req_test',
    });
  });

  test('passes on unknown events and fields', async () => {
    const [start, ...rest] = openReply({ text: 'Hello' });
    const odd = { type: 'weather_report', sky: 'blue', deep: { a: [1, null] } };
    const events = [{ ...start!, extra: true }, odd, ...rest, ...closeReply({ text: 'Hello' })];
    const { lines } = await ask({ server: await serve({ body: sse(...events) }) });
    expect(lines.slice(0, -1)).toEqual(events);
  });

  test('passes on pings', async () => {
    const [start, ...rest] = openReply({ text: 'Hello' });
    const events = [start!, ping, ...rest, ...closeReply({ text: 'Hello' })];
    const { lines } = await ask({ server: await serve({ body: sse(...events) }) });
    expect(lines.slice(0, -1)).toEqual(events);
  });

  test('keeps each event on one line, whatever its content', async () => {
    const text = 'a\nb\r\nc\u2028d\u0000';
    const { lines } = await ask({ server: await serve(reply({ text })) });
    expect(lines.at(-1)).toMatchObject({ text });
  });

  test('writes each line the moment its event arrives', async () => {
    const rest = gate();
    const server = await serve({
      body: (async function* () {
        yield sse(...openReply({ text: 'Hello' }));
        await rest.passed;
        yield sse(...closeReply({ text: 'Hello' }));
      })(),
    });
    const program = start(['--output-format', 'stream-json', 'hi'], { server });
    expect(await program.stdoutUntil('"Hello"}}\n')).not.toContain('message_stop');
    rest.open();
    expect((await program.done).code).toBe(0);
  });

  test('ends with a result that contains the error after a lost connection', async () => {
    const events = openReply({ text: 'Hel' });
    const { lines, code } = await ask({ server: await serve({ body: sse(...events) }) });
    expect(code).toBe(69);
    expect(lines.slice(0, -1)).toEqual(events);
    expect(lines.at(-1)).toMatchObject({ type: 'result', text: 'Hel', error: { message: expect.any(String) } });
  });

  test('is only the result when the request was rejected', async () => {
    const { lines, code } = await ask({ server: await serve(apiError(400, 'invalid_request_error', 'No')) });
    expect(code).toBe(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ type: 'result', text: '', error: { type: 'invalid_request_error' } });
  });

  test.skipIf(process.platform === 'win32')('ends with a result when it is interrupted', async () => {
    const server = await serve({ body: sse(...openReply({ text: 'Hel' })), end: 'hold' });
    const program = start(['--output-format', 'stream-json', 'hi'], { server });
    await program.stdoutUntil('Hel');
    program.kill('SIGTERM');
    const { stdout, code } = await program.done;
    expect(code).toBe(143);
    expect(jsonLines(stdout).at(-1)).toMatchObject({ type: 'result', text: 'Hel', error: { type: 'interrupted' } });
  });
});

async function ask(options: RunOptions) {
  const { stdout, code } = await run(['--output-format', 'stream-json', 'hi'], options);
  expect(stdout).toMatch(/\n$/);
  return { lines: jsonLines(stdout), code };
}
