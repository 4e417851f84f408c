import type { Sink } from '../../core/reply/ports.ts';

/** stdout or stderr: waits for a slow reader, and survives one that has gone. */
export interface Output extends Sink {
  /** From now on nothing is waited for: the end must not hang on a reader that does not read. */
  hurry(): void;
  /** Settles when all that was written is out of this process, or nobody reads it any more. */
  flushed(): Promise<void>;
}

/** `onFailure` is called once, when nothing can be written any more, mostly since the reader has gone (`| head`). */
export function createOutput(stream: NodeJS.WriteStream, onFailure: (error: Error) => void = () => {}): Output {
  let gone = false;
  let hurried = false;
  let settleWaiting: (() => void) | undefined;
  let waiting: Promise<void> | undefined;
  const settle = () => {
    settleWaiting?.();
    settleWaiting = waiting = undefined;
  };
  stream.on('drain', settle);
  stream.on('error', (error) => {
    if (!gone) onFailure(error);
    gone = true;
    settle();
  });
  return {
    write(text) {
      if (gone || text === '' || stream.write(text) || hurried) return undefined;
      waiting ??= new Promise((resolve) => (settleWaiting = resolve));
      return waiting;
    },
    hurry() {
      hurried = true;
      settle();
    },
    flushed() {
      if (gone) return Promise.resolve();
      return new Promise((resolve) => {
        const done = () => {
          stream.off('error', done);
          resolve();
        };
        stream.once('error', done);
        stream.write('', done);
      });
    },
  };
}

/** What the other end of a pipe or a terminal does by going away; anything else is a failure to write. */
export function isReaderGone(error: Error): boolean {
  return ['EPIPE', 'ECONNRESET', 'EIO', 'ERR_STREAM_DESTROYED'].includes((error as NodeJS.ErrnoException).code ?? '');
}
