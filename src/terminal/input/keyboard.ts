import type { ReadStream } from 'node:tty';

/** The keys while a reply streams: none is echoed into it, and those that send signals still do. */
export interface Keyboard {
  /** Gives the terminal back as it was. */
  release(): void;
}

const SIGNALS: Readonly<Record<string, NodeJS.Signals>> = {
  '\u0003': 'SIGINT',
  '\u001a': 'SIGTSTP',
  '\u001c': 'SIGQUIT',
};

/** Takes the keyboard. `onSignal` is called for Ctrl-C, Ctrl-Z and Ctrl-\, which in this mode are keys like any other. */
export function takeKeyboard(input: ReadStream | undefined, onSignal: (signal: NodeJS.Signals) => void): Keyboard {
  if (input === undefined) return { release: () => {} };
  const onData = (data: Buffer) => {
    for (const key of data.toString('latin1')) {
      const signal = SIGNALS[key];
      if (signal !== undefined) onSignal(signal);
    }
  };
  // A terminal that is closed is told of by SIGHUP.
  input.on('error', () => {});
  input.setRawMode(true);
  input.on('data', onData);
  // After a release it is paused, and a listener alone does not change that.
  input.resume();
  return {
    release() {
      input.off('data', onData);
      input.setRawMode(false);
      input.pause();
    },
  };
}
