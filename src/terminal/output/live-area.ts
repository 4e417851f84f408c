import type { Measure } from '../../line-editor/editor-layout.ts';
import { plainText } from '../../markdown/layout/styled.ts';
import type { Terminal } from '../terminal.ts';
import { createPainter, RESIZE_SETTLES_MS, type Place } from './painter.ts';

/** The rows at the bottom of the terminal that change while somebody types. It uses the terminal while it shows any. */
export interface LiveArea {
  /** Shows the rows as they are now: the first time at once, then together with whatever else changes in this moment. */
  repaint(): void;
  /** Shows rows in place of the live ones, for good. */
  commit(rows: readonly string[]): void;
  /** Takes the rows away. */
  clear(): void;
  /** Leaves the rows where they are. */
  leave(): void;
  /** What a row may take. */
  measure(): Measure;
  readonly maxRows: number;
}

export interface LiveAreaOptions {
  readonly terminal: Terminal;
  /** The columns that a text without escape sequences takes. */
  readonly widthOf: (text: string) => number;
  readonly draw: () => { readonly rows: readonly string[]; readonly cursor: Place };
  /** The rows that were drawn last are on the screen now. */
  readonly onPainted?: () => void;
  /** Whether the rows may take the whole screen. */
  readonly fillsScreen?: boolean;
}

export function createLiveArea({ terminal, widthOf, draw, onPainted, fillsScreen }: LiveAreaOptions): LiveArea {
  const painter = createPainter({
    ...terminal.traits,
    size: terminal.size(),
    widthOf: (row) => widthOf(plainText(row)),
    ...(fillsScreen !== undefined && { fillsScreen }),
  });
  /** Set while rows are shown. */
  let release: (() => void) | undefined;
  let settling: NodeJS.Timeout | undefined;
  let isPlanned = false;

  function write(frame: string): void {
    if (frame !== '') terminal.write(frame);
  }
  function paint(): void {
    isPlanned = false;
    if (release === undefined || settling !== undefined) return;
    const { rows, cursor } = draw();
    write(painter.frame([], rows, cursor));
    onPainted?.();
  }
  function open(): void {
    // Nothing stands on the screen that could have moved since.
    painter.resize(terminal.size());
    release = terminal.take({ onResize, onSuspend: leaveRows, onResume: onResize, onExit: leaveRows });
    paint();
  }
  function onResize(): void {
    clearTimeout(settling);
    settling = setTimeout(() => {
      settle();
      paint();
    }, RESIZE_SETTLES_MS);
  }
  function settle(): void {
    if (settling === undefined) return;
    clearTimeout(settling);
    settling = undefined;
    write(painter.resize(terminal.size()));
  }
  function leaveRows(): void {
    clearTimeout(settling);
    settling = undefined;
    write(painter.leave());
  }
  /** `last`: the last that is shown of it. */
  function close(last: () => void): void {
    if (release === undefined) return;
    last();
    release();
    release = undefined;
  }
  function finish(frame: () => string): void {
    settle();
    write(frame());
  }

  return {
    repaint() {
      if (release === undefined) return open();
      if (!isPlanned) queueMicrotask(paint);
      isPlanned = true;
      return undefined;
    },
    commit: (rows) => close(() => finish(() => painter.frame(rows, []))),
    clear: () => close(() => finish(() => painter.clear())),
    leave: () => close(leaveRows),
    // A terminal's last column stays free: a row that fills it leaves the cursor in doubt.
    measure: () => ({ width: Math.max(1, terminal.size().columns - 1), widthOf }),
    get maxRows() {
      return painter.liveRows;
    },
  };
}
