import type { Spinner } from './spinner.ts';

export type StartSpinner = (line: () => string) => Spinner;

/** The spinner, which shows only while something is waited for. From the beginning, something is. */
export interface Waiting {
  readonly wait: () => void;
  /** What was waited for has come: the spinner goes. */
  readonly stop: () => void;
  /** More is to come: if nothing does, the spinner returns. */
  readonly waitIfSilent: () => void;
  /** Stops for good. */
  readonly end: () => void;
}

/** Late enough not to compete with sending the request, nor to flash before a fast reply. */
const START_AFTER_MS = 100;

/** How long a reply looks alive while nothing of it comes. */
const SILENCE_MS = 2000;

/** `load`: loads the spinner, which a fast reply never needs; `undefined`: none is wanted. `line`: the line it shows. */
export function createWaiting(load: (() => Promise<StartSpinner>) | undefined, line: () => string): Waiting {
  const state: { isWaiting: boolean; isOver?: boolean; start?: StartSpinner; spinner?: Spinner | undefined } = {
    isWaiting: true,
  };
  const timer = load && setTimeout(() => void begin(load), START_AFTER_MS);
  let silence: NodeJS.Timeout | undefined;

  async function begin(loadSpinner: () => Promise<StartSpinner>): Promise<void> {
    state.start = await loadSpinner();
    // What was waited for may have come meanwhile, and must not be drawn over.
    if (state.isWaiting) wait();
  }
  function wait(): void {
    if (state.isOver === true) return;
    state.isWaiting = true;
    state.spinner ??= state.start?.(line);
  }
  function stop(): void {
    clearTimeout(silence);
    state.isWaiting = false;
    state.spinner?.stop();
    state.spinner = undefined;
  }
  return {
    wait,
    stop,
    waitIfSilent() {
      clearTimeout(silence);
      if (load !== undefined && state.isOver !== true) silence = setTimeout(wait, SILENCE_MS);
    },
    end() {
      clearTimeout(timer);
      state.isOver = true;
      stop();
    },
  };
}
