import type { EventEmitter } from 'node:events';
import type { PainterOptions, Size } from './output/painter.ts';

/** What a part of the program wants from the terminal while it uses it. */
export interface TerminalUse {
  /** Gets what is typed, in raw mode and with pastes marked. Of several uses, only the first gets it. */
  readonly onInput?: (data: Buffer) => void;
  /**
   * Keeps what is typed off the screen; keys that send signals still send them. Does nothing while another use gets the
   * input, or the program is in the background.
   */
  readonly hidesKeys?: boolean;
  /** The window has another size. */
  readonly onResize?: () => void;
  /** The program is about to be stopped, as with Ctrl-Z: whatever is shown for the moment has to go. */
  readonly onSuspend?: () => void;
  /** The program was stopped and continues. */
  readonly onResume?: () => void;
  /** The program ends while the use lasts. */
  readonly onExit?: () => void;
}

/**
 * The terminal, and who uses it: the one place for raw mode, new sizes, Ctrl-Z, and giving all of it back when the
 * program ends.
 */
export interface Terminal {
  /** Begins a use, which lasts until the returned function is called. The last use is the first to be suspended or ended. */
  take(use: TerminalUse): () => void;
  write(text: string): void;
  /** Writes rows of the approval prompt, whose bar nothing else can draw. */
  writeApproval(text: string): void;
  size(): Size;
  /** How to paint on it. */
  readonly traits: TerminalTraits;
  /** Whether keys can come from anywhere. */
  hasInput(): boolean;
  /** Resolves when the input has ended or failed: nobody is there any more. */
  readonly gone: Promise<void>;
}

export type TerminalTraits = Omit<PainterOptions, 'size' | 'widthOf'>;

/** As much of `tty.ReadStream` as is needed. */
export type TerminalInput = NodeJS.ReadableStream & { setRawMode(mode: boolean): unknown };

/** What the terminal of a process is made of. */
export interface TerminalHost {
  /** The stream that knows the size of the window. */
  readonly window: EventEmitter & Size;
  readonly write: (text: string) => void;
  readonly writeApproval: (text: string) => void;
  readonly traits: TerminalTraits;
  /** Where keys come from, opened once they are needed; `undefined`: nowhere. */
  readonly openInput: () => TerminalInput | undefined;
  /** The process: its signals, and its end. */
  readonly events: EventEmitter;
  readonly inForeground: () => boolean;
  /** Sends a signal to all that the terminal would send it to. */
  readonly signalJob: (signal: NodeJS.Signals) => void;
  /** Stops the program, past its own handlers. */
  readonly stop: () => void;
}

const MARK_PASTES = '\u001b[?2004h';
const LEAVE_PASTES = '\u001b[?2004l';

const SIGNALS: Readonly<Record<string, NodeJS.Signals>> = {
  '\u0003': 'SIGINT',
  '\u001a': 'SIGTSTP',
  '\u001c': 'SIGQUIT',
};

export function createTerminal(host: TerminalHost): Terminal {
  let uses: readonly TerminalUse[] = [];
  /** Who gets the input now. */
  let reader: TerminalUse | undefined;
  let input: TerminalInput | undefined;
  let keepAlive: NodeJS.Timeout | undefined;
  let markGone: () => void;
  const gone = new Promise<void>((resolve) => (markGone = resolve));

  function openInput(): TerminalInput | undefined {
    if (input !== undefined) return input;
    input = host.openInput();
    // A terminal that is closed is an error, an end or both.
    for (const event of ['end', 'close', 'error']) input?.on(event, () => markGone());
    return input;
  }

  function onData(data: Buffer): void {
    if (reader?.onInput !== undefined) return reader.onInput(data);
    for (const key of data.toString('latin1')) {
      const signal = SIGNALS[key];
      if (signal !== undefined) host.signalJob(signal);
    }
    return undefined;
  }

  /** Gives the input to whoever is to have it now. */
  function passInput(): void {
    const next = uses.find(({ onInput }) => onInput) ?? uses.find(({ hidesKeys }) => hidesKeys);
    if (next === reader) return;
    giveInputBack();
    if (next === undefined || (next.onInput === undefined && !host.inForeground())) return;
    const from = openInput();
    if (from === undefined) return;
    reader = next;
    from.setRawMode(true);
    if (next.onInput !== undefined) host.write(MARK_PASTES);
    from.on('data', onData);
    // After a pause a listener alone does not change that.
    from.resume();
  }
  function giveInputBack(): void {
    if (reader === undefined || input === undefined) return;
    const { onInput } = reader;
    reader = undefined;
    input.off('data', onData);
    input.pause();
    if (onInput !== undefined) host.write(LEAVE_PASTES);
    input.setRawMode(false);
  }

  const onResize = () => uses.forEach((use) => use.onResize?.());
  const onExit = () => {
    for (const use of uses.toReversed()) use.onExit?.();
    giveInputBack();
  };
  // The program stops itself: by then the terminal is as it was.
  const onSuspend = () => {
    for (const use of uses.toReversed()) use.onSuspend?.();
    giveInputBack();
    // With the input released, nothing else keeps the program from ending before it hears SIGCONT.
    keepAlive ??= setInterval(() => {}, 2 ** 30);
    host.stop();
  };
  const onResume = () => {
    clearInterval(keepAlive);
    keepAlive = undefined;
    passInput();
    for (const use of uses) use.onResume?.();
  };

  return {
    take(use) {
      if (uses.length === 0) {
        host.window.on('resize', onResize);
        host.events.on('exit', onExit).on('SIGTSTP', onSuspend).on('SIGCONT', onResume);
      }
      uses = [...uses, use];
      passInput();
      return () => {
        if (!uses.includes(use)) return;
        uses = uses.filter((other) => other !== use);
        passInput();
        if (uses.length > 0) return;
        clearInterval(keepAlive);
        host.window.off('resize', onResize);
        host.events.off('exit', onExit).off('SIGTSTP', onSuspend).off('SIGCONT', onResume);
      };
    },
    write: host.write,
    writeApproval: host.writeApproval,
    size: () => ({ columns: host.window.columns, rows: host.window.rows }),
    traits: host.traits,
    hasInput: () => openInput() !== undefined,
    gone,
  };
}
