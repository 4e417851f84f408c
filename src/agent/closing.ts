import type { Notify } from '../core/reply/ports.ts';
import type { Reply } from '../core/reply/reply.ts';
import { explainStop, isUnfinished, summaryLine, type SummaryOptions } from '../core/reply/summary.ts';

/** Reports below a reply how it ended: its closing line, or what failed. `wayOn`: how to get the rest of it. */
export async function reportEnding(reply: Reply, how: SummaryOptions, notify: Notify, wayOn?: string): Promise<void> {
  const { outcome, retries, text } = reply;
  if (outcome.status === 'failed') {
    const tried = retries > 0 ? `gave up after ${retries} ${retries === 1 ? 'retry' : 'retries'}` : undefined;
    const kept = how.saved?.partial === true ? `the partial text is in ${how.saved.path}` : undefined;
    // A bare "try again" would start over.
    const own = wayOn !== undefined && outcome.problem.hint === 'try again' ? undefined : outcome.problem.hint;
    const hints = [tried, own, wayOn, kept].filter((hint) => hint !== undefined);
    const hint = hints.length === 0 ? undefined : hints.join('; ');
    return notify.problem({ ...outcome.problem, hint }, text !== '');
  }
  const isCut = outcome.status === 'complete' && isUnfinished(reply);
  await notify.summary(summaryLine(reply, how), isCut ? explainStop(reply) : undefined);
  if (wayOn !== undefined) await notify.info(wayOn);
}
