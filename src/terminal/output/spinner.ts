import ora from 'ora';
import stringWidth from 'string-width';
import { truncate } from '../../core/text/truncate.ts';

/** A line on the terminal that says what is being waited for. Stopped, it has left nothing behind. */
export interface Spinner {
  stop(): void;
}

export interface SpinnerOptions {
  readonly stream: NodeJS.WriteStream;
  readonly color: boolean;
  /** The line now; asked for anew for every frame. */
  readonly line: () => string;
}

export function startSpinner({ stream, color, line }: SpinnerOptions): Spinner {
  const spinner = ora({
    stream,
    color: color ? 'cyan' : false,
    // By default ora takes the terminal out of line mode, and Ctrl-C no longer makes a SIGINT.
    discardStdin: false,
    // Whether there is a terminal is decided elsewhere; ora would also ask whether this is CI.
    isEnabled: true,
  });
  // One row only, so that a terminal that gets narrower has nothing to wrap.
  Object.defineProperty(spinner, 'text', { get: () => truncate(line(), stream.columns - 4, stringWidth) });
  spinner.start();
  return { stop: () => void spinner.stop() };
}
