import { once } from 'node:events';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { FetchLike, Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { McpError, ResultSchema } from '@modelcontextprotocol/sdk/types.js';
import type { jsonSchemaValidator, JsonSchemaValidatorResult } from '@modelcontextprotocol/sdk/validation/types.js';
import { maskSecrets } from '../core/text/mask.ts';
import type { McpServer } from './mcp-config.ts';
import { sanitizeLine } from '../core/text/sanitize.ts';
import type { CallResult } from '../core/reply/tool-types.ts';
import { httpTransport } from './http-transport.ts';
import { readTool, type McpTool } from './listing.ts';
import { callResult, failedCall } from './to-tool-result.ts';
import type { ServerProcess } from './server-process.ts';
import { settles } from './settles.ts';
import { stdioTransport } from './stdio-transport.ts';

/** A server that has said what it offers. */
export interface Connection {
  readonly tools: readonly McpTool[];
  /** Never throws. With the signal, the server is told that the call is cancelled. */
  call(tool: string, input: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<CallResult>;
  close(): Promise<void>;
}

/** How one server is reached. */
export interface Route {
  readonly server: McpServer;
  /** Of a server that is a program. */
  readonly process: ServerProcess | undefined;
  /** For a server on the network. */
  readonly fetch: () => Promise<FetchLike>;
  readonly version: string;
  /** The longest wait for it to say what it offers. */
  readonly startMs: number;
  /** Ends the start, not the connection. */
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

/** Why there is no connection, as half a sentence. */
export class NotConnected extends Error {
  override readonly name = 'NotConnected';
}

/** A call may take long: it is ended by whoever waits for it. The SDK's own limit is a minute. */
const LONGEST_CALL_MS = 24 * 60 * 60_000;
const MOST_TOOLS = 2000;
const FAREWELL_MS = 500;

/** Meets a server. Throws `NotConnected`; then nothing of it runs any more. */
export async function connect(route: Route): Promise<Connection> {
  const { server, process, version, startMs, log } = route;
  const client = new Client({ name: 'claude-stream', version }, { jsonSchemaValidator: NO_VALIDATION });
  Object.assign(client, { onerror: ({ message }: Error) => log(sanitizeLine(message)) });
  const late = setTimeout(() => stop.abort(`no response within ${startMs / 1000} s`), startMs);
  const stop = new AbortController();
  const interrupt = () => stop.abort('interrupted');
  route.signal.addEventListener('abort', interrupt, { once: true });
  if (route.signal.aborted) interrupt();
  try {
    const transport = await unlessAborted(transportOf(route), stop.signal);
    await unlessAborted(client.connect(transport, { timeout: LONGEST_CALL_MS }), stop.signal);
    const tools = await unlessAborted(listTools(client), stop.signal);
    return { tools, call: callWith(client, server, process), close: () => close(client, transport) };
  } catch (error) {
    const why = stop.signal.aborted
      ? String(stop.signal.reason)
      : (process?.ending() ?? reasonOf(error, 300, START_HINTS));
    const lastWords = process?.lastWords() ?? '';
    process?.kill();
    void client.close().catch(() => {});
    throw new NotConnected(maskSecrets(lastWords === '' ? why : `${why}: ${lastWords}`, secretsOf(server)));
  } finally {
    clearTimeout(late);
    route.signal.removeEventListener('abort', interrupt);
  }
}

async function transportOf({ server, process, fetch }: Route): Promise<Transport> {
  return server.kind === 'stdio' ? stdioTransport(process!) : httpTransport(server, await fetch());
}

/** Results are for the model, which takes them as they are. */
const NO_VALIDATION: jsonSchemaValidator = {
  getValidator:
    <T>() =>
    (input): JsonSchemaValidatorResult<T> => ({ valid: true, data: input as T, errorMessage: undefined }),
};

/** All pages. Read without the SDK's schema: with it, one tool that is odd would be the end of all. */
async function listTools(client: Client): Promise<McpTool[]> {
  const found = new Map<string, McpTool>();
  let cursor: unknown;
  if (client.getServerCapabilities()?.tools === undefined) return [];
  do {
    const params = typeof cursor === 'string' ? { cursor } : {};
    const page = await client.request({ method: 'tools/list', params }, ResultSchema, { timeout: LONGEST_CALL_MS });
    for (const json of Array.isArray(page['tools']) ? page['tools'] : []) {
      const tool = readTool(json);
      if (tool !== undefined && !found.has(tool.name)) found.set(tool.name, tool);
    }
    if (found.size > MOST_TOOLS) throw new Error(`it offers more than ${MOST_TOOLS} tools`);
    // One that is given again would be a circle.
    cursor = page['nextCursor'] === cursor ? undefined : page['nextCursor'];
  } while (typeof cursor === 'string');
  return [...found.values()];
}

function callWith(client: Client, { name }: McpServer, process: ServerProcess | undefined): Connection['call'] {
  const server = `the MCP server "${sanitizeLine(name, 80)}"`;
  const isGone = () => process?.ending() !== undefined || client.transport === undefined;
  return async (tool, input, signal) => {
    if (isGone()) return failedCall(`This tool is no longer available: ${server} has stopped.`);
    // The SDK leaves its listener on the signal; this one goes with the call.
    const stop = new AbortController();
    const cancel = () => stop.abort('cancelled');
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
    try {
      const options = {
        signal: stop.signal,
        timeout: LONGEST_CALL_MS,
        resetTimeoutOnProgress: true,
        // Without it the server tells of no progress.
        onprogress: () => {},
      };
      const params = { name: tool, arguments: input };
      return callResult(await client.request({ method: 'tools/call', params }, ResultSchema, options));
    } catch (error) {
      if (signal.aborted) return failedCall('The call was cancelled.');
      if (isGone())
        return failedCall(`${capital(server)} stopped before the call finished; its tools are no longer available.`);
      return failedCall(`The call failed: ${reasonOf(error, 2000)}`);
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  };
}

async function close(client: Client, transport: Transport): Promise<void> {
  if ('terminateSession' in transport) {
    await settles((transport.terminateSession as () => Promise<void>)(), FAREWELL_MS);
  }
  await client.close().catch(() => {});
}

/** Settles with the promise, or rejects at once when the signal aborts, whether or not anybody listens there. */
async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  promise.catch(() => {});
  const settle = new AbortController();
  const aborted = once(signal, 'abort', { signal: settle.signal }).then(() => Promise.reject(new Error('aborted')));
  aborted.catch(() => {});
  signal.throwIfAborted();
  return Promise.race([promise, aborted]).finally(() => settle.abort());
}

/** What was thrown, as half a sentence. */
function reasonOf(error: unknown, most: number, hints: Readonly<Record<number, string>> = {}): string {
  const { message, cause, code } = error as { message?: string; cause?: { code?: unknown }; code?: unknown };
  const status =
    typeof code === 'number' && code >= 300 && code < 600 && !(error instanceof McpError) ? code : undefined;
  if (status !== undefined) return `it returned HTTP ${status}${hints[status] ?? ''}`;
  const network = [code, cause?.code].find((word) => typeof word === 'string');
  if (network !== undefined) return `cannot connect: ${network}`;
  return sanitizeLine(String(message ?? error).replace(/^MCP error -?\d+: /, ''), most);
}

/** What a status means where a server is met. */
const START_HINTS: Readonly<Record<number, string>> = {
  401: '; set credentials in its "headers", such as "Authorization"',
  403: ': it rejected the credentials',
  404: ': no MCP server at its "url" (the deprecated SSE transport is not supported)',
  405: ': no MCP server at its "url" (the deprecated SSE transport is not supported)',
};

const capital = (sentence: string) => sentence.charAt(0).toUpperCase() + sentence.slice(1);

function secretsOf(server: McpServer): readonly string[] {
  return Object.values(server.kind === 'stdio' ? server.env : server.headers);
}
