import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMessagesApi } from '../../src/api/messages-api.ts';
import { createHttpFetch } from '../../src/api/transport/http-fetch.ts';
import { createProxyFetch } from '../../src/api/transport/proxy-fetch.ts';
import { EXIT, ProblemError, type Problem } from '../../src/core/problem/problem.ts';
import type { Provider } from '../../src/core/reply/ports.ts';
import type { Reply } from '../../src/core/reply/reply.ts';
import { fetchAttachment } from '../../src/runtime/attachments/fetch-attachment.ts';
import { json } from '../helpers/answers.ts';
import { brokenAnswer, describeAnswer, type BrokenAnswer } from '../helpers/broken-http.ts';
import { openToolbox } from '../../src/mcp/toolbox.ts';
import { call, remote } from '../helpers/mcp.ts';
import { startServer, type Answer, type RecordedRequest } from '../helpers/scripted-server.ts';

/** How long silence lasts. The others run at the same time. */
const LIMIT_MS = 250;
const RUNS = 3;
const CASES = 25;

const request = { model: 'm', max_tokens: 1, messages: [{ role: 'user', content: 'hi' }] } as const;
const never = () => new AbortController().signal;

const api = (baseUrl: string, stream = true, fetch = createHttpFetch()) =>
  createMessagesApi({
    baseUrl,
    timeoutMs: LIMIT_MS,
    stallMs: LIMIT_MS,
    log: undefined,
    needsCredentials: false,
    maxRetries: 0,
    stream,
    wire: true,
    fetch,
  });

/** Sends a reply's request; throws unless it ends exactly once. */
async function askReply({ reply: send }: Provider): Promise<Problem | undefined> {
  const ends: Reply[] = [];
  let text = '';
  for await (const event of send(request, never())) {
    if (ends.length > 0) throw new Error('an event after the end');
    if (event.type === 'text') text += event.text;
    if (event.type === 'end') ends.push(event.reply);
  }
  const [reply] = ends;
  // What was shown is what is kept.
  expect(reply?.text).toBe(text);
  JSON.stringify(reply);
  return reply!.outcome.status === 'failed' ? reply!.outcome.problem : undefined;
}

/** Resolves to the problem it is rejected with; rejects with anything else. */
const problemOf = async (promise: Promise<unknown>): Promise<Problem | undefined> =>
  promise.then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof ProblemError) return error.problem;
      throw error;
    },
  );

async function askMcp(url: string): Promise<Problem | undefined> {
  const toolbox = await openToolbox([remote('net', url)], {
    self: process,
    version: '1',
    fetch: async () => createHttpFetch(),
    startMs: LIMIT_MS,
    signal: never(),
    onStart: () => {},
  });
  for (const { name } of toolbox.tools) await call(toolbox, name, {}, AbortSignal.timeout(LIMIT_MS));
  await toolbox.close();
  const [failure] = toolbox.failures;
  return failure && { type: 'mcp', what: failure.why, exit: 'failed' };
}

/** What a server answers that is broken only once a tool is called. */
function mcpStart({ path, json: message }: RecordedRequest): Answer | undefined {
  if (!path.endsWith('/call')) return undefined;
  const { id, method, params } = message ?? {};
  const hello = {
    protocolVersion: params?.protocolVersion,
    capabilities: { tools: {} },
    serverInfo: { name: 'n', version: '1' },
  };
  if (method === 'initialize') return json(200, { jsonrpc: '2.0', id, result: hello });
  return method === 'tools/list' ? json(200, { jsonrpc: '2.0', id, result: { tools: [{ name: 'a' }] } }) : undefined;
}

const download = (url: string) =>
  fetchAttachment(url, { fetch: createHttpFetch(), userAgent: 'test', timeoutMs: LIMIT_MS, maxBytes: 1e6 }, never());

const CLIENTS: Readonly<Record<string, (url: string) => Promise<Problem | undefined>>> = {
  'a reply': (url) => askReply(api(url)),
  'a reply with --no-stream': (url) => askReply(api(url, false)),
  'a reply with the client for proxies': (url) => askReply(api(url, true, createProxyFetch())),
  'a list of models': (url) => problemOf(api(url).models(never())),
  'a token count': (url) => problemOf(api(url).countTokens(request, never())),
  'a file from the web': (url) => problemOf(download(url)),
  'the start of an MCP server': askMcp,
  'a call of an MCP server': (url) => askMcp(`${url}/call`),
};

describe('any response is a failure in words, or what was asked for:', () => {
  test.concurrent.each(Object.entries(CLIENTS))('%s', async (_, ask) => {
    await fc.assert(
      fc.asyncProperty(fc.array(brokenAnswer, { minLength: CASES, maxLength: CASES }), async (answers) => {
        const server = await startServer(
          (message) => mcpStart(message) ?? answers[Number(/\d+/.exec(message.path)?.[0])]!,
        );
        try {
          await Promise.all(
            answers.map(async (answer, index) => expectWords(await ask(`${server.url}/${index}`), answer)),
          );
        } finally {
          await server.close();
        }
      }),
      { numRuns: RUNS, interruptAfterTimeLimit: 50_000, markInterruptAsFailure: true },
    );
  });
});

/** Compares all at once, so that a failure shows what was sent and said. */
function expectWords(problem: Problem | undefined, answer: BrokenAnswer): void {
  if (problem === undefined) return;
  const { type, what, exit } = problem;
  const words = {
    isSentence: /^\S.*\S$/s.test(what),
    isRaw: /object Object|undefined|NaN|is not a function|Cannot read/.test(what),
    isBug: type === 'bug',
    hasCode: Object.hasOwn(EXIT, exit),
  };
  const seen = { what, sent: describeAnswer(answer) };
  const inOrder = { isSentence: true, isRaw: false, isBug: false, hasCode: true };
  expect({ ...words, ...seen }).toEqual({ ...inOrder, ...seen });
}
