import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { widthOf } from '../../src/markdown/layout/width.ts';
import { createKeys, type Keys } from '../../src/terminal/input/keys.ts';
import { createTerminal, type Terminal, type TerminalHost } from '../../src/terminal/terminal.ts';
import { Emulator, SHELL_ROWS, type Window } from '../screen/stage.ts';

/** The input of a terminal. */
export class FakeTty extends PassThrough {
  readonly isTTY = true;
  isRaw = false;
  setRawMode(mode: boolean): void {
    this.isRaw = mode;
  }
}

/** What a terminal is made of, in this process. */
export interface FakeHost {
  readonly terminal: Terminal;
  readonly input: FakeTty;
  /** In the place of the process. */
  readonly events: EventEmitter;
  /** Everything that was done to the host, in order: writes, signals, stops. */
  readonly log: string[];
  /** The window gets another size. */
  readonly resize: (size: Window) => void;
}

export function fakeHost(size: Window, options: Partial<TerminalHost> = {}): FakeHost {
  const input = new FakeTty();
  const events = new EventEmitter();
  const log: string[] = [];
  const window = Object.assign(new EventEmitter(), size);
  const write = (text: string) => void log.push(text);
  const terminal = createTerminal({
    window,
    write,
    writeApproval: write,
    traits: { synchronized: true },
    openInput: () => input,
    events,
    inForeground: () => true,
    signalJob: (signal) => void log.push(signal),
    stop: () => void log.push('stop'),
    ...options,
  });
  const resize = (to: Window) => void Object.assign(window, to).emit('resize');
  return { terminal, input, events, log, resize };
}

/** A terminal with a keyboard and a screen, in this process. */
export interface FakeTerminal extends Omit<FakeHost, 'log'> {
  readonly keys: Keys;
  readonly emulator: Emulator;
  /** Everything written, by write. */
  readonly writes: string[];
  /** What a line input and a picker have to know of it. */
  readonly options: {
    readonly terminal: Terminal;
    readonly keys: Keys;
    readonly widthOf: (text: string) => number;
  };
  /** Resolves when all that was typed has been seen. */
  readonly type: (...chunks: readonly string[]) => Promise<void>;
  /** The screen below what stood there before, with a bar where the cursor is. */
  readonly rows: () => string[];
}

export function openTerminal(
  window: Window = { columns: 40, rows: 12 },
  before = SHELL_ROWS,
  traits: Partial<Terminal['traits']> = {},
): FakeTerminal {
  const emulator = new Emulator(window);
  const writes: string[] = [];
  for (const row of before) emulator.write(`${row}\r\n`);
  const write = (text: string) => {
    writes.push(text);
    emulator.write(text);
  };
  const { terminal, input, events, resize } = fakeHost(window, {
    write,
    writeApproval: write,
    traits: { synchronized: true, ...traits },
  });
  const keys = createKeys(terminal);
  onTestFinished(() => keys.close());
  return {
    terminal,
    input,
    events,
    keys,
    emulator,
    writes,
    options: { terminal, keys, widthOf },
    resize(size) {
      emulator.terminal.resize(size.columns, size.rows);
      resize(size);
    },
    async type(...chunks) {
      for (const chunk of chunks) {
        input.write(chunk);
        await setImmediate();
      }
      await setImmediate();
    },
    rows: () => rowsWithCursor(emulator).slice(before.length),
  };
}

function rowsWithCursor({ terminal }: Emulator): string[] {
  const { active } = terminal.buffer;
  const cursorRow = active.baseY + active.cursorY;
  const rows = Array.from({ length: active.length }, (_, index) => {
    const line = active.getLine(index)!;
    if (index !== cursorRow) return line.translateToString(true);
    const before = line.translateToString(false, 0, active.cursorX);
    return `${before}|${line.translateToString(false, active.cursorX).trimEnd()}`;
  });
  return rows.slice(0, rows.findLastIndex((row) => row !== '') + 1);
}
