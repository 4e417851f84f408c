import { StringDecoder } from 'node:string_decoder';
import type { Key } from '../../line-editor/keymap.ts';
import { createKeyDecoder } from './key-decoder.ts';
import { createPasteFilter } from './paste-filter.ts';

/** What comes from a keyboard. */
export type Input = { readonly type: 'key'; readonly key: Key } | { readonly type: 'paste'; readonly text: string };

export interface Keys {
  /**
   * What comes is given to `taker` until the returned function is called; what came while nobody took it is given first,
   * in order, soon after. Only one taker at a time.
   */
  take(taker: (input: Input) => void): () => void;
  /** What was taken but not used comes first for the next taker. */
  giveBack(inputs: readonly Input[]): void;
  /** Gives the terminal back, for an editor or a stop: cooked, pastes unmarked, nothing read. */
  pause(): void;
  /** Takes the terminal again. */
  resume(): void;
  /** Gives the terminal back for good. */
  close(): void;
  /** The input has ended or failed: the terminal is gone. */
  readonly ended: Promise<void>;
}

/** As much of `tty.ReadStream` as is needed. */
export type TerminalInput = NodeJS.ReadableStream & { setRawMode(mode: boolean): unknown };

export interface KeysOptions {
  readonly input: TerminalInput;
  /** To the terminal. */
  readonly write: (text: string) => void;
}

const MARK_PASTES = '\u001b[?2004h';
const LEAVE_PASTES = '\u001b[?2004l';

/** Takes the keyboard: from now on every key comes here, also those that send signals. */
export function createKeys({ input, write }: KeysOptions): Keys {
  let taker: ((input: Input) => void) | undefined;
  let waiting: Input[] = [];

  function deliver(): void {
    while (waiting.length > 0) {
      if (taker === undefined) return;
      taker(waiting.shift()!);
    }
  }
  function receive(came: Input): void {
    waiting.push(came);
    deliver();
  }

  const decode = createKeyDecoder((key) => receive({ type: 'key', key }));
  const filter = createPasteFilter({ onText: decode, onPaste: (text) => receive({ type: 'paste', text }) });
  const utf8 = new StringDecoder('utf8');
  const onData = (data: Buffer) => filter.push(utf8.write(data));

  const ended = new Promise<void>((resolve) => {
    // A terminal that is closed is an error, an end or both.
    for (const event of ['end', 'close', 'error']) input.on(event, () => resolve());
  });

  let taken = false;
  function resume(): void {
    if (taken) return;
    taken = true;
    input.setRawMode(true);
    write(MARK_PASTES);
    input.on('data', onData);
    // After a pause a listener alone does not change that.
    input.resume();
  }
  function pause(): void {
    if (!taken) return;
    taken = false;
    input.off('data', onData);
    input.pause();
    write(LEAVE_PASTES);
    input.setRawMode(false);
  }
  resume();

  return {
    take(next) {
      if (taker !== undefined) throw new Error('the keyboard is already in use');
      taker = next;
      queueMicrotask(deliver);
      return () => {
        if (taker === next) taker = undefined;
      };
    },
    giveBack(inputs) {
      waiting = [...inputs, ...waiting];
    },
    pause,
    resume,
    close() {
      pause();
      filter.close();
    },
    ended,
  };
}
