import { usageProblem } from '../core/problem/problem.ts';
import { canConfirm, confirm } from '../runtime/screen/confirm.ts';
import type { Runtime } from '../runtime/runtime.ts';

/**
 * The command line to run in place of one whose only word resembles a command: the user is asked. Without a terminal the
 * word is a prompt. Throws a usage problem if the terminal ends instead.
 */
export async function meantCommand(
  { name, argv }: { readonly name: string; readonly argv: readonly string[] },
  { stderr, signal }: Pick<Runtime, 'stderr' | 'signal'>,
): Promise<readonly string[] | undefined> {
  if (!canConfirm()) return undefined;
  const isMeant = await confirm(`claude-stream: did you mean the command ${name}? `, stderr, signal);
  if (isMeant === undefined) throw usageProblem('nothing was sent', 'to send a prompt of one word, put -- before it');
  return isMeant ? argv : undefined;
}
