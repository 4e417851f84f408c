import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { usageProblem } from '../../core/problem/problem.ts';
import { runProgram, type ProgramSetting } from './terminal-program.ts';

/**
 * Opens the text in the user's editor, which has the terminal meanwhile. `undefined`: the editor reported a failure, as
 * `:cq` in vi does. Throws a problem if the editor cannot be started.
 */
export async function editText(text: string, setting: ProgramSetting): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'claude-stream-'));
  const file = join(folder, 'prompt.md');
  try {
    await writeFile(file, text, { mode: 0o600 });
    if (!(await editFile(file, setting))) return undefined;
    return (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Opens a file in the user's editor, as `editText` does with a text. Resolves to whether the editor reported no failure.
 * The variable may hold arguments, such as `code --wait`; the shell reads them, as git does.
 */
export async function editFile(file: string, setting: ProgramSetting): Promise<boolean> {
  const editor = setting.environment['VISUAL'] || setting.environment['EDITOR'] || 'vi';
  const environment = { ...setting.environment, CLAUDE_STREAM_FILE: file };
  const command = { file: `${editor} "$CLAUDE_STREAM_FILE"`, shell: true };
  const { code } = await runProgram(command, { ...setting, environment });
  if (code === 127) throw usageProblem(`cannot start ${editor}`, 'set $VISUAL or $EDITOR to your editor');
  return code === 0;
}
