import { complaint } from '../core/complaint.ts';
import type { Content } from '../core/conversation.ts';
import type { View } from '../core/edges.ts';
import { EXIT } from '../core/problem.ts';
import { exitCode, type Reply } from '../core/reply.ts';
import type { NoExcerpt } from '../core/result.ts';
import { sanitize, sanitizeLine } from '../core/sanitize.ts';
import type { Settings } from '../core/settings.ts';
import { explainStop, isUnfinished, summaryLine, type SavedText } from '../core/summary.ts';
import { exchange, type ExchangeEdges, type ExchangeSettings } from './exchange.ts';
import type { Session } from './session.ts';
import { turn } from './turn.ts';

export interface OneShotEdges extends ExchangeEdges {
  readonly view: View;
  /** What became of `--output`, if it was asked for; known after the reply. */
  readonly saved: () => SavedText | undefined;
  /** Why what was asked of the reply is not in it, if so; known after the reply. */
  readonly verdict?: () => NoExcerpt | undefined;
  /** Say something on stderr, with its style. */
  readonly tell: (kind: 'summary' | 'problem', text: string) => Promise<void>;
}

/** One prompt, one reply, one closing line; returns the exit code. */
export async function oneShot(
  session: Session,
  prompt: Content,
  settings: Pick<Settings, 'quiet' | 'strict'> & ExchangeSettings,
  { view, saved, verdict, tell, ...edges }: OneShotEdges,
  signal: AbortSignal,
): Promise<number> {
  await session.say('prompt', prompt);
  const reply = await turn(exchange(session, settings, edges, signal), view);
  const file = saved();
  await tell(...closing(reply, settings.quiet, file));
  const missing = verdict?.();
  if (missing !== undefined) await tell('problem', missingText(missing));
  const code =
    exitCode(reply, settings.strict) || (missing?.problem === undefined ? 0 : EXIT[missing.problem.exit].code);
  if (file?.failure === undefined) return code;
  await tell(
    'problem',
    complaint({ type: 'file', what: `cannot write ${file.path}: ${file.failure}`, exit: 'failed' }, false),
  );
  return code || EXIT.failed.code;
}

/** What is missing, why, and the text that has it not. */
function missingText({ problem, reasons = [], raw = '' }: NoExcerpt): string {
  const told = problem === undefined ? '' : complaint(problem, false);
  const text = sanitize(raw).replace(/\n+$/, '');
  return told + reasons.map((reason) => `  ${sanitizeLine(reason)}\n`).join('') + (text === '' ? '' : `${text}\n`);
}

/** What is said on stderr when a reply has ended; quiet leaves out what is not a warning. */
export function closing(reply: Reply, quiet: boolean, saved: SavedText | undefined): ['summary' | 'problem', string] {
  const { outcome } = reply;
  if (outcome.status === 'failed') {
    const tried = reply.retries > 0 && `gave up after ${reply.retries} ${reply.retries === 1 ? 'retry' : 'retries'}`;
    const kept = saved?.partial === true && `the partial text is in ${saved.path}`;
    const hint = [tried, outcome.problem.hint, kept].filter((part) => typeof part === 'string').join('; ');
    return ['problem', complaint({ ...outcome.problem, hint: hint === '' ? undefined : hint }, reply.text !== '')];
  }
  if (outcome.status === 'interrupted' && outcome.by === 'reader-gone') return ['summary', ''];
  if (!quiet) return ['summary', `${sanitizeLine(summaryLine(reply, saved), 2000)}\n`];
  const warning = outcome.status === 'complete' && isUnfinished(reply) ? explainStop(reply) : undefined;
  return ['problem', warning === undefined ? '' : `claude-stream: ${sanitizeLine(warning, 1000)}\n`];
}
