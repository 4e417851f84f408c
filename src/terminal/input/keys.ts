import { StringDecoder } from 'node:string_decoder';
import type { Key } from '../../line-editor/keymap.ts';
import type { Terminal } from '../terminal.ts';
import { createKeyDecoder, STATUS_ANSWER } from './key-decoder.ts';
import { createWordRest } from './word-rest.ts';
import { createPasteFilter } from './paste-filter.ts';

/** One input from a keyboard. */
export type Input =
  /** `isJoined`: it came in one piece with what was before it, as a paste does where the terminal does not mark it. */
  | { readonly type: 'key'; readonly key: Key; readonly isJoined?: boolean }
  | { readonly type: 'paste'; readonly text: string };

export interface Keys {
  /**
   * Gives every input to `taker` until the returned function is called; first, and soon, those that came while nobody took
   * them. Only one taker at a time.
   */
  take(taker: (input: Input) => void): () => void;
  /** Puts back inputs that were taken but not used: the next taker gets them first. */
  giveBack(inputs: readonly Input[]): void;
  /** Drops what comes next if it is the rest of a word and Enter, or Enter alone: its first letter did what it says. */
  dropRest(rest: string): void;
  /** Whether inputs wait for the next taker. */
  hasWaiting(): boolean;
  /**
   * Asks the terminal to answer once everything written so far is on the screen. `onAnswer` is called in the order of the
   * inputs: those before it were typed by somebody who could not have seen it all. Some terminals never answer.
   */
  afterOutput(onAnswer: () => void): void;
  /** Gives the terminal back, for another program. */
  pause(): void;
  /** Takes the terminal again. */
  resume(): void;
  /** Gives the terminal back for good. */
  close(): void;
}

const ASK_STATUS = '\u001b[5n';

/** Takes the keyboard: from now on every key comes here, also those that send signals. */
export function createKeys(terminal: Pick<Terminal, 'take' | 'write'>): Keys {
  /** For each answer that may still come, what waits for it. A late one must not be taken for the answer to a later question. */
  const answers: (() => void)[] = [];
  let taker: ((input: Input) => void) | undefined;
  let waiting: Input[] = [];
  let release: (() => void) | undefined;
  let isJoined = false;

  function deliver(): void {
    while (waiting.length > 0) {
      if (taker === undefined) return;
      taker(waiting.shift()!);
    }
  }
  function receive(came: Input): void {
    waiting.push(...wordRest.pass(came));
    isJoined = true;
    deliver();
  }

  const wordRest = createWordRest((input: Input) => (input.type === 'key' ? input.key.chord : ''));
  const decode = createKeyDecoder((key) => {
    if (key.chord === STATUS_ANSWER) answers.shift()?.();
    else receive({ type: 'key', key, isJoined });
  });
  const filter = createPasteFilter({ onText: decode, onPaste: (text) => receive({ type: 'paste', text }) });
  const utf8 = new StringDecoder('utf8');
  function onInput(data: Buffer): void {
    isJoined = false;
    filter.push(utf8.write(data));
  }
  function resume(): void {
    release ??= terminal.take({ onInput });
  }
  function pause(): void {
    release?.();
    release = undefined;
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
      waiting = [...inputs, ...waiting, ...wordRest.expect('')];
    },
    dropRest(rest) {
      waiting.push(...wordRest.expect(rest));
      deliver();
    },
    hasWaiting: () => waiting.length > 0,
    afterOutput(onAnswer) {
      answers.push(onAnswer);
      terminal.write(ASK_STATUS);
    },
    pause,
    resume,
    close() {
      pause();
      filter.close();
    },
  };
}
