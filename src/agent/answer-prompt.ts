import type { Settings } from '../core/config/settings.ts';
import type { Content } from '../core/conversation/conversation.ts';
import { EXIT } from '../core/problem/problem.ts';
import type { FailedExtraction } from '../core/reply/json-output.ts';
import type { Notify, View } from '../core/reply/ports.ts';
import { exitCode, type Reply } from '../core/reply/reply.ts';
import type { SavedText } from '../core/reply/summary.ts';
import { reportEnding } from './closing.ts';
import { runTurn, type TurnDeps, type TurnSettings } from './run-turn.ts';
import type { Session } from './session.ts';
import { showReply } from './show-reply.ts';

export interface AnswerDeps extends TurnDeps {
  readonly view: View;
  /** The file of `--output`, if there is one; known after the reply. */
  readonly saved: () => SavedText | undefined;
  /** Why the requested part could not be extracted, if so; known after the reply. */
  readonly failure?: () => FailedExtraction | undefined;
  /** How to get the rest of a reply that was cut off, in words for people. */
  readonly wayOn?: (reply: Reply) => string | undefined;
  readonly notify: Notify;
}

/** One prompt, one reply, one closing line. Resolves to the exit code. */
export async function answerPrompt(
  session: Session,
  prompt: Content,
  settings: Pick<Settings, 'strict' | 'verbose'> & TurnSettings,
  { view, saved, failure, wayOn, notify, ...deps }: AnswerDeps,
  signal: AbortSignal,
): Promise<number> {
  await session.addUserMessage('prompt', prompt);
  const reply = await showReply(runTurn(session, settings, deps, signal), view);
  const file = saved();
  await reportEnding(reply, { saved: file, verbose: settings.verbose }, notify, wayOn?.(reply));
  const { problem, raw = '' } = failure?.() ?? {};
  if (problem !== undefined) await notify.problem(problem);
  if (raw.trim() !== '') await notify.echo(raw);
  const code = exitCode(reply, settings.strict) || (problem === undefined ? 0 : EXIT[problem.exit].code);
  if (file?.failure === undefined) return code;
  await notify.problem({ type: 'file', what: `cannot write ${file.path}: ${file.failure}`, exit: 'failed' });
  return code || EXIT.failed.code;
}
