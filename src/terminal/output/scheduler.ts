/** Decides when frames are drawn: the first at once, the others only as often as is useful. */
export interface Scheduler {
  /** There is something to draw. */
  request(): void;
  /** Draws now, without the pause that is due: there is more to draw than should be held. */
  flush(): Promise<void>;
  /** Draws at once what is left, and nothing after that. */
  finish(): Promise<void>;
}

/** A screen does not show frames any faster. */
const FRAME_MS = 16;
/** How long to pause after drawing, so that drawing takes at most a fifth of the time. */
const PAUSE_FACTOR = 4;

/**
 * `draw` writes one frame; while it waits for a slow terminal, no other is drawn, so at most one is ever on its way. A
 * frame that took long is followed by a longer pause. No timer runs when there is nothing to draw.
 */
export function createScheduler(draw: () => void | Promise<void>): Scheduler {
  let timer: NodeJS.Timeout | undefined;
  let drawing: Promise<void> | undefined;
  let requested = false;
  let finished = false;
  let pauseUntil = 0;

  async function run(): Promise<void> {
    requested = false;
    const startedAt = performance.now();
    await draw();
    const cost = performance.now() - startedAt;
    pauseUntil = startedAt + Math.max(FRAME_MS, cost * (PAUSE_FACTOR + 1));
    drawing = undefined;
    if (requested) plan();
  }

  function plan(): void {
    if (finished || timer !== undefined || drawing !== undefined) return;
    const wait = pauseUntil - performance.now();
    if (wait <= 0) drawing = run();
    else {
      timer = setTimeout(() => {
        timer = undefined;
        drawing = run();
      }, wait);
    }
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    await drawing;
    // What was asked for meanwhile is drawn now.
    clearTimeout(timer);
    timer = undefined;
    drawing = run();
    await drawing;
  }

  return {
    request() {
      requested = true;
      plan();
    },
    flush,
    finish() {
      finished = true;
      return flush();
    },
  };
}
