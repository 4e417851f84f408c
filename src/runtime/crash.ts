import type { Output } from '../terminal/output/output.ts';
import { callExitListeners } from './signals.ts';

/** What happens to exceptions that nothing caught: in a timer, an event handler, a promise. */
export interface CrashGuard {
  /**
   * Rejects with the first of them. By then the terminal has been given back, the journal is closed and servers are gone,
   * as at the end of the program, which is to follow: whatever still runs can no longer be trusted.
   */
  readonly crashed: Promise<never>;
  /** The output for all that runs: after a crash nothing is written to it. */
  untilCrash<Kind extends Output>(output: Kind): Kind;
}

export function guardCrashes(): CrashGuard {
  let hasCrashed = false;
  const crashed = new Promise<never>((_, reject) => {
    const crash = (error: unknown) => {
      if (hasCrashed) return;
      callExitListeners(1);
      hasCrashed = true;
      reject(error);
    };
    process.on('uncaughtException', crash).on('unhandledRejection', crash);
  });
  crashed.catch(() => {});
  return {
    crashed,
    untilCrash: (output) => ({ ...output, write: (text: string) => (hasCrashed ? undefined : output.write(text)) }),
  };
}
