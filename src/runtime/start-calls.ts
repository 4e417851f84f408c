import { fileURLToPath } from 'node:url';
import type { Settings } from '../core/config/settings.ts';
import type { CallEdges } from '../agent/run-calls.ts';
import { createApprover, type AskUser } from './approval.ts';
import type { Run } from './run.ts';
import { startToolbox } from './start-toolbox.ts';

/** The tools here, which are being started. */
export interface Calls {
  /** Settles when they are ready. */
  readonly edges: () => Promise<CallEdges>;
  close(): Promise<void>;
}

/** Begins to start the tools of the settings; `undefined`: there are none. Throws a usage problem if their config is wrong. */
export function startCalls(
  settings: Settings,
  run: Run,
  askUser: AskUser | undefined,
  tell?: (text: string) => void,
): Calls | undefined {
  const toolbox = startToolbox(settings, run, tell);
  if (toolbox === undefined) return undefined;
  const edges = toolbox.then((open) => ({
    toolbox: open,
    ...createApprover(settings, (name) => open.namesOf(name), askUser),
  }));
  let closed: Promise<void> | undefined;
  return {
    edges: () => edges,
    close: () => (closed ??= toolbox.then((open) => open.close())),
  };
}

/** The settings of the demo in which the model calls a tool: its server comes along. Where nobody can be asked, it may run. */
export function withDemoTools(settings: Settings): Settings {
  const args = [fileURLToPath(new URL('./weather-server.cjs', import.meta.url))];
  const server = { command: process.execPath, args };
  return {
    ...settings,
    mcpConfig: [JSON.stringify({ mcpServers: { weather: server } })],
    ...(!process.stderr.isTTY && { allowTool: ['get_weather'] }),
  };
}
