import type { Settings } from '../../core/config/settings.ts';
import type { Problem } from '../../core/problem/problem.ts';
import { addVariable } from '../../core/secrets/secret-sources.ts';
import { sanitizeLine } from '../../core/text/sanitize.ts';
import { mcpServers, type McpServer, type McpSource } from '../../mcp/mcp-config.ts';
import type { OpenToolbox, ToolboxOptions } from '../../mcp/toolbox.ts';
import { FILE_LIMITS } from '../../storage/read-limited.ts';
import { readText } from '../../storage/read-text.ts';
import { networkFetch } from '../choose-provider.ts';
import type { Runtime } from '../runtime.ts';
import { maskToolbox } from './mask-toolbox.ts';
import { serverLog } from './server-log.ts';
import { addServer } from './server-secrets.ts';

export interface ToolboxDeps extends Pick<Runtime, 'log' | 'secrets' | 'signal' | 'version'> {
  /** Reports a server that did not start. */
  readonly notify: Pick<Runtime['notify'], 'problem'>;
}

/** Servers that are starting. */
export interface StartingToolbox {
  readonly servers: readonly string[];
  /** Those that have neither started nor failed yet. */
  readonly pending: ReadonlySet<string>;
  /** `close` ends the servers in order; they never outlive the program. */
  readonly opened: Promise<OpenToolbox>;
}

/**
 * A function that starts the MCP servers in the settings; `undefined`: there are none. Reads the configs now, which may
 * block, and throws a usage problem if one is wrong. `reserved`: names that no tool may have.
 */
export function prepareToolbox(
  settings: Pick<Settings, 'mcpConfig' | 'mcpTimeout'>,
  reserved: readonly string[],
  deps: ToolboxDeps,
): (() => StartingToolbox) | undefined {
  const { secrets } = deps;
  const servers = mcpServers((settings.mcpConfig ?? []).map(sourceOf), process.env, (name, value) =>
    addVariable(secrets, name, value),
  );
  for (const server of servers) addServer(secrets, server);
  if (servers.length === 0) return undefined;
  return () => {
    const pending = new Set(servers.map(({ name }) => name));
    const onSettled = (server: string) => void pending.delete(server);
    const opened = open(servers, { startMs: settings.mcpTimeout * 1000, reserved, onSettled }, deps);
    return { servers: [...pending], pending, opened };
  };
}

/** A config is JSON, or the path of a file with JSON in it. */
function sourceOf(config: string): McpSource {
  if (config.trimStart().startsWith('{')) return { where: 'the MCP config', text: config };
  return { where: config, text: readText(config, FILE_LIMITS.settings) };
}

async function open(
  servers: readonly McpServer[],
  options: Pick<ToolboxOptions, 'startMs' | 'reserved' | 'onSettled'>,
  { version, signal, notify, log, secrets }: ToolboxDeps,
): Promise<OpenToolbox> {
  const { openToolbox } = await import('../../mcp/toolbox.ts');
  const opened = await openToolbox(servers, {
    ...options,
    self: process,
    version,
    signal,
    fetch: networkFetch,
    onStart: (kill) => void process.once('exit', kill),
    onFailure({ server, why }) {
      // After an interruption, that it did not start is no problem.
      if (!signal.aborted) void notify.problem(problemOf({ server, why: secrets.mask(why) }));
    },
    ...(log !== undefined && { log: serverLog(servers, secrets.mask, log) }),
  });
  const toolbox = maskToolbox(opened, secrets.mask);
  return {
    ...toolbox,
    async close() {
      await toolbox.close();
      process.off('exit', toolbox.kill);
    },
  };
}

function problemOf({ server, why }: OpenToolbox['failures'][number]): Problem {
  const what = `the MCP server ${JSON.stringify(sanitizeLine(server, 80))} did not start: ${why}`;
  return { type: 'mcp', what, hint: 'its tools are not available', exit: 'failed' };
}
