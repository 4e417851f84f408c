import { complaint } from '../core/reply/format-problem.ts';
import { maskSecrets } from '../core/text/mask.ts';
import { mcpServers, type McpServer } from '../mcp/mcp-config.ts';
import type { Interruption } from '../core/reply/reply.ts';
import { sanitizeLine } from '../core/text/sanitize.ts';
import type { Settings } from '../core/config/settings.ts';
import { readMcpSource } from '../mcp/mcp-file.ts';
import type { OpenToolbox } from '../mcp/toolbox.ts';
import { networkFetch } from './choose-fetch.ts';
import type { Run } from './run.ts';

/** What the API calls its own tools. */
const TAKEN = [
  'web_search',
  'web_fetch',
  'code_execution',
  'bash_code_execution',
  'text_editor_code_execution',
  'tool_search_tool_regex',
  'tool_search_tool_bm25',
];

/**
 * Begins to start the MCP servers of the settings; `undefined`: there are none. Throws a usage problem at once if a config
 * is wrong. Servers that do not start are told of, with `tell` where stderr is somebody else's. However the program
 * ends, they end with it; `close` ends them in good order.
 */
export function startToolbox(
  settings: Settings,
  run: Run,
  tell: (text: string) => void = (text) => void run.stderr.write(text),
): Promise<OpenToolbox> | undefined {
  const servers = mcpServers((settings.mcpConfig ?? []).map(readMcpSource), process.env);
  return servers.length === 0 ? undefined : open(servers, settings, run, tell);
}

async function open(
  servers: readonly McpServer[],
  settings: Settings,
  run: Run,
  tell: (text: string) => void,
): Promise<OpenToolbox> {
  const { openToolbox } = await import('../mcp/toolbox.ts');
  const toolbox = await openToolbox(servers, {
    self: process,
    version: run.version,
    startMs: settings.mcpTimeout * 1000,
    signal: run.signal,
    taken: TAKEN,
    fetch: networkFetch,
    onStart(kill) {
      process.once('exit', kill);
      // Where the terminal has gone, the signal itself ends the program, and there is no 'exit'.
      run.signal.addEventListener('abort', () => {
        if (run.signal.reason === ('SIGHUP' satisfies Interruption)) kill();
      });
    },
    ...(settings.debug === true && { log: logger(servers, run) }),
  });
  if (!run.signal.aborted) for (const failure of toolbox.failures) tell(complaint(problemOf(failure), false));
  return {
    ...toolbox,
    async close() {
      await toolbox.close();
      process.off('exit', toolbox.kill);
    },
  };
}

function problemOf({ server, why }: OpenToolbox['failures'][number]) {
  const what = `the MCP server ${JSON.stringify(sanitizeLine(server, 80))} did not start: ${why}`;
  return { type: 'mcp', what, exit: 'failed' } as const;
}

function logger(servers: readonly McpServer[], { stderr }: Run): (line: string) => void {
  const secrets = servers.flatMap((server) => Object.values(server.kind === 'stdio' ? server.env : server.headers));
  return (line) => void stderr.write(`${maskSecrets(`mcp ${sanitizeLine(line, 1000)}`, secrets)}\n`);
}
