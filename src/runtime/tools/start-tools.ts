import { fileURLToPath } from 'node:url';
import type { CallDeps } from '../../agent/run-calls.ts';
import type { Settings } from '../../core/config/settings.ts';
import { createApprover, type AskUser } from './approval.ts';
import { prepareToolbox, type ToolboxDeps } from './start-toolbox.ts';

/** The tools of MCP servers, which may still be starting. */
export interface StartedTools {
  /** Resolves once the tools can be called. */
  readonly ready: () => Promise<CallDeps>;
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
  if (start === undefined) return undefined;
  return () => {
    const toolbox = start();
    const ready = toolbox.then((open) => ({
      toolbox: open,
      ...createApprover(settings.allowTool ?? [], open, (name) => open.namesOf(name), askUser),
    }));
    let closed: Promise<void> | undefined;
    return {
      ready: () => ready,
      close: () => (closed ??= toolbox.then((open) => open.close())),
    };
  };
}

/** Adds the server of the weather demo to the settings. The tool may run where nobody can be asked. */
export function withDemoTools(settings: Settings): Settings {
  const args = [fileURLToPath(new URL('./weather-server.cjs', import.meta.url))];
  const server = { command: process.execPath, args };
  return {
    ...settings,
    mcpConfig: [JSON.stringify({ mcpServers: { weather: server } })],
    ...(!process.stderr.isTTY && { allowTool: ['get_weather'] }),
  };
}
