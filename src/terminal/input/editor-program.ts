import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { usageProblem } from '../../core/problem/problem.ts';
import type { Environment } from '../../core/config/settings.ts';

/**
 * Opens the text in the user's editor, which has the terminal meanwhile. `undefined`: the editor reported a failure, as
 * `:cq` in vi does. Throws a problem if the editor cannot be started. `input`: the terminal, where stdin is something else.
 */
export async function editText(
  text: string,
  environment: Environment,
  input: 'inherit' | number,
): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'claude-stream-'));
  const file = join(folder, 'prompt.md');
  try {
    await writeFile(file, text, { mode: 0o600 });
    if (!(await runEditor(file, environment, input))) return undefined;
    return (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The variable may hold arguments, such as `code --wait`; the shell reads them, as git does. */
function runEditor(file: string, environment: Environment, input: 'inherit' | number): Promise<boolean> {
  const editor = environment['VISUAL'] || environment['EDITOR'] || 'vi';
  return new Promise((resolve, reject) => {
    const child = spawn(`${editor} "$CLAUDE_STREAM_FILE"`, {
      shell: true,
      stdio: [input, 'inherit', 'inherit'],
      env: { ...environment, CLAUDE_STREAM_FILE: file },
    });
    child.on('error', reject);
    child.on('exit', (code) => (code === 127 ? reject(noEditor(editor)) : resolve(code === 0)));
  });
}

const noEditor = (editor: string) => usageProblem(`cannot start ${editor}`, 'set $VISUAL or $EDITOR to your editor');
