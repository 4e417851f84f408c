import widthOf from 'string-width';
import { EXIT, ProblemError } from '../../core/problem.ts';
import { sessionInfo, sessionTable, type SessionInfo } from '../../core/session-list.ts';
import { sanitizeLine } from '../../core/sanitize.ts';
import { listSessionFiles, readSession } from '../../files/session-folder.ts';
import { tell, writeJson, type SessionsContext } from './context.ts';

const DEFAULT_LIMIT = 30;
/** So many of those that cannot be read are named. */
const MOST_NAMED = 5;

/** `sessions list`: the sessions as a table, or as JSON. */
export async function list(context: SessionsContext): Promise<number> {
  const { folder, limit, run, terminal } = context;
  const asJson = run.format !== 'text';
  const most = limit ?? (asJson ? 0 : DEFAULT_LIMIT);
  const files = listSessionFiles(folder);
  const found: SessionInfo[] = [];
  const unreadable: string[] = [];
  let looked = 0;
  for (const file of files) {
    if (most > 0 && found.length === most) break;
    looked++;
    try {
      found.push(sessionInfo(file, readSession(file)));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      unreadable.push(sanitizeLine(error.message));
    }
  }
  if (asJson) await writeJson(found, context);
  else if (found.length > 0) {
    const columns = terminal ? process.stdout.columns : undefined;
    await run.stdout.write(sessionTable(found, { now: new Date(), columns, widthOf }));
  }
  const more = files.length - looked;
  if (!asJson && more > 0) await tell(`${more} more; --limit 0 lists all`, context);
  if (!asJson && files.length === 0) await tell('no conversations yet', context);
  if (unreadable.length > 0) await tell(enumerate(unreadable), context);
  return EXIT.complete.code;
}

function enumerate(sentences: readonly string[]): string {
  const more = sentences.length - MOST_NAMED;
  return [...sentences.slice(0, MOST_NAMED), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}
