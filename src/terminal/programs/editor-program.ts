import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { usageProblem } from '../../core/problem/problem.ts';
import type { Environment } from '../../core/config/settings.ts';

/** How long an editor that is asked to end is waited for. */
const END_MS = 1000;

/**
 * Opens the text in the user's editor, which has the terminal meanwhile. `undefined`: the editor reported a failure, as
 * `:cq` in vi does. Throws a problem if the editor cannot be started. `input`: the terminal, where stdin is something else.
 * An aborted signal ends the editor.
 */
export async function editText(
  text: string,
  environment: Environment,
  input: 'inherit' | number,
  signal: AbortSignal,
): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'claude-stream-'));
  const file = join(folder, 'prompt.md');
  try {
    await writeFile(file, text, { mode: 0o600 });
    if (!(await editFile(file, environment, input, signal))) return undefined;
    return (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Opens a file in the user's editor, as `editText` does with a text. Resolves to whether the editor reported no failure.
 * The variable may hold arguments, such as `code --wait`; the shell reads them, as git does.
 */
export function editFile(
  file: string,
  environment: Environment,
  input: 'inherit' | number,
  signal: AbortSignal,
): Promise<boolean> {
  const editor = environment['VISUAL'] || environment['EDITOR'] || 'vi';
  const over = new AbortController();
  const ended = new Promise<boolean>((resolve, reject) => {
    const child = spawn(`${editor} "$CLAUDE_STREAM_FILE"`, {
      shell: true,
      stdio: [input, 'inherit', 'inherit'],
      env: { ...environment, CLAUDE_STREAM_FILE: file },
    });
    // Where the shell has become the editor, that gives the terminal back before it ends.
    const end = () => {
      child.kill('SIGTERM');
      setTimeout(() => resolve(false), END_MS);
    };
    signal.addEventListener('abort', end, { signal: over.signal });
    child.on('error', reject);
    child.on('exit', (code) => (code === 127 ? reject(noEditor(editor)) : resolve(code === 0)));
  });
  return ended.finally(() => over.abort());
}

const noEditor = (editor: string) => usageProblem(`cannot start ${editor}`, 'set $VISUAL or $EDITOR to your editor');
