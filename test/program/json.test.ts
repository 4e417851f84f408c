import { describe, expect, test } from 'vitest';
import { apiError, reply } from '../helpers/answers.ts';
import { run, start } from '../helpers/program.ts';
import { serve, type Answer } from '../helpers/server.ts';
import { errorEvent, openReply, sse } from '../helpers/sse.ts';
import { openClock } from '../helpers/clock.ts';

const usage = {
  input_tokens: 12,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
  output_tokens: 5,
};

describe('--output-format json', () => {
  test.each([['--json'], ['--output-format=json']])('%s writes one object at the end', async (flag) => {
    const server = await serve(reply({ thinking: 'Hm', text: 'Hello', id: 'msg_1' }));
    const { stdout, code } = await run([flag, 'hi'], { server });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      id: 'msg_1',
      model: 'claude-opus-5-5',
      text: 'Hello',
      content: [
        { type: 'thinking', thinking: 'Hm' },
        { type: 'text', text: 'Hello' },
      ],
      stop_reason: 'end_turn',
      usage,
      timings: { first_text_ms: expect.any(Number), total_ms: expect.any(Number) },
      request_id: 'req_test',
    });
    expect(JSON.parse(stdout)).not.toHaveProperty('error');
    expect(stdout).toMatch(/\}\n$/);
  });

  test('has the tool calls in its content, and no trace of the SDK', async () => {
    const server = await serve(reply({ text: 'Hello', toolInput: '{"city":"Oslo"}', stopReason: 'tool_use' }));
    const result = await askJson(server.url);
    expect(result.content).toEqual([
      expect.objectContaining({ type: 'text', text: 'Hello' }),
      { type: 'tool_use', id: 'toolu_test', name: 'weather', input: { city: 'Oslo' } },
    ]);
    expect(JSON.stringify(result)).not.toContain('parsed');
  });

  test('tolerates a malformed tool input', async () => {
    const server = await serve(reply({ text: 'Hello', toolInput: '{"city": nope' }));
    const { stdout } = await run(['--json', '--max-retries', '0', 'hi'], { server });
    expect(JSON.parse(stdout)).toMatchObject({ text: 'Hello' });
  });

  test('still prints the summary on stderr, unless quiet', async () => {
    const server = await serve(reply());
    expect((await run(['--json', 'hi'], { server })).stderr).toMatch(/^end_turn · /);
    expect((await run(['--json', '-q', 'hi'], { server })).stderr).toBe('');
  });

  test('keeps control characters as JSON escapes', async () => {
    const server = await serve(reply({ text: '\u001B[31m\u0000\u2028"' }));
    const { stdout } = await run(['--json', 'hi'], { server });
    expect(JSON.parse(stdout)).toMatchObject({ text: '\u001B[31m\u0000\u2028"' });
    expect(stdout).not.toContain('\u001B');
  });

  const cut: [string, Answer, number, object][] = [
    [
      'an error event',
      { body: sse(...openReply({ text: 'Hel' }), errorEvent('overloaded_error', 'Overloaded')) },
      75,
      { type: 'overloaded_error', message: expect.stringMatching(/overloaded/i) },
    ],
    [
      'a truncation',
      { body: sse(...openReply({ text: 'Hel' })) },
      69,
      { type: expect.any(String), message: expect.any(String) },
    ],
    [
      'a reset',
      { body: sse(...openReply({ text: 'Hel' })), end: 'reset' },
      69,
      { type: expect.any(String), message: expect.any(String) },
    ],
  ];
  test.each(cut)('holds the partial text and the error after %s', async (_, answer, code, error) => {
    const server = await serve(answer);
    const result = await run(['--json', 'hi'], { server });
    expect(result.code).toBe(code);
    expect(JSON.parse(result.stdout)).toMatchObject({
      text: 'Hel',
      content: [{ type: 'text', text: 'Hel' }],
      stop_reason: null,
      error,
    });
  });

  test('holds the error when the request was refused', async () => {
    const server = await serve(apiError(400, 'invalid_request_error', 'Nothing of the kind'));
    const result = await run(['--json', 'hi'], { server });
    expect(result.code).toBe(1);
    expect(JSON.parse(result.stdout)).toMatchObject({
      id: null,
      text: '',
      content: [],
      stop_reason: null,
      request_id: 'req_test',
      error: { type: 'invalid_request_error', message: expect.stringContaining('Nothing of the kind') },
    });
    expect(result.stderr).toMatch(/^claude-stream: .*Nothing of the kind \(request req_test\)\n/);
  });

  test('holds the error when there are no credentials', async () => {
    const result = await run(['--json', 'hi'], {
      server: { url: 'https://api.claude-stream.invalid' },
      env: { ANTHROPIC_API_KEY: undefined },
    });
    expect(result.code).toBe(77);
    expect(JSON.parse(result.stdout)).toMatchObject({ text: '', error: { message: expect.any(String) } });
  });

  test('holds the error when no prompt given', async () => {
    const result = await run(['--json']);
    expect(result.code).toBe(2);
    expect(JSON.parse(result.stdout)).toMatchObject({ error: { message: 'no prompt given' } });
  });

  test.skipIf(process.platform === 'win32')('holds the partial text when it is interrupted', async () => {
    const server = await serve({ body: sse(...openReply({ text: 'Hel' })), end: 'hold' });
    const clock = await openClock();
    const program = start(['--output-format', 'json', 'hi'], { server, clock });
    // The journal's timer: by then the text has arrived.
    await clock.timer(150);
    program.kill('SIGINT');
    const { stdout, code } = await program.done;
    expect(code).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ text: 'Hel', stop_reason: null, error: { type: 'interrupted' } });
  });

  test('is flushed whole to a slow pipe', async () => {
    const text = 'x'.repeat(3_000_000);
    const program = start(['--json', 'hi'], { server: await serve(reply({ text })), readStdout: false });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const chunks: Buffer[] = [];
    for await (const chunk of program.stdout) chunks.push(chunk as Buffer);
    expect(JSON.parse(Buffer.concat(chunks).toString()).text).toBe(text);
    expect((await program.done).code).toBe(0);
  });
});

async function askJson(url: string) {
  const { stdout } = await run(['--json', 'hi'], { server: { url } });
  return JSON.parse(stdout);
}
