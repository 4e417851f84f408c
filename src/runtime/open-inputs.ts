import type { Settings } from '../core/config/settings.ts';
import type { Provider } from '../core/reply/ports.ts';
import { textOrFile } from '../storage/read-text.ts';
import type { Runtime } from './runtime.ts';
import type { AskUser } from './tools/approval.ts';
import type { StartedTools } from './tools/start-tools.ts';
import type { ToolboxDeps } from './tools/start-toolbox.ts';

/** The files that the settings name, to be read or written: opening one may have to wait. */
export function namedFiles({ system = '', file = [], mcpConfig = [], jsonSchema, replay, output }: Settings): string[] {
  const systemFile = system.startsWith('@') ? [system.slice(1)] : [];
  return [...systemFile, ...file, ...mcpConfig, jsonSchema, replay, output].filter((path) => path !== undefined);
}

/** Opens the provider, the system prompt and the attachments, which may block. Throws a usage problem. */
export async function openInputs(runtime: Runtime) {
  const { settings } = runtime;
  const { system, file } = settings;
  return {
    provider: await runtime.chooseProvider(settings),
    system: system === undefined ? undefined : textOrFile(system),
    attachments: file && (await import('./attachments/open-attachments.ts')).openAttachments(file, settings, runtime),
  };
}

/**
 * Reads which MCP servers there are, which may block, or takes the demo's; their code is loaded only if there are any.
 * Throws a usage problem if their config is wrong. What it resolves to starts their tools. `loadAskUser` resolves to
 * `undefined` where nobody can be asked.
 */
export async function openTools(
  isDemo: boolean,
  { reservedToolNames }: Provider,
  { settings, ...deps }: Pick<Runtime, 'settings'> & ToolboxDeps,
  loadAskUser: () => Promise<AskUser | undefined>,
): Promise<(() => StartedTools) | undefined> {
  if (!isDemo && settings.mcpConfig === undefined) return undefined;
  const { prepareTools, withDemoTools } = await import('./tools/start-tools.ts');
  return prepareTools(isDemo ? withDemoTools(settings) : settings, reservedToolNames, await loadAskUser(), deps);
}
