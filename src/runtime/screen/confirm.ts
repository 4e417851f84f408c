import { createInterface } from 'node:readline';
import { raceAbort } from '../../core/problem/interruption.ts';
import type { Sink } from '../../core/reply/ports.ts';

/** Whether there is somebody to ask. */
export const canConfirm = (): boolean => process.stdin.isTTY && process.stderr.isTTY;

/**
 * Asks a question, which ends with a blank or a line break, and reads a line. Anything but `y` or `yes` is no. `undefined`: the input ended instead.
 * Throws the `Interrupted` of the signal.
 */
export async function confirm(question: string, stderr: Sink, signal: AbortSignal): Promise<boolean | undefined> {
  await stderr.write(`${question}[y/N] `);
  const answer = await raceAbort(firstLine(), signal);
  return answer === undefined ? undefined : /^y(es)?$/i.test(answer.trim());
}

/** Leaves the terminal in line mode, so that Ctrl-C still sends its signal. */
function firstLine(): Promise<string | undefined> {
  const lines = createInterface({ input: process.stdin, terminal: false });
  return new Promise((resolve) => {
    lines.once('line', (line) => {
      resolve(line);
      lines.close();
    });
    lines.once('close', () => resolve(undefined));
  });
}
