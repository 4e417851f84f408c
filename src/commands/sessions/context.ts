import type { SessionsRequest } from './describe-sessions.ts';
import { fold } from '../../core/text/fold.ts';
import { jsonText } from '../../core/text/json.ts';
import { sanitize } from '../../core/text/sanitize.ts';
import type { Settings } from '../../core/config/settings.ts';
import { findSession, lastSession } from '../../storage/sessions/find-session.ts';
import type { SessionFile } from '../../storage/sessions/session-folder.ts';
import type { Run } from '../../runtime/run.ts';

/** What each action is given. */
export interface SessionsContext extends Omit<SessionsRequest, 'action'> {
  readonly folder: string;
  readonly settings: Settings;
  readonly run: Run;
  /** Whether stdout is one. */
  readonly terminal: boolean;
}

/** The session that is named; none: the one that was used last. */
export function wanted({ words, folder }: Pick<SessionsContext, 'words' | 'folder'>): SessionFile {
  return words[0] === undefined ? lastSession(folder) : findSession(folder, words[0]);
}

/** Text on stdout; a terminal is not shown what could steer it. */
export async function write(text: string, { run, terminal }: Pick<SessionsContext, 'run' | 'terminal'>): Promise<void> {
  await run.stdout.write(terminal ? sanitize(text) : text);
}

export async function writeJson(value: unknown, { run }: Pick<SessionsContext, 'run'>): Promise<void> {
  await run.stdout.write(jsonText(value));
}

/** A sentence on stderr. */
export async function tell(text: string, { run }: Pick<SessionsContext, 'run'>): Promise<void> {
  await run.stderr.write(fold(`claude-stream: ${text}\n`, process.stderr.columns));
}
