import { usageProblem } from '../../core/problem/problem.ts';
import type { ReplState, SlashDeps } from './slash/slash-command.ts';

/**
 * Runs a line that was typed after a `!` in the user's shell. None of it is sent to the model. Nothing runs that was
 * pasted, and nothing of several lines: it was hardly meant as a command. Throws a usage problem.
 */
export async function runShellLine(
  line: string,
  isPasted: boolean,
  state: Pick<ReplState, 'draft'>,
  { runInShell, notify, workingFolder }: Pick<SlashDeps, 'runInShell' | 'notify' | 'workingFolder'>,
): Promise<void> {
  if (/^!*$/.test(line)) throw usageProblem('! needs a command', 'for example !git status; nothing of it is sent');
  const orSend = 'to send it as a prompt, start it with !!';
  if (line.includes('\n')) {
    state.draft = `!${line}`;
    throw usageProblem('! takes a single line', orSend);
  }
  if (isPasted) throw usageProblem('a command that was pasted is not run', `Up and Enter run it; ${orSend}`);
  const { code, by } = await runInShell(line);
  if (by !== null) await notify.note(`ended by ${by}`);
  else if (code !== 0) await notify.note(`exit status ${code}`);
  else if (/^cd(\s[^;&|]*)?$/.test(line))
    await notify.note(`cd changes only its own shell: still in ${workingFolder()}`);
}
