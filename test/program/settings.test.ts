import { describe, expect, test } from 'vitest';
import { reply } from '../helpers/answers.ts';
import { normalized, run, type RunOptions } from '../helpers/program.ts';
import { noServer, tempFolder, writeIn } from '../helpers/sandbox.ts';
import { serve } from '../helpers/server.ts';

describe('settings', () => {
  test('default to a stream of up to 16000 tokens from the default model', async () => {
    expect(await sent()).toEqual({
      model: 'claude-opus-5-5',
      max_tokens: 16_000,
      messages: [{ role: 'user', content: 'hi' }],
      stream: true,
    });
  });

  test('come from flags, then CLAUDE_STREAM_*, then the config file', async () => {
    const config = { model: 'from-config', maxTokens: 1, effort: 'low' };
    const env = { CLAUDE_STREAM_MODEL: 'from-env', CLAUDE_STREAM_MAX_TOKENS: '2' };
    expect(await sent(['-m', 'from-flag'], { env, config })).toMatchObject({
      model: 'from-flag',
      max_tokens: 2,
      output_config: { effort: 'low' },
    });
  });

  test.each([
    ['opus', 'claude-opus-5-5'],
    ['sonnet', 'claude-sonnet-5-5'],
    ['haiku', 'claude-haiku-5-5'],
    ['fable', 'claude-fable-5-2'],
    ['some-future-model', 'some-future-model'],
  ])('--model %s asks for %s', async (name, model) => {
    expect(await sent(['--model', name])).toMatchObject({ model });
  });

  test('--system is the system prompt', async () => {
    expect(await sent(['--system', 'Be brief.'])).toMatchObject({ system: 'Be brief.' });
  });

  test('--system @FILE reads it from a file', async () => {
    const path = writeIn(tempFolder(), 'system.md', 'Be brief.\nBe kind.\n');
    expect((await sent(['-s', `@${path}`])).system.trimEnd()).toBe('Be brief.\nBe kind.');
  });

  test('--system @FILE with a missing file ends with exit code 2', async () => {
    expect(await run(['-s', '@no-such.md', 'hi'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^claude-stream: .*no-such\.md/),
    });
  });

  test('--max-tokens and --effort are sent', async () => {
    expect(await sent(['--max-tokens', '99', '--effort', 'high'])).toMatchObject({
      max_tokens: 99,
      output_config: { effort: 'high' },
    });
  });

  test('--base-url overrides CLAUDE_STREAM_BASE_URL, then ANTHROPIC_BASE_URL, then the config file', async () => {
    const server = await serve(reply());
    const ways: [string[], RunOptions][] = [
      [['--base-url', server.url], { env: { CLAUDE_STREAM_BASE_URL: noServer } }],
      [[], { env: { CLAUDE_STREAM_BASE_URL: server.url, ANTHROPIC_BASE_URL: noServer } }],
      [[], { env: { ANTHROPIC_BASE_URL: server.url }, config: { baseUrl: noServer } }],
      [[], { env: { ANTHROPIC_BASE_URL: undefined }, config: { baseUrl: server.url } }],
      [['--base-url', `${server.url}/v1/`], {}],
    ];
    for (const [args, options] of ways) {
      expect(await run(['--max-retries', '0', ...args, 'hi'], options)).toMatchObject({ code: 0, stdout: 'Hello' });
    }
    expect(server.requests.map((request) => request.path)).toEqual(ways.map(() => '/v1/messages'));
  });

  test('the SDK reads its own variables', async () => {
    const env = {
      ANTHROPIC_API_KEY: undefined,
      ANTHROPIC_AUTH_TOKEN: 'a-token',
      ANTHROPIC_CUSTOM_HEADERS: 'X-Team: blue',
    };
    const server = await serve(reply());
    await run(['hi'], { server, env });
    expect(server.requests[0]?.headers).toMatchObject({ authorization: 'Bearer a-token', 'x-team': 'blue' });
  });

  test('a profile of `ant auth login` is enough to log in', async () => {
    const server = await serve(reply());
    const env = { ANTHROPIC_API_KEY: undefined, ANTHROPIC_CONFIG_DIR: profile(0o600) };
    expect(await run(['hi'], { server, env })).toMatchObject({ code: 0, stdout: 'Hello' });
    expect(server.requests[0]?.headers.authorization).toBe('Bearer from-profile');
  });

  test.skipIf(process.platform === 'win32')('a profile that others can read is reported and not used', async () => {
    const env = { ANTHROPIC_API_KEY: undefined, ANTHROPIC_CONFIG_DIR: profile(0o644) };
    const result = await run(['hi'], { server: await serve(reply()), env });
    expect(result).toMatchObject({
      code: 77,
      stdout: '',
      stderr: expect.stringMatching(/^claude-stream: .*chmod 600/),
    });
    expect(result.stderr).not.toContain('cannot read the stream');
  });
});

