/** Decides when frames are drawn: the first at once, then as often as is useful and no more. */
export interface Scheduler {
  /** There is something to draw. */
  request(): void;
  /** Draws now, without the rest that is due: there is more to draw than should be held. */
  flush(): Promise<void>;
  /** Draws at once what is left, and no more after that. */
  finish(): Promise<void>;
}

/** A screen shows no more frames than this. */
const FRAME_MS = 16;
/** Drawing may take so much of the time: a fifth. */
const REST_FACTOR = 4;

/**
 * `draw` writes one frame; while it waits for a slow terminal, no other is drawn, so there is never more than one on its
 * way. A frame that took long is followed by a longer rest. No timer runs when there is nothing to draw.
 */
export function createScheduler(draw: () => void | Promise<void>): Scheduler {
  let timer: NodeJS.Timeout | undefined;
  let drawing: Promise<void> | undefined;
  let requested = false;
  let finished = false;
  let restUntil = 0;

  async function run(): Promise<void> {
    requested = false;
    const startedAt = performance.now();
    await draw();
    const cost = performance.now() - startedAt;
    restUntil = startedAt + Math.max(FRAME_MS, cost * (REST_FACTOR + 1));
    drawing = undefined;
    if (requested) plan();
  }

  function plan(): void {
    if (finished || timer !== undefined || drawing !== undefined) return;
    const wait = restUntil - performance.now();
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
