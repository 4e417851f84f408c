import { homedir } from 'node:os';
import type { SessionsAction, SessionsRequest } from './describe-sessions.ts';
import { EXIT } from '../../core/problem/problem.ts';
import type { Settings } from '../../core/config/settings.ts';
import { sessionFolder } from '../../storage/sessions/session-folder.ts';
import type { Run } from '../../runtime/run.ts';
import { wanted, write, type SessionsContext } from './context.ts';

/** What runs for each action; each gives the exit code. */
const ACTIONS: Readonly<Record<SessionsAction, (context: SessionsContext) => Promise<number>>> = {
  list: async (context) => (await import('./list.ts')).list(context),
  show: async (context) => (await import('./show.ts')).show(context),
  search: async (context) => (await import('./search.ts')).search(context),
  export: async (context) => (await import('./export.ts')).exportSession(context),
  rename: async (context) => (await import('./change.ts')).rename(context),
  rm: async (context) => (await import('./change.ts')).remove(context),
  async path(context) {
    const { words, folder } = context;
    await write(`${words[0] === undefined ? folder : wanted(context).path}\n`, context);
    return EXIT.complete.code;
  },
};

/** `claude-stream sessions`: what was kept of conversations. */
export async function sessions({ action, ...request }: SessionsRequest, settings: Settings, run: Run): Promise<number> {
  const folder = sessionFolder(process.env, homedir(), process.platform);
  return ACTIONS[action]({ ...request, folder, settings, run, terminal: process.stdout.isTTY });
}
