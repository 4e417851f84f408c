import { setImmediate } from 'node:timers/promises';
import { wholeNumber } from '../../core/config/value-types.ts';
import { hasReply } from '../../core/conversation/answered.ts';
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
export const ALL = ['-a, --all', 'include conversations without a reply'] as const;

/** `sessions list`: lists conversations as a table or as JSON. */
export const list: Command = {
  describe: (program) =>
    describeBelow(program, 'list', 'list conversations, most recent first', 'list --limit 5')
      .option(...LIMIT)
      .option(...ALL)
      .option(...JSON_FLAG),

  run: async ({ own }, runtime) => {
    const which = {
      limit: ownValue('--limit', own?.['limit'], wholeNumber),
      all: own?.['all'] === true,
      more: 'there are more; --limit 0 lists all',
      hidden: 'no conversation has a reply yet; --all lists those without one',
    };
    return listSessions(which, createContext(runtime));
  },
};

export interface Listing {
  /** 0: no limit. */
  readonly limit: number | undefined;
  /** Whether those without a reply are listed too. */
  readonly all?: boolean;
  /** What to say if there are more, and if only those without a reply are left out. */
  readonly more: string;
  readonly hidden: string;
}

/** Prints the most recent conversations. */
export async function listSessions(
  { limit, all = false, more, hidden }: Listing,
  context: SessionsContext,
): Promise<number> {
  const { folder, format, terminal, stdout, notify, signal, costOf } = context;
  const { sessionInfo, sessionTable } = await import('../../core/sessions/session-table.ts');
  const asJson = format !== 'text';
  const most = limit ?? (asJson ? 0 : DEFAULT_LIMIT);
  const files = listSessionFiles(folder);
  const found: SessionInfo[] = [];
  const unreadable: string[] = [];
  let isCut = false;
  let read = 0;
  for (const file of files) {
    // Lets signals arrive.
    if (read++ % 50 === 0) await setImmediate();
    signal.throwIfAborted();
    try {
      const restored = readSession(file);
      if (!all && !hasReply(restored.conversation)) continue;
      isCut = most > 0 && found.length === most;
      if (isCut) break;
      found.push(sessionInfo(file, restored, costOf));
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
  if (!asJson && isCut) await notify.warn(more);
  if (!asJson && files.length === 0) await notify.warn('no conversations yet');
  if (!asJson && found.length === 0 && files.length > unreadable.length) await notify.warn(hidden);
  if (unreadable.length > 0) await notify.warn(truncateList(unreadable, MAX_NAMED).join('; '));
  return EXIT.complete.code;
}
