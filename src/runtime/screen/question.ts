import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { useColor } from '../../core/config/use-color.ts';
import { wrapWords } from '../../core/text/word-wrap.ts';
import type { Settings } from '../../core/config/settings.ts';
import { createKeys, type Keys } from '../../terminal/input/keys.ts';
import { createLineInput } from '../../terminal/input/line-input.ts';
import { createStyles } from '../../terminal/styles.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { widthOf } from '../../markdown/layout/width.ts';
import type { AskUser } from '../tools/approval.ts';
import { signalJob } from '../signals.ts';

/**
 * Puts a question below what is on the screen, and reads a line. `undefined`: the user pressed Ctrl-C or Ctrl-D, the
 * terminal is gone, or the signal was aborted.
 */
export async function readAnswer(
  question: string,
  keys: Keys,
  { color }: Pick<Settings, 'color'>,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<string | undefined> {
  const styles = createStyles(useColor(color, process.env, true));
  terminal.write(`${styles.hint(wrapWords(question, terminal.size().columns))}\n`);
  const answer = await createLineInput({ terminal, keys, widthOf, styles }).read('', signal);
  return answer.type === 'line' ? answer.text : undefined;
}

/** Asks on the terminal of a one-shot, whose keys are taken only for that; `undefined`: there is nobody to ask. */
export function createAskUser(settings: Pick<Settings, 'color'>, terminal: Terminal): AskUser | undefined {
  if (!process.stderr.isTTY || !terminal.hasInput()) return undefined;
  return async (question, signal) => {
    const keys = createKeys(terminal);
    try {
      const isInterrupted = await dropTyped(keys);
      const answer = isInterrupted ? undefined : await readAnswer(question, keys, settings, terminal, signal);
      // In raw mode Ctrl-C was a key like any other.
      if (answer === undefined && !signal.aborted) await interruptJob(signal);
      return answer;
    } finally {
      keys.close();
    }
  };
}

/** By then what the terminal held has come. */
const TYPED_AHEAD_MS = 20;

/** What was typed before a question does not answer it. Gives whether Ctrl-C was pressed. */
async function dropTyped(keys: Keys): Promise<boolean> {
  let isInterrupted = false;
  const stop = keys.take((input) => {
    isInterrupted ||= input.type === 'key' && input.key.chord === 'ctrl-c';
  });
  await sleep(TYPED_AHEAD_MS);
  await setImmediate();
  stop();
  return isInterrupted;
}

/** Sends the signal that Ctrl-C is, and waits until it is here: nothing more is to be asked for meanwhile. */
async function interruptJob(signal: AbortSignal): Promise<void> {
  const aborted = new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  signalJob('SIGINT');
  await Promise.race([aborted, sleep(SIGNAL_MS, undefined, { ref: false })]);
}

/** A signal is never so late. */
const SIGNAL_MS = 500;
