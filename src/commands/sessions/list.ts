import { wholeNumber } from '../../core/config/value-types.ts';
import { EXIT, ProblemError } from '../../core/problem/problem.ts';
import type { SessionInfo } from '../../core/sessions/session-table.ts';
import { listSessionFiles, readSession } from '../../storage/sessions/session-folder.ts';
import { truncateList } from '../../core/text/truncate.ts';
import type { Command } from '../command.ts';
import { createContext, writeJson, type SessionsContext } from './context.ts';
import { describeBelow, JSON_FLAG, ownValue } from './describe.ts';

const DEFAULT_LIMIT = 30;
const MAX_NAMED = 5;

export const LIMIT = ['-l, --limit <n>', `maximum to list; 0 lists all (default ${DEFAULT_LIMIT})`] as const;

/** `sessions list`: lists conversations as a table or as JSON. */
export const list: Command = {
  describe: (program) =>
    describeBelow(program, 'list', 'list conversations, most recent first', 'list --limit 5')
      .option(...LIMIT)
      .option(...JSON_FLAG),

  run: async ({ own }, runtime) =>
    runtime.whileBlocking(() => listSessions(ownValue('--limit', own?.['limit'], wholeNumber), createContext(runtime))),
};

/** Prints the most recent conversations; all of them if `limit` is 0. */
export async function listSessions(limit: number | undefined, context: SessionsContext): Promise<number> {
  const { folder, format, terminal, stdout, notify } = context;
  const { sessionInfo, sessionTable } = await import('../../core/sessions/session-table.ts');
  const asJson = format !== 'text';
  const most = limit ?? (asJson ? 0 : DEFAULT_LIMIT);
  const files = listSessionFiles(folder);
  const found: SessionInfo[] = [];
  const unreadable: string[] = [];
  let read = 0;
  for (const file of files) {
    if (most > 0 && found.length === most) break;
    read++;
    try {
      found.push(sessionInfo(file, readSession(file)));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      unreadable.push(error.message);
    }
  }
  if (asJson) await writeJson(found, context);
  else if (found.length > 0) {
    const { default: widthOf } = await import('string-width');
    const columns = terminal ? process.stdout.columns : undefined;
    await stdout.write(sessionTable(found, { now: new Date(), columns, widthOf }));
  }
  const more = files.length - read;
  if (!asJson && more > 0) await notify.warn(`${more} more; --limit 0 lists all`);
  if (!asJson && files.length === 0) await notify.warn('no conversations yet');
  if (unreadable.length > 0) await notify.warn(truncateList(unreadable, MAX_NAMED).join('; '));
  return EXIT.complete.code;
}
