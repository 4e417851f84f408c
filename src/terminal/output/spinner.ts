import ora from 'ora';
import stringWidth from 'string-width';
import { truncate } from '../../core/text/truncate.ts';
import type { Terminal } from '../terminal.ts';

/** A line on the terminal that says what is being waited for. Stopped, it has left nothing behind. */
export interface Spinner {
  stop(): void;
}

export interface SpinnerOptions {
  readonly stream: NodeJS.WriteStream;
  readonly color: boolean;
  /** The line now; asked for before every frame. */
  readonly line: () => string;
  readonly terminal: Pick<Terminal, 'take'>;
}

export function startSpinner({ stream, color, line, terminal }: SpinnerOptions): Spinner {
  const spinner = ora({
    stream,
    color: color ? 'cyan' : false,
    // By default ora takes the terminal out of line mode, and Ctrl-C no longer makes a SIGINT.
    discardStdin: false,
    // Whether there is a terminal is decided elsewhere; ora would also ask whether this is CI.
    isEnabled: true,
  });
  // One row only, so that a terminal that gets narrower has nothing to wrap.
  const update = () => {
    spinner.text = truncate(line(), stream.columns - 4, stringWidth);
  };
  let timer: NodeJS.Timeout | undefined;
  function start(): void {
    if (spinner.isSpinning) return;
    update();
    // Begun before ora's own timer of the same interval, so that every frame is drawn with the text of its moment.
    timer = setInterval(update, spinner.interval);
    spinner.start();
  }
  function stop(): void {
    clearInterval(timer);
    spinner.stop();
  }
  start();
  const release = terminal.take({ onSuspend: stop, onResume: start, onExit: stop });
  return {
    stop() {
      release();
      stop();
    },
  };
}
