import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { widthOf } from '../../src/markdown/layout/width.ts';
import { createKeys, type Keys } from '../../src/terminal/input/keys.ts';
import { Emulator, SHELL_ROWS, type Window } from '../screen/stage.ts';

/** The input of a terminal. */
export class FakeTty extends PassThrough {
  readonly isTTY = true;
  isRaw = false;
  setRawMode(mode: boolean): void {
    this.isRaw = mode;
  }
}

/** A terminal with a keyboard and a screen, in this process. */
export interface FakeTerminal {
  readonly input: FakeTty;
  readonly keys: Keys;
  readonly emulator: Emulator;
  /** Everything written, by write. */
  readonly writes: string[];
  /** What a line input and a picker have to know of it. */
  readonly options: {
    readonly keys: Keys;
    readonly write: (text: string) => void;
    readonly size: Window;
    readonly widthOf: (text: string) => number;
    readonly synchronized: boolean;
  };
  /** Resolves when all that was typed has been seen. */
  readonly type: (...chunks: readonly string[]) => Promise<void>;
  /** The screen below what stood there before, with a bar where the cursor is. */
  readonly rows: () => string[];
}

export function openTerminal(window: Window = { columns: 40, rows: 12 }, before = SHELL_ROWS): FakeTerminal {
  const input = new FakeTty();
  const emulator = new Emulator(window);
  const writes: string[] = [];
  for (const row of before) emulator.write(`${row}\r\n`);
  const write = (text: string) => {
    writes.push(text);
    emulator.write(text);
  };
  const keys = createKeys({ input, write });
  onTestFinished(() => keys.close());
  return {
    input,
    keys,
    emulator,
    writes,
    options: { keys, write, size: window, widthOf, synchronized: true },
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
