import { setTimeout as sleep } from 'node:timers/promises';
import { useColor } from '../../core/config/use-color.ts';
import type { ApprovalAnswer, ApprovalRequest } from '../../core/reply/tool-types.ts';
import type { Settings } from '../../core/config/settings.ts';
import { askApproval } from '../../terminal/approval/approval-prompt.ts';
import { createKeys, type Input, type Keys } from '../../terminal/input/keys.ts';
import { createStyles } from '../../terminal/styles.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { widthOf } from '../../markdown/layout/width.ts';
import type { AskUser } from '../tools/approval.ts';
import { signalJob } from '../signals.ts';

/**
 * Asks whether a call may run, on a terminal whose keys are taken. `undefined`: the user interrupted, the terminal is gone,
 * or the signal was aborted. `onTypedAhead` gets what was typed before the question could be seen.
 */
export function askOnTerminal(
  request: ApprovalRequest,
  keys: Keys,
  { color }: Pick<Settings, 'color'>,
  terminal: Terminal,
  onTypedAhead: (input: Input) => void,
  signal: AbortSignal,
): Promise<ApprovalAnswer | undefined> {
  const styles = createStyles(useColor(color, process.env, true));
  return askApproval(request, { terminal, keys, widthOf, styles, onTypedAhead, onSuspend }, signal);
}

const onSuspend = () => signalJob('SIGTSTP');

/** Asks on the terminal of a one-shot, whose keys are taken only for that; `undefined`: there is nobody to ask. */
export function createAskUser(settings: Pick<Settings, 'color'>, terminal: Terminal): AskUser | undefined {
  if (!process.stderr.isTTY || !terminal.hasInput()) return undefined;
  let keys: Keys | undefined;
  return async (request, signal) => {
    keys ??= createKeys(terminal);
    keys.resume();
    try {
      const answer = await askOnTerminal(request, keys, settings, terminal, () => {}, signal);
      // In raw mode Ctrl-C was a key like any other.
      if (answer === undefined && !signal.aborted) await interruptJob(signal);
      return answer;
    } finally {
      keys.pause();
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
