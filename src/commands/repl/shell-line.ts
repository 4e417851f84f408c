import { usageProblem } from '../../core/problem/problem.ts';
import type { Ended } from '../../terminal/programs/terminal-program.ts';
import type { ReplState, SlashDeps } from './slash/slash-command.ts';

/** Runs a line that was typed after a `!` in the user's shell. Nothing of it is sent. Throws a usage problem. */
export async function runShellLine(
  line: string,
  isPasted: boolean,
  state: Pick<ReplState, 'draft'>,
  { runInShell, notify, workingFolder }: Pick<SlashDeps, 'runInShell' | 'notify' | 'workingFolder'>,
): Promise<void> {
  if (line.includes('\n')) state.draft = `!${line}`;
  checkShellLine(line, isPasted, '; to send it as a prompt, start it with !!');
  const ended = await runInShell(line);
  const how = howItEnded(ended);
  if (how !== undefined) await notify.note(how);
  else if (/^cd(\s[^;&|]*)?$/.test(line))
    await notify.note(`cd changes only its own shell: still in ${workingFolder()}`);
}

/**
 * Nothing runs that was pasted, and nothing of several lines: it was hardly meant as a command. `instead`: what can be
 * done with it as well. Throws a usage problem.
 */
export function checkShellLine(line: string, isPasted: boolean, instead = ''): void {
  if (/^!*$/.test(line)) throw usageProblem('! needs a command', 'for example !git status');
  if (line.includes('\n')) throw usageProblem('! takes a single line', `join the lines with &&${instead}`);
  if (isPasted) throw usageProblem('a command that was pasted is not run', `Up and Enter run it${instead}`);
}

/** How a command failed; `undefined`: it did not. */
export function howItEnded({ code, by }: Ended): string | undefined {
  if (by !== null) return `ended by ${by}`;
  return code === 0 ? undefined : `exit status ${code}`;
}
