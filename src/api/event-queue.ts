import type { ReplyEvent } from '../core/reply/ports.ts';

/**
 * Carries events from the SDK, which pushes, to the view, which pulls. It never holds more than one chunk from the
 * network: `whenIdle` delays the next read until the view has caught up.
 */
export interface EventQueue {
  readonly push: (event: ReplyEvent) => void;
  /** Call it after the last push; queued events can still be taken. */
  close(): void;
  /** Waits until there are events, and returns them all; `undefined` after the last. */
  take(): Promise<ReplyEvent[] | undefined>;
  /** Resolves once the taker has handled all events, or the queue is closed. */
  whenIdle(): Promise<void>;
}

export function createEventQueue(): EventQueue {
  let queued: ReplyEvent[] = [];
  let closed = false;
  let taker: (() => void) | undefined;
  let wake: NodeJS.Immediate | undefined;
  let idlers: (() => void)[] = [];

  const releaseIdlers = () => {
    for (const release of idlers) release();
    idlers = [];
  };
  // Only after the whole chunk is parsed: its deltas then arrive as one text, and are shown with one write.
  const wakeTaker = () => {
    if (taker === undefined || wake !== undefined) return;
    wake = setImmediate(() => {
      wake = undefined;
      taker?.();
      taker = undefined;
    });
  };

  return {
    push(event) {
      const last = queued.at(-1);
      if (event.type === 'text' && last?.type === 'text') {
        queued[queued.length - 1] = { type: 'text', text: last.text + event.text };
      } else {
        queued.push(event);
      }
      wakeTaker();
    },
    close() {
      closed = true;
      releaseIdlers();
      wakeTaker();
    },
    async take() {
      if (queued.length === 0 && !closed) {
        releaseIdlers();
        await new Promise<void>((resolve) => (taker = resolve));
      }
      const events = queued;
      queued = [];
      return events.length > 0 || !closed ? events : undefined;
    },
    whenIdle() {
      if (closed || (taker !== undefined && queued.length === 0)) return Promise.resolve();
      return new Promise((resolve) => idlers.push(resolve));
    },
  };
}
