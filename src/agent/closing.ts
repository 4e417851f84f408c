import type { Notify } from '../core/reply/ports.ts';
import type { Reply } from '../core/reply/reply.ts';
import { explainStop, isUnfinished, summaryLine, type SavedText } from '../core/reply/summary.ts';

/** Reports below a reply how it ended: its closing line, or what failed. */
export async function reportEnding(reply: Reply, saved: SavedText | undefined, notify: Notify): Promise<void> {
  const { outcome, retries, text } = reply;
  if (outcome.status === 'failed') {
    const tried = retries > 0 ? `gave up after ${retries} ${retries === 1 ? 'retry' : 'retries'}` : undefined;
    const kept = saved?.partial === true ? `the partial text is in ${saved.path}` : undefined;
    const hints = [tried, outcome.problem.hint, kept].filter((hint) => hint !== undefined);
    const hint = hints.length === 0 ? undefined : hints.join('; ');
    return notify.problem({ ...outcome.problem, hint }, text !== '');
  }
  const isCut = outcome.status === 'complete' && isUnfinished(reply);
  return notify.summary(summaryLine(reply, saved), isCut ? explainStop(reply) : undefined);
}
