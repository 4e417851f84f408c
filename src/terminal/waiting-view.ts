import type { View } from '../core/edges.ts';
import { createProgress } from '../core/progress.ts';
import { sanitizeLine } from '../core/sanitize.ts';
import type { Spinner } from './spinner.ts';

export interface WaitingViewOptions {
  readonly model: string;
  /** Loads what starts a spinner: what a fast reply never needs is never loaded. */
  readonly loadSpinner: () => Promise<(line: () => string) => Spinner>;
  /** When the text goes elsewhere, the spinner goes on as a progress line until the end. */
  readonly throughText: boolean;
}

/** Late enough not to compete with the sending of the request, nor to flash before a fast reply. */
const START_AFTER_MS = 100;

/** Shows a spinner until the first text, or the end, and gives every event on to `view`. */
export function createWaitingView(view: View, { model, loadSpinner, throughText }: WaitingViewOptions): View {
  const progress = createProgress(model, performance.now());
  let over = false;
  let spinner: Spinner | undefined;
  const line = () => sanitizeLine(progress.line(performance.now()));
  const timer = setTimeout(() => void start(), START_AFTER_MS);

  async function start(): Promise<void> {
    const startSpinner = await loadSpinner();
    // The text may have come meanwhile, and must not be drawn over.
    if (!over) spinner = startSpinner(line);
  }

  function stop(): void {
    over = true;
    clearTimeout(timer);
    spinner?.stop();
    spinner = undefined;
  }

  return {
    show(event) {
      progress.see(event);
      if (event.type === 'end' || (event.type === 'text' && !throughText)) stop();
      return view.show(event);
    },
  };
}
