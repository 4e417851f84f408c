import type { Sink } from '../../core/reply/ports.ts';

/** Marks the rows of the approval prompt. On a terminal it stands nowhere else, so that nothing can look like one. */
export const APPROVAL_BAR = '┃';
const OTHER_BAR = '│';

/** stdout or stderr: waits for a slow reader, and survives one that has gone. */
export interface Output extends Sink {
  /** Writes rows of the approval prompt. */
  writeApproval(text: string): void | Promise<void>;
  /** From now on writing never waits: the end must not hang on a reader that does not read. */
  stopWaiting(): void;
  /** Settles when everything written has left this process, or nobody reads it any more. */
  flushed(): Promise<void>;
  /**
   * Whether the text so far stops in the middle of a row. From then on that row counts as ended: whoever asks begins the
   * next one.
   */
  endRow(): boolean;
}

/** `onFailure` is called once, when writing has become impossible, mostly because the reader has gone (`| head`). */
export function createOutput(stream: NodeJS.WriteStream, onFailure: (error: Error) => void = () => {}): Output {
  let gone = false;
  let inRow = false;
  let isHurried = false;
  let resolveWaiting: (() => void) | undefined;
  let waiting: Promise<void> | undefined;
  const endWaiting = () => {
    resolveWaiting?.();
    resolveWaiting = waiting = undefined;
  };
  stream.on('drain', endWaiting);
  stream.on('error', (error) => {
    if (!gone) onFailure(error);
    gone = true;
    endWaiting();
  });
  function write(text: string): void | Promise<void> {
    if (text !== '') inRow = !text.endsWith('\n');
    if (gone || text === '' || stream.write(text) || isHurried) return undefined;
    waiting ??= new Promise((resolve) => (resolveWaiting = resolve));
    return waiting;
  }
  return {
    write: stream.isTTY ? (text) => write(text.replaceAll(APPROVAL_BAR, OTHER_BAR)) : write,
    writeApproval: write,
    stopWaiting() {
      isHurried = true;
      endWaiting();
    },
    endRow() {
      const before = inRow;
      inRow = false;
      return before;
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

/** Whether the other end of a pipe or a terminal has gone; any other error is a failure to write. */
export function isReaderGone(error: Error): boolean {
  return ['EPIPE', 'ECONNRESET', 'EIO', 'ERR_STREAM_DESTROYED'].includes((error as NodeJS.ErrnoException).code ?? '');
}
