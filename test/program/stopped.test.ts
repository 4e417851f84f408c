import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { gate, type Gate } from '../helpers/gate.ts';
import { start } from '../helpers/program.ts';
import { closeReply, openReply, replyBody, sse } from '../helpers/sse.ts';

/** Longer than the limit, by more than a timer is ever late. */
const [LIMIT_S, STOPPED_MS] = ['1.2', 2000];

/** What a server does before and after the program was stopped. */
interface Case {
  readonly args: (url: string) => readonly string[];
  /** Sent at once; without it the program is stopped while it waits for the headers. */
  readonly first?: string;
  readonly rest: (request: string) => string;
}

const hello = { text: 'Hello' };
const CASES: Readonly<Record<string, Case>> = {
  'in the middle of a reply, with --stall-timeout': {
    args: () => ['--stall-timeout', LIMIT_S, 'hi'],
    first: sse(...openReply(hello)),
    rest: () => sse(...closeReply(hello)),
  },
  'before the headers, with --timeout': {
    args: () => ['--timeout', LIMIT_S, 'hi'],
    rest: () => replyBody(hello),
  },
  'before a file has come, with --timeout': {
    args: (url) => ['--timeout', LIMIT_S, '-f', `${url}/file`, 'hi'],
    rest: (request) => (request === '' ? 'the file' : replyBody(hello)),
  },
  'before an MCP server has started, with --mcp-timeout': {
    args: (url) => [
      ...['--mcp-timeout', LIMIT_S, 'hi'],
      ...['--mcp-config', JSON.stringify({ mcpServers: { net: { type: 'http', url: `${url}/mcp` } } })],
    ],
    rest: (request) => mcpAnswer(request) ?? replyBody(hello),
  },
};

function mcpAnswer(request: string): string | undefined {
  const { id, method, params } = JSON.parse(request) as { id: number; method?: string; params?: any };
  const results: Record<string, unknown> = {
    initialize: {
      protocolVersion: params?.protocolVersion,
      capabilities: { tools: {} },
      serverInfo: { name: 'n', version: '1' },
    },
    'tools/list': { tools: [] },
  };
  if (method === undefined) return undefined;
  return `data: ${JSON.stringify({ jsonrpc: '2.0', id, result: results[method] ?? {} })}\n\n`;
}

/** Resolves `waiting` once a request has come, and answers the rest of it, and all later ones, after the gate. */
async function serveAround({ first, rest }: Case, { passed }: Gate): Promise<{ url: string; waiting: Promise<void> }> {
  const waiting = gate();
  const answer = async (message: IncomingMessage, response: ServerResponse) => {
    response.setHeader('content-type', 'text/event-stream');
    if (first !== undefined) response.write(first);
    const text = await textOf(message);
    waiting.open();
    await passed;
    response.end(rest(text));
  };
  const server = createServer((message, response) => void answer(message, response));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, waiting: waiting.passed };
}

async function textOf(message: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of message) text += String(chunk);
  return text;
}

test.skipIf(process.platform === 'win32')(
  'a program that was stopped reads what has arrived meanwhile, before any time limit counts',
  async () => {
    const outcomes = Object.entries(CASES).map(async ([name, one]) => {
      const door = gate();
      const { url, waiting } = await serveAround(one, door);
      const program = start(['-q', '--max-retries', '0', ...one.args(url)], { server: { url } });
      await (one.first === undefined ? waiting : program.stdoutUntil('Hello'));
      program.kill('SIGSTOP');
      door.open();
      await sleep(STOPPED_MS);
      program.kill('SIGCONT');
      const { code, stdout, stderr } = await program.done;
      return [name, { code, stdout, stderr }];
    });
    const whole = { code: 0, stdout: 'Hello', stderr: '' };
    expect(Object.fromEntries(await Promise.all(outcomes))).toEqual(
      Object.fromEntries(Object.keys(CASES).map((name) => [name, whole])),
    );
  },
);
