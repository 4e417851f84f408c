import { EXIT } from '../../core/problem/problem.ts';
import { documentOf } from '../../export/document.ts';
import { readSession } from '../../storage/sessions/session-folder.ts';
import { wanted, write, type SessionsContext } from './context.ts';

/** `sessions export`: a conversation as a document. */
export async function exportSession(context: SessionsContext): Promise<number> {
  const { format = context.run.format === 'text' ? 'md' : 'json' } = context;
  await write(await documentOf(readSession(wanted(context)), format), context);
  return EXIT.complete.code;
}
