import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { FetchLike, Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { McpError, ResultSchema } from '@modelcontextprotocol/sdk/types.js';
import type { jsonSchemaValidator, JsonSchemaValidatorResult } from '@modelcontextprotocol/sdk/validation/types.js';
import { raceAbort, resolvesWithin } from '../core/problem/interruption.ts';
import { limitTime } from '../core/problem/time-limit.ts';
import type { McpServer } from './mcp-config.ts';
import { sanitizeLine } from '../core/text/sanitize.ts';
import type { CallProgress, CallResult } from '../core/reply/tool-types.ts';
import { httpTransport } from './http-transport.ts';
import { readTool, type McpTool } from './listing.ts';
import { failedCall, toToolResult } from './to-tool-result.ts';
import type { ServerProcess } from './server-process.ts';
import { stdioTransport } from './stdio-transport.ts';

/** A server that has listed its tools. */
export interface Connection {
  readonly tools: readonly McpTool[];
  /** Never throws. An aborted signal cancels the call on the server too. */
  call(
    tool: string,
    input: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
    onProgress: (progress: CallProgress) => void,
  ): Promise<CallResult>;
  close(): Promise<void>;
}

/** How one server is reached. */
export interface Route {
  readonly server: McpServer;
  /** `undefined` for a server on the network. */
  readonly process: ServerProcess | undefined;
  /** Loads the `fetch` for a server on the network. */
  readonly fetch: () => Promise<FetchLike>;
  readonly version: string;
  /** The longest wait for the list of tools. */
  readonly startMs: number;
  /** Aborts the start, not the connection. */
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

/** The reason why there is no connection, as half a sentence. */
export class NotConnected extends Error {
  override readonly name = 'NotConnected';
}

/** In place of the SDK's limit of a minute: a call may take long, and the user can cancel it. */
const MAX_CALL_MS = 24 * 60 * 60_000;
const MAX_TOOLS = 2000;
/** No window shows more of it. */
const MAX_PROGRESS_MESSAGE = 500;
const SESSION_END_MS = 500;

/** Connects to a server and lists its tools. Throws `NotConnected` once its process is killed. */
export async function connect(route: Route): Promise<Connection> {
  const { server, process, version, startMs, log } = route;
  const client = new Client({ name: 'claude-stream', version }, { jsonSchemaValidator: NO_VALIDATION });
  Object.assign(client, { onerror: ({ message }: Error) => log(sanitizeLine(message)) });
  const timeout = new AbortController();
  const endLimit = limitTime(startMs, () => timeout.abort());
  const either = AbortSignal.any([route.signal, timeout.signal]);
  try {
    const transport = await raceAbort(transportOf(route), either);
    await raceAbort(client.connect(transport, { timeout: MAX_CALL_MS }), either);
    const tools = await raceAbort(listTools(client), either);
    return { tools, call: callWith(client, server, process), close: () => close(client, transport) };
  } catch (error) {
    let why = process?.ending() ?? reasonOf(error, 300, START_HINTS);
    if (timeout.signal.aborted) why = `no response within ${startMs / 1000} s`;
    if (route.signal.aborted) why = 'interrupted';
    const lastLines = process?.lastLines() ?? '';
    process?.kill();
    void client.close().catch(() => {});
    throw new NotConnected(lastLines === '' ? why : `${why}: ${lastLines}`);
  } finally {
    endLimit();
  }
}

async function transportOf({ server, process, fetch }: Route): Promise<Transport> {
  return server.kind === 'stdio' ? stdioTransport(process!) : httpTransport(server, await fetch());
}

/** The model reads the results, so they need not match a schema. */
const NO_VALIDATION: jsonSchemaValidator = {
  getValidator:
    <T>() =>
    (input): JsonSchemaValidatorResult<T> => ({ valid: true, data: input as T, errorMessage: undefined }),
};

/** The tools of all pages. Not read with the SDK's schema, which would reject the whole list for one invalid tool. */
async function listTools(client: Client): Promise<McpTool[]> {
  const found = new Map<string, McpTool>();
  let cursor: unknown;
  if (client.getServerCapabilities()?.tools === undefined) return [];
  do {
    const params = typeof cursor === 'string' ? { cursor } : {};
    const page = await client.request({ method: 'tools/list', params }, ResultSchema, { timeout: MAX_CALL_MS });
    if (!Array.isArray(page['tools'])) throw new Error('its list of tools is not valid');
    for (const json of page['tools']) {
      const tool = readTool(json);
      if (tool !== undefined && !found.has(tool.name)) found.set(tool.name, tool);
    }
    if (found.size > MAX_TOOLS) throw new Error(`it offers more than ${MAX_TOOLS} tools`);
    // A cursor that repeats would never end.
    cursor = page['nextCursor'] === cursor ? undefined : page['nextCursor'];
  } while (typeof cursor === 'string');
  return [...found.values()];
}

function callWith(client: Client, { name }: McpServer, process: ServerProcess | undefined): Connection['call'] {
  const server = `the MCP server "${sanitizeLine(name, 80)}"`;
  const isGone = () => process?.ending() !== undefined || client.transport === undefined;
  return async (tool, input, signal, onProgress) => {
    if (isGone()) return failedCall(`This tool is no longer available: ${server} has stopped.`);
    // The SDK leaves its listener on the signal it gets, so it gets one that ends with the call.
    const stop = new AbortController();
    const cancel = () => stop.abort('cancelled');
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
    try {
      const options = {
        signal: stop.signal,
        timeout: MAX_CALL_MS,
        resetTimeoutOnProgress: true,
        onprogress({ progress, total, message }: CallProgress) {
          onProgress({ progress, total, message: message && sanitizeLine(message.slice(0, MAX_PROGRESS_MESSAGE)) });
        },
      };
      const params = { name: tool, arguments: input };
      return toToolResult(await client.request({ method: 'tools/call', params }, ResultSchema, options));
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
    await resolvesWithin((transport.terminateSession as () => Promise<void>)(), SESSION_END_MS);
  }
  await client.close().catch(() => {});
}

interface Thrown {
  readonly message?: string;
  readonly cause?: { readonly code?: unknown };
  readonly code?: unknown;
  readonly issues?: unknown;
}

/** What was thrown, as half a sentence. */
function reasonOf(error: unknown, maxLength: number, hints: Readonly<Record<number, string>> = {}): string {
  const { message, cause, code, issues } = error as Thrown;
  const status =
    typeof code === 'number' && code >= 300 && code < 600 && !(error instanceof McpError) ? code : undefined;
  if (status !== undefined) return `it returned HTTP ${status}${hints[status] ?? ''}`;
  // Those of the system and of Node. A response that is none says in words what is wrong with it.
  const network = [code, cause?.code].find(isErrorCode);
  if (network !== undefined) return `cannot connect: ${network}`;
  // A result that the SDK's schema rejects.
  if (Array.isArray(issues)) return 'its response is not valid';
  return sanitizeLine(String(message ?? error).replace(/^MCP error -?\d+: /, ''), maxLength);
}

const isErrorCode = (code: unknown): code is string => typeof code === 'string' && /^[A-Z]/.test(code);

/** What a status means during the start. */
const START_HINTS: Readonly<Record<number, string>> = {
  401: '; set credentials in its "headers", such as "Authorization"',
  403: ': it rejected the credentials',
  404: ': no MCP server at its "url" (the deprecated SSE transport is not supported)',
  405: ': no MCP server at its "url" (the deprecated SSE transport is not supported)',
};

const capital = (sentence: string) => sentence.charAt(0).toUpperCase() + sentence.slice(1);
