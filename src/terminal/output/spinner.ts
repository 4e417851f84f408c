import ora from 'ora';
import stringWidth from 'string-width';
import { truncate } from '../../core/text/truncate.ts';
import type { BottomRows } from '../bottom-rows.ts';

/** A row at the bottom that says what is being waited for. Stopped, it has left nothing behind. */
export interface Spinner {
  stop(): void;
}

export interface SpinnerOptions {
  readonly color: boolean;
  /** The line now; asked for before every frame. */
  readonly line: () => string;
  readonly bottom: Pick<BottomRows, 'show' | 'hide' | 'repaint'>;
}

export function startSpinner({ color, line, bottom }: SpinnerOptions): Spinner {
  // Only its frames are used: it is not alone at the bottom.
  const spinner = ora({ color: color ? 'cyan' : false, isEnabled: false });
  bottom.show('waiting', (columns) => {
    const text = truncate(line(), columns - 2, stringWidth);
    spinner.text = text;
    return { text: spinner.frame(), width: 2 + stringWidth(text) };
  });
  const timer = setInterval(bottom.repaint, spinner.interval);
  return {
    stop() {
      clearInterval(timer);
      bottom.hide('waiting');
    },
  };
}
