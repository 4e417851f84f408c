import { describe, expect, test } from 'vitest';
import { apiError, json } from '../helpers/answers.ts';
import { normalized, run } from '../helpers/program.ts';
import { serve, type Answer, type RecordedRequest } from '../helpers/server.ts';

const opus = model('claude-opus-5-5', 'Claude Opus 5.5', 1_000_000, 128_000);
const haiku = model('claude-haiku-5-5', 'Claude Haiku 5.5', 200_000, 64_000);

describe('claude-stream models', () => {
  test('lists id, name, context window and output limit of the models that the server offers', async () => {
    const server = await serve(page([opus, haiku]));
    const { code, stdout, stderr } = normalized(await run(['models'], { server }));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const rows = stdout.trimEnd().split('\n');
    expect(rows.find((row) => row.startsWith('claude-opus-5-5'))).toMatch(/Claude Opus 5\.5 +1,000,000 +128,000$/);
    expect(rows.find((row) => row.startsWith('claude-haiku-5-5'))).toMatch(/Claude Haiku 5\.5 +200,000 +64,000$/);
    expect(server.requests[0]).toMatchObject({ method: 'GET', path: expect.stringMatching(/^\/v1\/models/) });
  });

  test('prints them as JSON with --json', async () => {
    const { code, stdout } = await run(['models', '--json'], { server: await serve(page([opus, haiku])) });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([{ id: 'claude-opus-5-5' }, { id: 'claude-haiku-5-5' }]);
  });

  test('reads all pages', async () => {
    const server = await serve(({ path }: RecordedRequest) =>
      path.includes('after_id=claude-opus-5-5') ? page([haiku]) : page([opus], true),
    );
    const { stdout } = await run(['models', '--json'], { server });
    expect(JSON.parse(stdout).map(({ id }: { id: string }) => id)).toEqual(['claude-opus-5-5', 'claude-haiku-5-5']);
  });

  test('leaves out limits that the server does not send', async () => {
    const bare = { type: 'model', id: 'local-model', display_name: 'Local', created_at: '2026-01-01T00:00:00Z' };
    const { code, stdout } = await run(['models'], { server: await serve(page([bare])) });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^local-model +Local/m);
    expect(stdout).not.toMatch(/undefined|NaN|null/);
  });

  test('sanitizes names that could control the terminal', async () => {
    const evil = model('evil\u001B[2J', 'Evil\u001B]0;x\u0007', 1, 1);
    const { stdout } = await run(['models'], { server: await serve(page([evil])) });
    expect(stdout).not.toContain('\u001B');
  });

  test('reports failures in the same words as a prompt', async () => {
    const server = await serve(apiError(401, 'authentication_error', 'invalid bearer token'));
    expect(normalized(await run(['models'], { server }))).toMatchObject({
      code: 77,
      stdout: '',
      stderr: expect.stringMatching(/^claude-stream: .*invalid bearer token.* \(request req_test\)\n/),
    });
  });

  test('needs credentials', async () => {
    const result = await run(['models'], {
      server: { url: 'https://api.claude-stream.invalid' },
      env: { ANTHROPIC_API_KEY: undefined },
    });
    expect(result).toMatchObject({ code: 77, stdout: '', stderr: expect.stringContaining('ANTHROPIC_API_KEY') });
  });

  test('retries', async () => {
    const server = await serve([apiError(529, 'overloaded_error', 'Overloaded', { 'retry-after': '0' }), page([opus])]);
    expect(await run(['models'], { server })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('claude-opus-5-5'),
    });
  });

  test('fails when the server offers no list', async () => {
    const server = await serve({ headers: { 'content-type': 'text/html' }, body: '<html></html>' });
    const result = await run(['models'], { server });
    expect(result).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/^claude-stream: .+\n/) });
    expect(result.stderr).not.toContain('unexpected error');
  });

  test('reports an unreachable server', async () => {
    expect(await run(['models', '--max-retries', '0'])).toMatchObject({ code: 69, stdout: '' });
  });
});

function model(id: string, name: string, context: number, output: number) {
  return {
    type: 'model',
    id,
    display_name: name,
    created_at: '2026-09-01T00:00:00Z',
    max_input_tokens: context,
    max_tokens: output,
  };
}

function page(data: { id: string }[], more = false): Answer {
  return json(200, { data, has_more: more, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null });
}
