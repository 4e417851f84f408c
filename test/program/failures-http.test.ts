import { describe, expect, test } from 'vitest';
import { apiError, json, reply } from '../helpers/answers.ts';
import { problemText } from '../helpers/problem-text.ts';
import { normalized, run } from '../helpers/program.ts';
import { serve, type Answer } from '../helpers/server.ts';
import { sse } from '../helpers/sse.ts';

describe('a request that the API rejects', () => {
  test('with 401 reports bad credentials', async () => {
    expect(await ask(apiError(401, 'authentication_error', 'invalid bearer token'))).toEqual({
      code: 77,
      stdout: '',
      stderr: problemText(
        'authentication failed: invalid bearer token (request req_test)',
        'check ANTHROPIC_API_KEY, or log in with `ant auth login`',
      ),
    });
  });

  test('with 403 reports missing permission', async () => {
    expect(await ask(apiError(403, 'permission_error', 'Your key may not use this resource.'))).toEqual({
      code: 77,
      stdout: '',
      stderr: problemText(
        'permission denied: Your key may not use this resource. (request req_test)',
        'check which key is set and what its workspace can access',
      ),
    });
  });

  test('with 404 reports an unknown model and suggests similar names', async () => {
    const answer = apiError(404, 'not_found_error', 'model: claude-opus-5.5');
    expect(await ask(answer, ['-m', 'claude-opus-5.5'])).toEqual({
      code: 1,
      stdout: '',
      stderr: problemText(
        'unknown model claude-opus-5.5: model: claude-opus-5.5 (request req_test)',
        'did you mean claude-opus-5-5 or claude-opus-5 or claude-opus-4-5? ' +
          '`claude-stream models` lists the available models',
      ),
    });
  });

  test('with 404 for a model that is known here does not suggest the same model', async () => {
    const answer = apiError(404, 'not_found_error', 'model: claude-opus-5-5');
    const { stderr } = await ask(answer, ['-m', 'claude-opus-5-5']);
    expect(stderr).toContain('unknown model claude-opus-5-5');
    expect(/did you mean [^?]*/.exec(stderr)?.[0] ?? '').not.toMatch(/claude-opus-5-5\b/);
  });

  test('with 404 suggests no model when none is similar', async () => {
    expect(await ask(apiError(404, 'not_found_error', 'model: gpt'), ['-m', 'gpt'])).toEqual({
      code: 1,
      stdout: '',
      stderr: problemText(
        'unknown model gpt: model: gpt (request req_test)',
        '`claude-stream models` lists the available models',
      ),
    });
  });

  test('with 404 and a page that is not from the API points at the base URL', async () => {
    const page = { status: 404, headers: { 'content-type': 'text/html' }, body: '<h1>Not Found</h1>' };
    expect(await ask(page)).toEqual({
      code: 1,
      stdout: '',
      stderr: problemText(
        'no such endpoint at http://127.0.0.1:N (HTTP 404) (request req_test)',
        'check --base-url and ANTHROPIC_BASE_URL',
      ),
    });
  });

  test('with 400 passes on the explanation of the API', async () => {
    const message = "This model does not support effort level 'xhigh'. Supported levels: high, low, max, medium.";
    expect(await ask(apiError(400, 'invalid_request_error', message), ['--effort', 'xhigh'])).toEqual({
      code: 1,
      stdout: '',
      stderr: problemText(`the API rejected the request: ${message} (request req_test)`),
    });
  });

  test('with 402 reports that there is no credit left', async () => {
    expect(await ask(apiError(402, 'billing_error', 'Your credit balance is too low'))).toEqual({
      code: 1,
      stdout: '',
      stderr: problemText(
        'the API rejected the request with HTTP 402: Your credit balance is too low (request req_test)',
      ),
    });
  });

  test('with 413 reports that the prompt is too large', async () => {
    expect(await ask(apiError(413, 'request_too_large', 'Request exceeds the maximum size'))).toEqual({
      code: 1,
      stdout: '',
      stderr: problemText(
        'the request is too large: Request exceeds the maximum size (request req_test)',
        'the API accepts at most 32 MB; send less',
      ),
    });
  });

  test('with 429 and no retry-after says to try again later', async () => {
    expect(await ask(apiError(429, 'rate_limit_error', 'Number of requests has exceeded your rate limit'))).toEqual({
      code: 75,
      stdout: '',
      stderr: problemText(
        'rate limited: Number of requests has exceeded your rate limit (request req_test)',
        'try again in a minute',
      ),
    });
  });

  test('with 429 and retry-after says how long to wait', async () => {
    const server = await serve(apiError(429, 'rate_limit_error', 'Slow down', { 'retry-after': '30' }));
    const { code, stdout, stderr } = await run(['--max-retries', '0', 'hi'], { server });
    expect({ code, stdout, stderr }).toEqual({
      code: 75,
      stdout: '',
      stderr: problemText('rate limited: Slow down (request req_test)', 'the server says to try again in 30 s'),
    });
  });

  test('with 500 reports that the API failed', async () => {
    expect(await ask(apiError(500, 'api_error', 'Internal server error'))).toEqual({
      code: 1,
      stdout: '',
      stderr: problemText(
        'the API returned HTTP 500: Internal server error (request req_test)',
        'try again in a minute',
      ),
    });
  });

  test('with 502 and an HTML page does not show the page', async () => {
    const page = '<html><body><h1>Bad Gateway</h1></body></html>';
    expect(await ask({ status: 502, headers: { 'content-type': 'text/html' }, body: page })).toEqual({
      code: 1,
      stdout: '',
      stderr: problemText('the API returned HTTP 502 (request req_test)', 'try again in a minute'),
    });
  });

  test('with 529 reports that the API is overloaded', async () => {
    expect(await ask(apiError(529, 'overloaded_error', 'Overloaded'))).toEqual({
      code: 75,
      stdout: '',
      stderr: problemText('the API is overloaded: Overloaded (request req_test)', 'try again in a minute'),
    });
  });

  test('cannot control the terminal through escape sequences in its message', async () => {
    const message = 'bad \u001B[2J\u001B]0;x\u0007 thing\r\nsecond';
    const { stderr } = await ask(apiError(400, 'invalid_request_error', message));
    expect(stderr).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/);
    expect(stderr).toMatch(/^claude-stream: .*bad .*thing.*second \(request req_test\)\n$/);
  });

  test('is reported by its status when the body is empty', async () => {
    expect(await ask({ status: 418, headers: { 'content-type': 'application/json' } })).toEqual({
      code: 1,
      stdout: '',
      stderr: problemText('the API rejected the request with HTTP 418 (request req_test)'),
    });
  });

  test('is not redirected, but says where the redirect leads', async () => {
    expect(await ask({ status: 307, headers: { location: 'https://elsewhere.test/v1' } })).toEqual({
      code: 1,
      stdout: '',
      stderr: problemText(
        'the server redirected to https://elsewhere.test/v1 (request req_test)',
        'if you trust it, pass it as --base-url',
      ),
    });
  });

  test('does not show the JSON of an unknown error format', async () => {
    expect(await ask(json(400, { detail: 'nope' }))).toEqual({
      code: 1,
      stdout: '',
      stderr: problemText('the API rejected the request (HTTP 400) (request req_test)'),
    });
  });
});

