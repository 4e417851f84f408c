import { setTimeout as sleep } from 'node:timers/promises';
import { useColor } from '../core/color.ts';
import { fold } from '../core/fold.ts';
import type { Settings } from '../core/settings.ts';
import { createKeys, type Keys } from '../terminal/keys.ts';
import { createLineInput } from '../terminal/line-input.ts';
import { createTones } from '../terminal/tones.ts';
import { widthOf } from '../markdown/width.ts';
import type { AskUser } from './approval.ts';
import { attend } from './attend.ts';
import type { Run } from './run.ts';
import { signalJob } from './suspension.ts';
import { canSynchronize, keyboardInput, reflowLagMs, windowSize } from './terminal.ts';

/**
 * Puts a question below what is on the screen, and reads a line. `undefined`: the user pressed Ctrl-C or Ctrl-D, the
 * terminal is gone, or the signal was aborted.
 */
export async function readAnswer(
  question: string,
  keys: Keys,
  { color }: Settings,
  run: Run,
  signal: AbortSignal,
): Promise<string | undefined> {
  const tones = createTones(useColor(color, process.env, true));
  const write = (text: string) => void run.stderr.write(text);
  write(`${tones.hint(fold(question, windowSize().columns))}\n`);
  const line = createLineInput({
    keys,
    write,
    widthOf,
    synchronized: canSynchronize(),
    reflowLagMs: reflowLagMs(),
    size: windowSize(),
    styles: tones,
  });
  const over = new AbortController();
  const unattend = attend(line, keys, write, run);
  const aborted = new Promise<undefined>((resolve) => {
    const leave = () => {
      write(line.leave());
      resolve(undefined);
    };
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { signal: over.signal });
  });
  const answer = await Promise.race([line.read(), aborted]);
  over.abort();
  unattend();
  return answer?.type === 'line' ? answer.text : undefined;
}

/** Asks on the terminal of a one-shot, whose keys are taken only for that; `undefined`: there is nobody to ask. */
export function createAskUser(settings: Settings, run: Run): AskUser | undefined {
  if (!process.stderr.isTTY) return undefined;
  const input = keyboardInput();
  if (input === undefined) return undefined;
  return async (question, signal) => {
    const keys = createKeys({ input, write: (text) => void run.stderr.write(text) });
    try {
      const answer = await readAnswer(question, keys, settings, run, signal);
      // In raw mode Ctrl-C was a key like any other.
      if (answer === undefined && !signal.aborted) await interruptJob(signal);
      return answer;
    } finally {
      keys.close();
    }
  };
}

/** Sends the signal that Ctrl-C is, and waits until it is here: nothing more is to be asked for meanwhile. */
async function interruptJob(signal: AbortSignal): Promise<void> {
  const aborted = new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  signalJob('SIGINT');
  await Promise.race([aborted, sleep(SIGNAL_MS, undefined, { ref: false })]);
}

/** A signal is never so late. */
const SIGNAL_MS = 500;
