import { fileURLToPath } from 'node:url';
import type { CallDeps } from '../../agent/run-calls.ts';
import type { Settings } from '../../core/config/settings.ts';
import { createApprover, type AskUser } from './approval.ts';
import { startToolbox, type ToolboxDeps } from './start-toolbox.ts';

/** The tools of MCP servers, which may still be starting. */
export interface StartedTools {
  /** Resolves once they can be called. */
  readonly ready: () => Promise<CallDeps>;
  close(): Promise<void>;
}

/**
 * Starts the tools of the settings; `undefined`: there are none. Throws a usage problem if their config is wrong.
 * `reserved`: names they must not have. `askUser`: `undefined` where nobody can be asked.
 */
export function startTools(
  settings: Pick<Settings, 'mcpConfig' | 'mcpTimeout' | 'allowTool' | 'debug'>,
  reserved: readonly string[],
  askUser: AskUser | undefined,
  deps: ToolboxDeps,
): StartedTools | undefined {
  const toolbox = startToolbox(settings, reserved, deps);
  if (toolbox === undefined) return undefined;
  const ready = toolbox.then((open) => ({
    toolbox: open,
    ...createApprover(settings.allowTool ?? [], (name) => open.namesOf(name), askUser),
  }));
  let closed: Promise<void> | undefined;
  return {
    ready: () => ready,
    close: () => (closed ??= toolbox.then((open) => open.close())),
  };
}

/** Settings for the demo whose model calls a tool, with its server. Where nobody can be asked, the tool may run. */
export function withDemoTools(settings: Settings): Settings {
  const args = [fileURLToPath(new URL('./weather-server.cjs', import.meta.url))];
  const server = { command: process.execPath, args };
  return {
    ...settings,
    mcpConfig: [JSON.stringify({ mcpServers: { weather: server } })],
    ...(!process.stderr.isTTY && { allowTool: ['get_weather'] }),
  };
}
