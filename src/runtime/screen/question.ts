import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { useColor } from '../../core/config/use-color.ts';
import type { ApprovalAnswer, ApprovalRequest } from '../../core/reply/tool-types.ts';
import { sanitizeLine } from '../../core/text/sanitize.ts';
import { wrapWords } from '../../core/text/word-wrap.ts';
import type { Settings } from '../../core/config/settings.ts';
import { createKeys, type Keys } from '../../terminal/input/keys.ts';
import { createLineInput } from '../../terminal/input/line-input.ts';
import { createStyles } from '../../terminal/styles.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { widthOf } from '../../markdown/layout/width.ts';
import type { AskUser } from '../tools/approval.ts';
import { signalJob } from '../signals.ts';

const QUESTION = '  run it? yes, always, no, or tell the model why not';

/** The view shows calls on stderr. If that is not the terminal, the question has to name the call. */
function questionOf({ name, input }: ApprovalRequest): string {
  if (process.stderr.isTTY) return QUESTION;
  return `● ${sanitizeLine(`${name} ${JSON.stringify(input)}`, 2000)}\n${QUESTION}`;
}

/**
 * Puts the question below what is on the screen, and reads lines until one answers it. `undefined`: the user pressed
 * Ctrl-C or Ctrl-D, the terminal is gone, or the signal was aborted.
 */
export async function readAnswer(
  request: ApprovalRequest,
  keys: Keys,
  { color }: Pick<Settings, 'color'>,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ApprovalAnswer | undefined> {
  const styles = createStyles(useColor(color, process.env, true));
  for (;;) {
    terminal.write(`${styles.hint(wrapWords(questionOf(request), terminal.size().columns))}\n`);
    const line = await createLineInput({ terminal, keys, widthOf, styles }).read('', signal);
    if (line.type !== 'line') return undefined;
    const text = line.text.trim();
    // Enter alone may have been pressed for another reason.
    if (text !== '') return answerOf(text);
  }
}

function answerOf(text: string): ApprovalAnswer {
  if (/^y(es)?$/i.test(text)) return 'once';
  if (/^a(lways)?$/i.test(text)) return 'always';
  return { refused: /^no?$/i.test(text) ? undefined : text };
}

/** Asks on the terminal of a one-shot, whose keys are taken only for that; `undefined`: there is nobody to ask. */
export function createAskUser(settings: Pick<Settings, 'color'>, terminal: Terminal): AskUser | undefined {
  if (!process.stderr.isTTY || !terminal.hasInput()) return undefined;
  return async (request, signal) => {
    const keys = createKeys(terminal);
    try {
      const isInterrupted = await dropTyped(keys);
      const answer = isInterrupted ? undefined : await readAnswer(request, keys, settings, terminal, signal);
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
