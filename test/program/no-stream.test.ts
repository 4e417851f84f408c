import { describe, expect, test } from 'vitest';
import { apiError, jsonReply } from '../helpers/answers.ts';
import { normalized, run, start } from '../helpers/program.ts';
import { serve, type Answer, type Answers } from '../helpers/server.ts';

describe('--no-stream', () => {
  test('makes one plain request and prints the same text', async () => {
    const { result, requests } = await ask(jsonReply({ text: 'Hello' }));
    expect(result).toEqual({
      code: 0,
      stdout: 'Hello',
      stderr: expect.stringMatching(/^end_turn · 12 in · 5 out · .*s\n$/),
    });
    expect(requests).toHaveLength(1);
    expect(requests[0]?.json.stream ?? false).toBe(false);
  });

  test('allows as many tokens as streaming does', async () => {
    const { result, requests } = await ask(jsonReply({ text: 'Hello' }), ['--max-tokens', '64000']);
    expect(result).toMatchObject({ code: 0, stdout: 'Hello' });
    expect(requests[0]?.json.max_tokens).toBe(64_000);
  });

  test('works with --json', async () => {
    const { result } = await ask(jsonReply({ text: 'Hello', id: 'msg_plain' }), ['--json']);
    expect(JSON.parse(result.stdout)).toMatchObject({
      id: 'msg_plain',
      text: 'Hello',
      content: [{ type: 'text', text: 'Hello' }],
      stop_reason: 'end_turn',
      request_id: 'req_test',
    });
  });

  test('works with stream-json: the result is the last line', async () => {
    const { result } = await ask(jsonReply({ text: 'Hello' }), ['--output-format', 'stream-json']);
    const last = result.stdout.trimEnd().split('\n').at(-1) ?? '';
    expect(JSON.parse(last)).toMatchObject({ type: 'result', text: 'Hello' });
  });

  test('explains stop reasons, and counts them with --strict', async () => {
    const { result } = await ask(jsonReply({ text: 'Hel', stopReason: 'max_tokens' }), ['--strict']);
    expect(result).toMatchObject({
      code: 10,
      stdout: 'Hel',
      stderr: expect.stringMatching(/^max_tokens: .*--max-tokens/),
    });
  });

  test('retries', async () => {
    const overloaded = apiError(529, 'overloaded_error', 'Overloaded', { 'retry-after': '0' });
    const { result, requests } = await ask([overloaded, jsonReply({ text: 'Hello' })]);
    expect(result).toMatchObject({ code: 0, stdout: 'Hello', stderr: expect.stringMatching(/ · 1 retry\n$/) });
    expect(requests).toHaveLength(2);
  });

  test('reports failures in the same words', async () => {
    const { result } = await ask(apiError(400, 'invalid_request_error', 'No'));
    expect(result).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^claude-stream: the API rejected the request: No \(request req_test\)\n/),
    });
  });

  test('fails when the server sends something else', async () => {
    const html = { headers: { 'content-type': 'text/html' }, body: '<html></html>' };
    const { result } = await ask(html);
    expect(result).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/^claude-stream: .+\n/) });
  });

  test('is not suggested when it is already on', async () => {
    const { result } = await ask({ headers: { 'content-type': 'application/json' }, body: '{}' });
    expect(result.stderr).not.toContain('--no-stream');
  });

  test('fails when the body is cut off', async () => {
    const cut: Answer = { ...jsonReply({ text: 'Hello' }), body: '{"id":"msg_test","type":"mess', end: 'reset' };
    const { result } = await ask(cut, ['--max-retries', '0']);
    expect(result).toMatchObject({ code: 69, stdout: '' });
  });

  test('gives up on a silent connection after --timeout', async () => {
    const { result } = await ask({ beforeHeadersMs: 60_000 }, ['--timeout', '0.4', '--max-retries', '0']);
    expect(result).toMatchObject({ code: 69, stdout: '', stderr: expect.stringMatching(/--timeout/) });
  });

  test.skipIf(process.platform === 'win32')('can be interrupted', async () => {
    const server = await serve({ beforeHeadersMs: 60_000 });
    const program = start(['--no-stream', 'hi'], { server });
    await server.request();
    program.kill('SIGINT');
    expect(await program.done).toMatchObject({ code: 130, stdout: '' });
  });
});

async function ask(answers: Answers, args: readonly string[] = []) {
  const server = await serve(answers);
  const result = normalized(await run(['--no-stream', ...args, 'hi'], { server }));
  return { result, requests: server.requests };
}
