import type { Input, Keys } from './keys.ts';

/** The keys while a reply streams: text typed ahead waits for the next prompt. */
export interface HeldKeys {
  /** Lets somebody else take the keys until the returned function is called; they do not get what was typed ahead. */
  lend(): () => void;
  /** Keeps an input that somebody else took as well. */
  keep(input: Input): void;
  /**
   * Gives back what was typed ahead. `as-newlines`: Enter becomes a line break, and at the end nothing, because nothing
   * may send itself after a reply that failed.
   */
  release(options: { readonly enters: 'keep' | 'as-newlines' }): void;
}

const SIGNALS: Readonly<Record<string, NodeJS.Signals>> = {
  'ctrl-c': 'SIGINT',
  escape: 'SIGINT',
  'ctrl-z': 'SIGTSTP',
  'ctrl-\\': 'SIGQUIT',
};

/**
 * Takes the keys. `onSignal` is called for Ctrl-C, Ctrl-Z and Ctrl-\, which in raw mode are keys like any other; Esc is
 * another Ctrl-C. `onHeld` is called for every input that is kept.
 */
export function holdKeys(
  keys: Keys,
  onSignal: (signal: NodeJS.Signals) => void,
  onHeld: (input: Input) => void = () => {},
): HeldKeys {
  let held: Input[] = [];
  function keep(input: Input): void {
    held.push(input);
    onHeld(input);
  }
  const hold = () =>
    keys.take((input) => {
      const signal = input.type === 'key' ? SIGNALS[input.key.chord] : undefined;
      if (signal === undefined) keep(input);
      else onSignal(signal);
    });
  let stop = hold();
  return {
    lend() {
      stop();
      return () => {
        stop = hold();
      };
    },
    keep,
    release({ enters }) {
      stop();
      keys.giveBack(enters === 'keep' ? held : held.slice(0, held.findLastIndex(isNoEnter) + 1).map(withoutEnter));
      held = [];
    },
  };
}

const isNoEnter = (input: Input): boolean => input.type !== 'key' || input.key.chord !== 'enter';

const withoutEnter = (input: Input): Input =>
  isNoEnter(input) ? input : { type: 'key', key: { chord: 'ctrl-j', text: '' } };
