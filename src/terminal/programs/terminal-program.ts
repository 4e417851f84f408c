import { spawn, spawnSync, type SpawnOptions } from 'node:child_process';
import type { Environment } from '../../core/config/settings.ts';
import type { Terminal } from '../terminal.ts';

/** What a program gets that has the terminal for a while. */
export interface ProgramSetting {
  readonly environment: Environment;
  /** The terminal, where stdin is something else. */
  readonly input: 'inherit' | number;
  /** Aborting it ends the program. */
  readonly signal: AbortSignal;
}

export interface ProgramCommand extends Pick<SpawnOptions, 'shell'> {
  readonly file: string;
  readonly args?: readonly string[];
  /** Gets what it writes to stdout, in place of the terminal. */
  readonly onOutput?: (piece: Buffer) => void;
}

/** How a program ended: with an exit code, or by a signal. */
export interface Ended {
  readonly code: number | null;
  readonly by: NodeJS.Signals | null;
}

/** How long a program that is asked to end is waited for, and one that has ended but left its output open to others. */
const END_MS = 1000;

/** Runs a program in the terminal. Rejects if it cannot be started. */
export function runProgram(
  { file, args = [], onOutput, ...options }: ProgramCommand,
  { environment, input, signal }: ProgramSetting,
): Promise<Ended> {
  const over = new AbortController();
  const stdout = onOutput === undefined ? 'inherit' : 'pipe';
  const child = spawn(file, args, { ...options, stdio: [input, stdout, 'inherit'], env: { ...environment } });
  const ended = new Promise<Ended>((resolve, reject) => {
    const resolveSoon = (how: Ended) => setTimeout(() => resolve(how), END_MS);
    // Where a shell has become the program, that gives the terminal back before it ends.
    const end = () => {
      child.kill('SIGTERM');
      resolveSoon({ code: null, by: 'SIGTERM' });
    };
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { signal: over.signal });
    child.stdout?.on('data', (piece: Buffer) => onOutput?.(piece));
    child.on('error', reject);
    child.on('close', (code, by) => resolve({ code, by }));
    child.on('exit', (code, by) => resolveSoon({ code, by }));
  });
  return ended.finally(() => {
    over.abort();
    child.stdout?.destroy();
  });
}

/** Colors, the cursor, the mouse, wrapping and the second screen, as programs that were killed leave them. */
const AS_BEFORE =
  '\u001b[?1047l\u001b[?1000l\u001b[?1002l\u001b[?1003l\u001b[?1006l\u001b[?1l\u001b[?7h\u001b[?25h\u001b[4l\u001b[0m';

/** Lets programs have the terminal, and restores what they leave changed; the cursor is at the start of a row then. */
export async function lendTerminal<T>(
  terminal: Pick<Terminal, 'write' | 'size'>,
  input: ProgramSetting['input'],
  use: () => Promise<T>,
): Promise<T> {
  const modes = stty(input, '-g');
  try {
    return await use();
  } finally {
    if (modes !== undefined) stty(input, modes);
    // Blanks in a whole row run into the next one, except from its start.
    terminal.write(`${AS_BEFORE}${' '.repeat(terminal.size().columns)}\r\u001b[K`);
  }
}

/** What `stty` prints; `undefined` where it fails. */
function stty(input: ProgramSetting['input'], setting: string): string | undefined {
  // In the background it would be stopped, and could only be killed.
  const limits = { timeout: 1000, killSignal: 'SIGKILL' } as const;
  const { status, stdout } = spawnSync('stty', [setting], {
    ...limits,
    stdio: [input, 'pipe', 'ignore'],
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : undefined;
}
