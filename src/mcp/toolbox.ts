import type { McpServer } from './mcp-config.ts';
import { isObject } from '../core/text/json.ts';
import { nearest } from '../core/text/nearest.ts';
import type { Call, CallResult, Tool, Toolbox } from '../core/reply/tool-types.ts';
import type { Connection, Route } from './connect.ts';
import type { McpTool } from './listing.ts';
import { fullName, toolNames } from './tool-names.ts';
import { failedCall } from './to-tool-result.ts';
import { startProcess, type Self, type ServerProcess } from './server-process.ts';

/** A server that could not be had. */
export interface Failure {
  readonly server: string;
  /** Half a sentence: what became of it. */
  readonly why: string;
}

/** A tool as it can be listed for people. */
export interface OfferedTool {
  /** As the model sees it. */
  readonly name: string;
  /** As its server calls it. */
  readonly ownName: string;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly inputSchema: Tool['input_schema'];
  readonly annotations: Readonly<Record<string, unknown>> | undefined;
}

/** What the servers offer. Those that could not be had are told of, and the others work. */
export interface OpenToolbox extends Toolbox {
  readonly failures: readonly Failure[];
  readonly byServer: readonly { readonly server: string; readonly tools: readonly OfferedTool[] }[];
  /** All names of a tool that a pattern may mean: the one that the model sees, and `server__tool`. */
  namesOf(name: string): readonly string[];
  /** Ends the servers in good order, in two seconds and a bit at most. */
  close(): Promise<void>;
  /** Ends them at once: nothing is waited for. */
  readonly kill: () => void;
}

export interface ToolboxOptions extends Pick<Route, 'fetch' | 'version' | 'startMs' | 'signal'> {
  readonly self: Self;
  /** Is given, before anything is waited for, what kills all that was started. */
  readonly onStart: (kill: () => void) => void;
  /** Names that are others' already, such as those of the API's own tools. */
  readonly taken?: readonly string[];
  /** Is given what servers say on stderr, and what goes wrong on the way, line by line. */
  readonly log?: (line: string) => void;
}

interface Origin {
  readonly server: string;
  readonly connection: Connection;
  readonly tool: McpTool;
}

/** Starts all servers at once, and asks them what they offer. Their programs start before this function returns. */
export async function openToolbox(servers: readonly McpServer[], options: ToolboxOptions): Promise<OpenToolbox> {
  const log = (server: McpServer) => (line: string) => options.log?.(`${server.name}: ${line}`);
  const started = servers.map((server) => start(server, options.self, log(server)));
  const kill = () => {
    for (const { process } of started) process?.kill();
  };
  options.onStart(kill);
  // While they start.
  const { connect, NotConnected } = await import('./connect.ts');

  const failures: Failure[] = [];
  const connected = await Promise.all(
    started.map(async ({ server, process, why }) => {
      try {
        if (why !== undefined) throw new NotConnected(why);
        const startMs = server.timeoutMs ?? options.startMs;
        return { server, connection: await connect({ ...options, server, process, startMs, log: log(server) }) };
      } catch (error) {
        return { server, failure: error instanceof NotConnected ? error.message : String(error) };
      }
    }),
  );
  const origins = connected.flatMap(({ server, connection, failure }) => {
    if (connection !== undefined) return connection.tools.map((tool) => ({ server: server.name, connection, tool }));
    failures.push({ server: server.name, why: failure });
    return [];
  });
  const offered = nameAll(origins, servers, options.taken);
  return {
    tools: offered.map(({ name, origin: { tool } }) => ({
      name,
      ...(tool.description !== undefined && { description: tool.description }),
      input_schema: tool.inputSchema,
    })),
    byServer: connected
      .filter(({ connection }) => connection !== undefined)
      .map(({ server: { name } }) => ({
        server: name,
        tools: offered.filter(({ origin }) => origin.server === name).map(listed),
      })),
    failures,
    namesOf(name) {
      const origin = offered.find((one) => one.name === name)?.origin;
      return origin === undefined ? [name] : [name, fullName({ server: origin.server, tool: origin.tool.name })];
    },
    run: (call, signal) => run(offered, call, signal),
    kill,
    async close() {
      await Promise.all(connected.map(async ({ connection }) => connection?.close()));
    },
  };
}

interface Started {
  readonly server: McpServer;
  readonly process?: ServerProcess;
  readonly why?: string;
}

/** Some mistakes are thrown, others come as events. */
function start(server: McpServer, self: Self, log: (line: string) => void): Started {
  if (server.kind === 'http') return { server };
  try {
    return { server, process: startProcess(server, self, log) };
  } catch (error) {
    return { server, why: `cannot run its command: ${(error as NodeJS.ErrnoException).code}` };
  }
}

/** A tool with the name by which the model calls it. */
interface Offered {
  readonly name: string;
  readonly origin: Origin;
}

function nameAll(origins: readonly Origin[], servers: readonly McpServer[], taken: readonly string[] = []): Offered[] {
  const ownNames = origins.map(({ server, tool }) => ({ server, tool: tool.name }));
  const all = servers.map(({ name }) => name);
  return toolNames(ownNames, all, taken).map((name, index) => ({ name, origin: origins[index]! }));
}

function listed({ name, origin }: Offered): OfferedTool {
  const { name: ownName, ...tool } = origin.tool;
  return { name, ownName, ...tool };
}

async function run(offered: readonly Offered[], call: Call, signal: AbortSignal): Promise<CallResult> {
  const origin = offered.find(({ name }) => name === call.name)?.origin;
  if (origin === undefined) {
    const names = offered.map(({ name }) => name);
    const near = nearest(call.name, names);
    const hint = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `Available: ${names.join(', ') || 'none'}.`;
    return failedCall(`Unknown tool. ${hint}`);
  }
  const { input } = call;
  if (!isObject(input)) {
    return failedCall('The input must be a JSON object that matches the tool’s input schema.');
  }
  return origin.connection.call(origin.tool.name, input, signal);
}
