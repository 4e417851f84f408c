import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { apiError, reply } from '../helpers/answers.ts';
import { run } from '../helpers/program.ts';
import { tempFolder } from '../helpers/sandbox.ts';
import { openScreen } from '../helpers/screen.ts';
import { serve, type Answer } from '../helpers/server.ts';
import { errorEvent, messageStart, openReply, sse, textDelta } from '../helpers/sse.ts';
import { writeSession } from '../helpers/sessions.ts';

/** Where a secret comes from: how the program gets it, and what nobody may see. */
interface Origin {
  readonly name: string;
  readonly secret: string;
  readonly env?: Record<string, string | undefined>;
  readonly mcp?: object;
}

const origins: readonly Origin[] = [
  { name: 'the key', secret: 'planted/key+1', env: { ANTHROPIC_API_KEY: 'planted/key+1' } },
  {
    name: 'the token',
    secret: 'planted"token\\2',
    env: { ANTHROPIC_API_KEY: undefined, ANTHROPIC_AUTH_TOKEN: 'planted"token\\2' },
  },
  {
    name: 'a custom header',
    secret: 'planted header 3',
    env: { ANTHROPIC_CUSTOM_HEADERS: 'X-Team-Key: planted header 3' },
  },
  {
    name: 'a variable in an MCP config',
    secret: 'planted=mcp&4',
    env: { MINE: 'planted=mcp&4' },
    mcp: { args: ['-e', '', '${MINE}'] },
  },
  { name: 'the environment of an MCP server', secret: 'planted{mcp}5', mcp: { env: { THING: 'planted{mcp}5' } } },
  { name: 'the server itself', secret: 'sk-ant-api03-planted_6' },
];

/** The secret in every form in which a server may quote it. One that only the server knows has a shape of its own. */
function forms(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const base64 = Buffer.from(`user:${secret}`).toString('base64');
  const all = [secret, json, JSON.stringify(json).slice(1, -1), encodeURIComponent(secret)];
  return secret.startsWith('sk-ant-') ? all : [...all, base64];
}

/** Where a server quotes it. */
const echoes: Readonly<Record<string, (said: string) => Answer>> = {
  'an error': (said) => apiError(401, 'authentication_error', `bad key ${said}`),
  'an error event': (said) => ({
    body: sse(...openReply({ text: 'Hello' }), textDelta('Hello'), errorEvent('api_error', `upstream said ${said}`)),
  }),
  'the request id': (said) => ({
    ...apiError(400, 'invalid_request_error', 'no'),
    headers: { 'content-type': 'application/json', 'request-id': `req ${said}` },
  }),
  'a header': (said) => ({ ...reply(), headers: { 'x-seen': said } }),
  'a redirect': (said) => ({
    status: 307,
    headers: { location: `http://user:${encodeURIComponent(said)}@127.0.0.1:2/` },
  }),
  'the model': (said) => ({ body: sse(messageStart({ model: `m ${said}` })) }),
};

function expectNone(text: string, secret: string, where: string): void {
  const found = forms(secret).filter((one) => text.includes(one));
  expect(found, `in ${where}:\n${text}`).toEqual([]);
}

/** The bytes of all files below a folder. */
function filesIn(folder: string): string {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'latin1') + readFileSync(path, 'utf8'))
    .join('\n');
}

const config = (mcp: object) =>
  JSON.stringify({ mcpServers: { planted: { command: process.execPath, args: ['-e', ''], ...mcp } } });

/** A folder for everything that the program keeps. */
function keptIn(folder: string): Record<string, string> {
  return { XDG_STATE_HOME: folder, XDG_DATA_HOME: folder, XDG_CACHE_HOME: folder };
}

const flagsOf = ({ mcp }: Origin) => (mcp === undefined ? [] : ['--mcp-config', config(mcp)]);

describe.each(origins)('$name, quoted by a server', (origin) => {
  const { secret, env = {} } = origin;
  const said = forms(secret).join(' and ');

  test.each(Object.keys(echoes))('in %s, is in no output and no file', async (echo) => {
    const server = await serve(echoes[echo]!(said));
    const folder = tempFolder();
    const recording = ['--record', join(folder, 'reply.sse')];
    for (const flags of [
      ['--debug', ...recording],
      ['--json'],
      ['--output-format', 'stream-json'],
      ['--no-stream', '--json'],
    ]) {
      const { stdout, stderr } = await run([...flags, ...flagsOf(origin), '--max-retries', '0', 'hi'], {
        server,
        env: { ...env, ...keptIn(folder) },
      });
      expectNone(stdout, secret, `stdout of ${flags.join(' ')}`);
      expectNone(stderr, secret, `stderr of ${flags.join(' ')}`);
      if (flags.includes('--json')) expect(JSON.parse(stdout)).toHaveProperty('timings');
    }
    expectNone(filesIn(folder), secret, 'the files');
  });

  test('is not on the screen of the REPL, nor in what it saves', async () => {
    const server = await serve(echoes['an error']!(said));
    const folder = tempFolder();
    const file = join(folder, 'saved.html');
    const screen = openScreen([...flagsOf(origin), '--debug'], { server, env: { ...env, ...keptIn(folder) } });
    await screen.waitFor('/help');
    screen.type('hi\r');
    await screen.waitFor('check ANTHROPIC_API_KEY');
    screen.type(`/save ${file}\r`);
    await screen.waitFor(/saved/i);
    screen.type('\u0004');
    await screen.exit;
    expectNone(screen.bytes(), secret, 'the screen');
    expectNone(screen.text().replaceAll('\n', ''), secret, 'the screen');
    expectNone(filesIn(folder), secret, 'the files');
  });

  test.each([
    ['show'],
    ['show', '--json'],
    ['export', '--format', 'md'],
    ['export', '--format', 'html'],
    ['export', '--format', 'json'],
  ])('is not shown from a conversation of an earlier version: sessions %s %s %s', async (...words) => {
    const home = tempFolder();
    writeSession(join(home, 'claude-stream', 'sessions'), {
      turns: [
        {
          prompt: 'hi',
          reply: { status: 'failed', why: `bad key ${said}`, content: [{ type: 'text', text: 'Hel' }], usage: {} },
        },
      ],
    });
    const { stdout, code } = await run(['sessions', ...words.filter(Boolean)], {
      env: { ...env, ...(origin.mcp === undefined ? {} : { ANTHROPIC_API_KEY: secret }), ...keptIn(home) },
    });
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('bad key ***') });
    expectNone(stdout, secret, words.join(' '));
  });
});
