import type { McpServer } from './mcp-config.ts';
import { isObject } from '../core/text/json.ts';
import { nearest } from '../core/text/nearest.ts';
import type { Call, CallProgress, CallResult, Toolbox } from '../core/reply/tool-types.ts';
import type { Connection, Route } from './connect.ts';
import type { McpTool } from './listing.ts';
import { toolNames } from './tool-names.ts';
import type { ServerTools } from './tool-pattern.ts';
import { failedCall } from './to-tool-result.ts';
import { startProcess, type Self, type ServerProcess } from './server-process.ts';

/** A server that did not start, and why, as half a sentence. */
export interface Failure {
  readonly server: string;
  readonly why: string;
}

/** A tool as it is listed for people: with the name that the model sees. */
export interface OfferedTool extends McpTool {
  /** The name that its server gave it. */
  readonly ownName: string;
}

/** The tools of all servers that started; the others are in `failures`. */
export interface OpenToolbox extends Toolbox {
  readonly failures: readonly Failure[];
  readonly byServer: readonly { readonly server: string; readonly tools: readonly OfferedTool[] }[];
  /** All configured servers with what they call their tools, for patterns. */
  readonly servers: readonly ServerTools[];
  /** Ends the servers in order, within about two seconds. */
  close(): Promise<void>;
  /** Ends them at once, without waiting. */
  readonly kill: () => void;
}

export interface ToolboxOptions extends Pick<Route, 'fetch' | 'version' | 'startMs' | 'signal'> {
  readonly self: Self;
  /** Called before anything is awaited, with a function that kills everything that was started. */
  readonly onStart: (kill: () => void) => void;
  /** Called when a server has started, or has failed to. */
  readonly onSettled?: (server: string) => void;
  /** Called as soon as one has failed to. */
  readonly onFailure?: (failure: Failure) => void;
  /** Names that no tool may have, such as those of the API's hosted tools. */
  readonly reserved?: readonly string[];
  /** Gets each line that a server writes to stderr, and each error of the connection. */
  readonly log?: (line: string) => void;
}

/** A tool with its connection, and the name by which the model calls it. */
interface NamedTool {
  readonly name: string;
  readonly server: string;
  readonly connection: Connection;
  readonly tool: McpTool;
}

/** Starts all servers at once, and asks them what they offer. Their programs start before this function returns. */
export async function openToolbox(servers: readonly McpServer[], options: ToolboxOptions): Promise<OpenToolbox> {
  const log = (server: McpServer) => (line: string) => options.log?.(`${server.name}: ${line}`);
  const started = servers.map((server) => ({ server, ...start(server, options.self, log(server)) }));
  const kill = () => {
    for (const { process } of started) process?.kill();
  };
  options.onStart(kill);
  // Loaded while they start.
  const { connect, NotConnected } = await import('./connect.ts');

  const results = await Promise.all(
    started.map(async ({ server, process, why }) => {
      try {
        if (why !== undefined) throw new NotConnected(why);
        const startMs = server.timeoutMs ?? options.startMs;
        const connection = await connect({ ...options, server, process, startMs, log: log(server) });
        return { server: server.name, connection };
      } catch (error) {
        const reason = error instanceof NotConnected ? error.message : String(error);
        options.onFailure?.({ server: server.name, why: reason });
        return { server: server.name, why: reason };
      } finally {
        options.onSettled?.(server.name);
      }
    }),
  );
  const connected = results.filter((result) => result.connection !== undefined);
  const tools = nameAll(connected, servers, options.reserved);
  return {
    tools: tools.map(({ name, tool: { description, inputSchema } }) => ({
      name,
      ...(description !== undefined && { description }),
      input_schema: inputSchema,
    })),
    byServer: connected.map(({ server }) => ({
      server,
      tools: tools.filter((one) => one.server === server).map(offeredTool),
    })),
    failures: results.filter((result) => result.why !== undefined),
    origin(name) {
      const found = tools.find((one) => one.name === name);
      return found && { server: found.server, tool: found.tool.name };
    },
    servers: results.map(({ server, connection }) => ({
      server,
      tools: connection?.tools.map(({ name }) => name),
    })),
    run: (call, ...how) => run(tools, call, ...how),
    kill,
    async close() {
      await Promise.all(connected.map(async ({ connection }) => connection.close()));
    },
  };
}

/** The server's process, or why it could not be started. Some mistakes are thrown, others come as events. */
function start(
  server: McpServer,
  self: Self,
  log: (line: string) => void,
): { readonly process?: ServerProcess; readonly why?: string } {
  if (server.kind === 'http') return {};
  try {
    return { process: startProcess(server, self, log) };
  } catch (error) {
    return { why: `cannot run its command: ${(error as NodeJS.ErrnoException).code}` };
  }
}

function offeredTool({ name, tool: { name: ownName, ...tool } }: NamedTool): OfferedTool {
  return { name, ownName, ...tool };
}

function nameAll(
  connected: readonly Pick<NamedTool, 'server' | 'connection'>[],
  servers: readonly McpServer[],
  reserved: readonly string[] = [],
): NamedTool[] {
  const tools = connected.flatMap(({ server, connection }) =>
    connection.tools.map((tool) => ({ server, connection, tool })),
  );
  const names = toolNames(
    tools.map(({ server, tool }) => ({ server, tool: tool.name })),
    servers.map(({ name }) => name),
    reserved,
  );
  return tools.map(({ server, connection, tool }, index) => ({ name: names[index]!, server, connection, tool }));
}

type RunOptions = [signal: AbortSignal, onProgress: (progress: CallProgress) => void];

async function run(tools: readonly NamedTool[], call: Call, ...how: RunOptions): Promise<CallResult> {
  const called = tools.find(({ name }) => name === call.name);
  if (called === undefined) {
    const names = tools.map(({ name }) => name);
    const near = nearest(call.name, names);
    const hint = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `Available: ${names.join(', ') || 'none'}.`;
    return failedCall(`Unknown tool. ${hint}`);
  }
  const { input } = call;
  if (!isObject(input)) {
    return failedCall('The input must be a JSON object that matches the tool’s input schema.');
  }
  return called.connection.call(called.tool.name, input, ...how);
}
