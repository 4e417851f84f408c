import { homedir } from 'node:os';
import type { Settings } from '../../core/config/settings.ts';
import { jsonText } from '../../core/text/json.ts';
import { sanitize } from '../../core/text/sanitize.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { findSession, lastSession } from '../../storage/sessions/find-session.ts';
import { sessionFolder, type SessionFile } from '../../storage/sessions/session-folder.ts';

/** The part of the runtime that the commands under `sessions` use. */
export interface SessionsContext extends Pick<Runtime, 'stdout' | 'notify' | 'signal' | 'costOf'> {
  readonly folder: string;
  readonly format: Settings['outputFormat'];
  readonly color: Settings['color'];
  /** Whether stdout is a terminal. */
  readonly terminal: boolean;
}

export function createContext({ settings, stdout, notify, signal, costOf }: Omit<Runtime, 'stderr'>): SessionsContext {
  const folder = sessionFolder(process.env, homedir(), process.platform);
  const { outputFormat: format, color } = settings;
  return { stdout, notify, signal, costOf, folder, format, color, terminal: process.stdout.isTTY };
}

/** The conversation with this id or name; without either, the most recent one. */
export function resolveSession(name: string | undefined, folder: string): SessionFile {
  return name === undefined ? lastSession(folder) : findSession(folder, name);
}

/** Writes text to stdout, without control characters if that is a terminal. */
export async function write(text: string, { stdout, terminal }: SessionsContext): Promise<void> {
  await stdout.write(terminal ? sanitize(text) : text);
}

export async function writeJson(value: unknown, { stdout }: SessionsContext): Promise<void> {
  await stdout.write(jsonText(value));
}