describe('without credentials', () => {
  const said = problemText(
    'no credentials found',
    'set ANTHROPIC_API_KEY, or log in with `ant auth login`; `claude-stream --demo` needs neither',
  );

  test.each([
    ['no key', undefined],
    ['an empty key', ''],
  ])('(%s) a prompt to a public server says where to get them', async (_, key) => {
    const server = { url: 'https://api.claude-stream.invalid' };
    const result = normalized(await run(['hi'], { server, env: { ANTHROPIC_API_KEY: key } }));
    expect(result).toEqual({ code: 77, stdout: '', stderr: said });
  });

  test.each([[['hi']], [['models']], [['--count', 'hi']]])(
    'a server on this machine is asked all the same, and is sent no invented key (%j)',
    async (args) => {
      const server = await serve(({ method, path }) => {
        if (path.endsWith('count_tokens')) return json(200, { input_tokens: 3 });
        return method === 'GET' ? json(200, { data: [{ id: 'local' }], has_more: false }) : reply();
      });
      expect(await run(args, { server, env: { ANTHROPIC_API_KEY: undefined } })).toMatchObject({ code: 0 });
      const [{ headers } = { headers: {} }] = server.requests;
      expect(headers).not.toHaveProperty('authorization');
      expect(headers).not.toHaveProperty('x-api-key');
    },
  );

  test('a server on this machine gets the headers that the user set', async () => {
    const server = await serve(reply());
    const env = { ANTHROPIC_API_KEY: undefined, ANTHROPIC_CUSTOM_HEADERS: 'Authorization: Basic abc' };
    await run(['hi'], { server, env });
    expect(server.requests[0]!.headers.authorization).toBe('Basic abc');
  });
});

describe('a spend limit', () => {
  const limit = (status: number, type: string, code: string) =>
    json(status, {
      type: 'error',
      error: { type, message: 'The monthly limit of $50 is used up.', details: { error_code: code } },
      request_id: 'req_test',
    });
  const said = problemText(
    'spend limit reached: The monthly limit of $50 is used up. (request req_test)',
    'an administrator can raise it in the Claude Console',
  );

  test.each<[number, string, string]>([
    [429, 'rate_limit_error', 'contract_spend_limit_reached'],
    [429, 'rate_limit_error', 'enforced_spend_limit_reached'],
    [402, 'billing_error', 'linked_organization_spend_limit_reached'],
  ])('(%i, %s, %s) is reported as one, and is not retried', async (status, type, code) => {
    const server = await serve(limit(status, type, code));
    expect(normalized(await run(['hi'], { server }))).toEqual({ code: 1, stdout: '', stderr: said });
    expect(server.requests).toHaveLength(1);
  });

  test.each([[['models']], [['--count', 'hi']]])('is not retried by %j either', async (args) => {
    const server = await serve(limit(429, 'rate_limit_error', 'contract_spend_limit_reached'));
    expect(normalized(await run(args, { server }))).toEqual({ code: 1, stdout: '', stderr: said });
    expect(server.requests).toHaveLength(1);
  });

  test('in an error event is not retried either', async () => {
    const details = { error_code: 'contract_spend_limit_reached' };
    const error = { type: 'rate_limit_error', message: 'The monthly limit of $50 is used up.', details };
    const server = await serve({ body: sse({ type: 'error', error }) });
    expect(normalized(await run(['hi'], { server }))).toEqual({ code: 1, stdout: '', stderr: said });
    expect(server.requests).toHaveLength(1);
  });
});

async function ask(answer: Answer, args: readonly string[] = []) {
  const server = await serve(answer);
  return normalized(await run(['--max-retries', '0', ...args, 'hi'], { server }));
}
