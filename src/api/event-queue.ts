import type { ReplyEvent } from '../core/reply/ports.ts';

/**
 * Takes events from the SDK, which pushes, to the view, which pulls. It holds at most what one chunk from the network
 * brings: `whenIdle` keeps the next one from being read until the view has caught up.
 */
export interface EventQueue {
  readonly push: (event: ReplyEvent) => void;
  /** No more will be pushed; what is queued is still taken. */
  close(): void;
  /** All events pushed since the last call, waiting for one if need be; `undefined` after the last. */
  take(): Promise<ReplyEvent[] | undefined>;
  /** Settles once everything has been taken and dealt with, or nobody will take any more. */
  whenIdle(): Promise<void>;
}

export function createEventQueue(): EventQueue {
  let queued: ReplyEvent[] = [];
  let closed = false;
  let taker: (() => void) | undefined;
  let wake: NodeJS.Immediate | undefined;
  let idlers: (() => void)[] = [];

  const settleIdlers = () => {
    for (const settle of idlers) settle();
    idlers = [];
  };
  // Woken once the whole chunk has been parsed: its deltas then arrive as one text, and are shown with one write.
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
      settleIdlers();
      wakeTaker();
    },
    async take() {
      if (queued.length === 0 && !closed) {
        settleIdlers();
        await new Promise<void>((resolve) => (taker = resolve));
      }
      const taken = queued;
      queued = [];
      return taken.length > 0 || !closed ? taken : undefined;
    },
    whenIdle() {
      if (closed || (taker !== undefined && queued.length === 0)) return Promise.resolve();
      return new Promise((resolve) => idlers.push(resolve));
    },
  };
}