describe('the config file', () => {
  test.each([
    ['an unknown key', { modle: 'haiku' }, /config\.json: unknown key "modle"\n {2}did you mean "model"\?\n$/],
    ['a number where text belongs', { model: 7 }, /config\.json: "model" must be a model id, not 7\n$/],
    [
      'text where a number belongs',
      { maxTokens: '7' },
      /config\.json: "maxTokens" must be a positive whole number, not "7"\n$/,
    ],
    ['a value out of range', { maxTokens: -1 }, /config\.json: "maxTokens" must be a positive whole number, not -1\n$/],
    ['an unknown choice', { effort: 'huge' }, /config\.json: "effort" must be low, .*, not "huge"\n$/],
    ['a list', [], /config\.json: the config must be a JSON object\n$/],
    ['invalid JSON', '{ "model": }', /config\.json.*JSON/],
    [
      'a secret in invalid JSON',
      '{ "mcpConfig": { "KEY": ghp_1 } }',
      /config\.json: invalid JSON: Unexpected token 'g'\n$/,
    ],
    ['a secret', { apiKey: 'sk-1' }, /config\.json: unknown key "apiKey"\n/],
  ])('with %s ends with exit code 2, naming file and key', async (_, config, message) => {
    const server = await serve(reply());
    const result = await run(['hi'], { server, config });
    expect(result).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(message) });
    expect(result.stderr).toMatch(/^claude-stream: /);
    expect(server.requests).toEqual([]);
  });

  test('may contain no settings', async () => {
    expect(await sent([], { config: {} })).toMatchObject({ model: 'claude-opus-5-5' });
  });
});

describe('wrong usage ends with exit code 2 and sends nothing', () => {
  test.each([
    ['an unknown flag', ['--modle', 'x'], /--modle/],
    ['--temperature, which the API has removed', ['--temperature', '1'], /--temperature/],
    ['a secret as a flag', ['--api-key', 'sk-1'], /--api-key/],
    ['an invalid number', ['--max-tokens', 'many'], /--max-tokens must be a positive whole number, not "many"/],
    ['an unknown choice', ['--effort', 'hihg'], /--effort must be .*\n {2}did you mean high\?/],
    ['an invalid base URL', ['--base-url', 'localhost:80'], /--base-url must be an http or https URL/],
    [
      'a base URL with a query',
      ['--base-url', 'http://gw.test/x?key=1'],
      /--base-url must be .* without query or frag/,
    ],
    ['a base URL with a fragment', ['--base-url', 'http://gw.test/#x'], /--base-url must be .* without query or frag/],
    ['a negative number of retries', ['--max-retries=-1'], /--max-retries must be a whole number/],
    ['a model without a name', ['-m', ''], /--model must be a model id/],
  ])('%s', async (_, args, message) => {
    const server = await serve(reply());
    const result = await run([...args, 'hi'], { server });
    expect(result).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(message) });
    expect(result.stderr).toMatch(/^claude-stream: /);
    expect(server.requests).toEqual([]);
  });

  test('a flag without its value', async () => {
    expect(await run(['hi', '--model'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^claude-stream: .*--model/),
    });
  });

  test('a variable with an invalid value, which is named', async () => {
    expect(normalized(await run(['hi'], { env: { CLAUDE_STREAM_MAX_TOKENS: 'many' } }))).toEqual({
      code: 2,
      stdout: '',
      stderr: 'claude-stream: CLAUDE_STREAM_MAX_TOKENS must be a positive whole number, not "many"\n',
    });
  });
});

describe('--debug', () => {
  test("logs the SDK's activity on stderr, with the key masked", async () => {
    const { stdout, stderr } = await run(['--debug', 'hi'], { server: await serve(reply()) });
    expect(stdout).toBe('Hello');
    expect(stderr).toMatch(/v1\/messages/);
    expect(stderr).not.toContain('sk-test-key');
  });

  test('masks the token as well', async () => {
    const env = { ANTHROPIC_API_KEY: undefined, ANTHROPIC_AUTH_TOKEN: 'a-secret-token' };
    const { stderr } = await run(['--debug', 'hi'], { server: await serve(reply()), env });
    expect(stderr).not.toContain('a-secret-token');
  });
});

describe('a deprecated model', () => {
  test('is used without noise on stdout', async () => {
    const result = await run(['-m', 'claude-sonnet-4-5', 'hi'], { server: await serve(reply()) });
    expect(result).toMatchObject({ code: 0, stdout: 'Hello' });
  });
});

/** The files that `ant auth login` leaves behind. */
function profile(mode: number): string {
  const folder = tempFolder();
  const credentials = { type: 'oauth_token', access_token: 'from-profile', expires_at: 4_000_000_000 };
  writeIn(folder, 'configs/default.json', JSON.stringify({ authentication: { type: 'user_oauth' } }));
  writeIn(folder, 'credentials/default.json', JSON.stringify(credentials), mode);
  return folder;
}

async function sent(args: readonly string[] = [], options: RunOptions = {}): Promise<any> {
  const server = await serve(reply());
  const result = await run([...args, 'hi'], { ...options, server });
  expect(result).toMatchObject({ code: 0, stdout: 'Hello' });
  return server.requests[0]?.json;
}
