import { fileURLToPath } from 'node:url';
import type { CallDeps } from '../../agent/run-calls.ts';
import type { Settings } from '../../core/config/settings.ts';
import type { ToolOrigin } from '../../core/reply/tool-types.ts';
import { patternProblem } from '../../mcp/pattern-problem.ts';
import { createPermissions, type Permissions } from '../../mcp/permissions.ts';
import { patternFor } from '../../mcp/tool-pattern.ts';
import type { OpenToolbox } from '../../mcp/toolbox.ts';
import { createApprover, type AskUser } from './approval.ts';
import { prepareToolbox, type StartingToolbox, type ToolboxDeps } from './start-toolbox.ts';
import { revoke, statusOf, type OpenTools, type ServerStatus } from './tool-status.ts';

/** The tools of MCP servers, which may still be starting. */
export interface StartedTools {
  /** Resolves once the tools can be called. */
  readonly ready: () => Promise<CallDeps>;
  /** The servers that are still starting. */
  readonly starting: () => readonly string[];
  readonly status: () => readonly ServerStatus[];
  /** From now on, the user is asked about these tools: one by its name, or those that a pattern means. Gives their names. */
  readonly revoke: (nameOrPattern: string) => readonly string[];
  close(): Promise<void>;
}

/**
 * A function that starts the tools in the settings; `undefined`: there are none. Throws a usage problem if a config is
 * wrong. `reserved`: names that no tool may have. `askUser`: `undefined` where nobody can be asked.
 */
export function prepareTools(
  settings: Pick<Settings, 'mcpConfig' | 'mcpTimeout' | 'allowTool'>,
  reserved: readonly string[],
  askUser: AskUser | undefined,
  deps: ToolboxDeps,
): (() => StartedTools) | undefined {
  const start = prepareToolbox(settings, reserved, deps);
  return start && (() => toStarted(start(), settings.allowTool ?? [], askUser, deps));
}

function toStarted(
  { servers, pending, opened }: StartingToolbox,
  allowed: readonly string[],
  askUser: AskUser | undefined,
  deps: ToolboxDeps,
): StartedTools {
  let open: OpenTools | undefined;
  const ready = opened.then((toolbox) => {
    const permissions = permit(toolbox, allowed, deps);
    open = { toolbox, permissions };
    const patternOf = (origin: ToolOrigin) => patternFor(origin, toolbox.servers);
    return { toolbox, ...createApprover({ ...toolbox, permissions, patternOf, askUser }) };
  });
  let closed: Promise<void> | undefined;
  return {
    ready: () => ready,
    starting: () => [...pending],
    status: () => servers.map((server) => statusOf(server, open)),
    revoke: (wanted) => (open === undefined ? [] : revoke(wanted, open)),
    close: () => (closed ??= opened.then((toolbox) => toolbox.close())),
  };
}

/** With the tools that the patterns allow. Reports patterns that allow nothing. */
function permit(toolbox: OpenToolbox, patterns: readonly string[], { signal, notify }: ToolboxDeps): Permissions {
  const permissions = createPermissions(patterns, toolbox.servers);
  for (const idle of signal.aborted ? [] : permissions.idle) {
    const problem = patternProblem(idle, toolbox.servers);
    if (problem !== undefined) void notify.problem(problem);
  }
  return permissions;
}

/** Adds the server of the weather demo to the settings. The tool may run where nobody can be asked. */
export function withDemoTools(settings: Settings): Settings {
  const args = [fileURLToPath(new URL('./weather-server.cjs', import.meta.url))];
  const server = { command: process.execPath, args };
  return {
    ...settings,
    mcpConfig: [JSON.stringify({ mcpServers: { weather: server } })],
    ...(!process.stderr.isTTY && { allowTool: ['weather__get_weather'] }),
  };
}
