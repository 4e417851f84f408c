import { complaint } from '../core/complaint.ts';
import type { Content } from '../core/conversation.ts';
import type { View } from '../core/edges.ts';
import { EXIT } from '../core/problem.ts';
import { exitCode, type Reply } from '../core/reply.ts';
import { sanitizeLine } from '../core/sanitize.ts';
import type { Settings } from '../core/settings.ts';
import { explainStop, isUnfinished, summaryLine, type SavedText } from '../core/summary.ts';
import { exchange, type ExchangeEdges, type ExchangeSettings } from './exchange.ts';
import type { Session } from './session.ts';
import { turn } from './turn.ts';

export interface OneShotEdges extends ExchangeEdges {
  readonly view: View;
  /** What became of `--output`, if it was asked for; known after the reply. */
  readonly saved: () => SavedText | undefined;
  /** Say something on stderr, with its style. */
  readonly tell: (kind: 'summary' | 'problem', text: string) => Promise<void>;
}

/** One prompt, one reply, one closing line; returns the exit code. */
export async function oneShot(
  session: Session,
  prompt: Content,
  settings: Pick<Settings, 'quiet' | 'strict'> & ExchangeSettings,
  { view, saved, tell, ...edges }: OneShotEdges,
  signal: AbortSignal,
): Promise<number> {
  await session.say('prompt', prompt);
  const reply = await turn(exchange(session, settings, edges, signal), view);
  const file = saved();
  await tell(...closing(reply, settings.quiet, file));
  if (file?.failure === undefined) return exitCode(reply, settings.strict);
  await tell(
    'problem',
    complaint({ type: 'file', what: `${file.path} could not be written: ${file.failure}`, exit: 'failed' }, false),
  );
  return exitCode(reply, settings.strict) || EXIT.failed.code;
}

/** What is said on stderr when a reply has ended; quiet leaves out what is not a warning. */
export function closing(reply: Reply, quiet: boolean, saved: SavedText | undefined): ['summary' | 'problem', string] {
  const { outcome } = reply;
  if (outcome.status === 'failed') {
    const tried = reply.retries > 0 && `gave up after ${reply.retries} ${reply.retries === 1 ? 'retry' : 'retries'}`;
    const kept = saved?.partial === true && `what came is in ${saved.path}`;
    const hint = [tried, outcome.problem.hint, kept].filter((part) => typeof part === 'string').join('; ');
    return ['problem', complaint({ ...outcome.problem, hint: hint === '' ? undefined : hint }, reply.text !== '')];
  }
  if (outcome.status === 'interrupted' && outcome.by === 'reader-gone') return ['summary', ''];
  if (!quiet) return ['summary', `${sanitizeLine(summaryLine(reply, saved), 2000)}\n`];
  const warning = outcome.status === 'complete' && isUnfinished(reply) ? explainStop(reply) : undefined;
  return ['problem', warning === undefined ? '' : `claude-stream: ${sanitizeLine(warning, 1000)}\n`];
}
