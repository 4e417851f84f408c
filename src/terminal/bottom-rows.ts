import type { Sink } from '../core/reply/ports.ts';
import { createPainter, RESIZE_SETTLES_MS } from './output/painter.ts';
import { createRowsBelowText } from './rows-below-text.ts';
import { createTextPosition } from './text-position.ts';
import type { Terminal } from './terminal.ts';

/** The rows that can stand at the bottom, from top to bottom: what is waited for, and what is typed meanwhile. */
const PARTS = ['waiting', 'typed'] as const;
export type BottomPart = (typeof PARTS)[number];

export interface BottomRow {
  readonly text: string;
  /** The columns it takes. */
  readonly width: number;
}

/** Draws one row of at most so many columns. */
export type DrawRow = (columns: number) => BottomRow;

/**
 * The rows at the bottom of the terminal while a reply comes, below all that is written. They never scroll away, and leave
 * nothing behind.
 */
export interface BottomRows {
  readonly show: (part: BottomPart, draw: DrawRow) => void;
  readonly hide: (part: BottomPart) => void;
  /** Draws the rows as they are now. */
  readonly repaint: () => void;
  /** The sink, for text that goes to this terminal: it stands above the rows. */
  readonly above: <Kind extends Sink>(sink: Kind) => Kind;
  /** The last `max` rows, for whoever paints them. */
  readonly rows: (max: number) => readonly string[];
  /**
   * Lets somebody else, who begins and ends at the start of a row, paint the rows below their own until the returned
   * function is called. `onChange`: there are others now.
   */
  readonly paintedBy: (onChange: () => void) => () => void;
  /** Takes the rows away until the returned function is called, at the start of a row. */
  readonly makeWay: () => () => void;
}

const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';

const textOf = ({ text }: BottomRow) => text;

export function createBottomRows(terminal: Pick<Terminal, 'take' | 'write' | 'size' | 'traits'>): BottomRows {
  const parts = new Map<BottomPart, DrawRow>();
  const position = createTextPosition(() => terminal.size().columns);
  const belowText = createRowsBelowText();
  let widths: ReadonlyMap<string, number> = new Map();
  const painter = createPainter({
    ...terminal.traits,
    synchronized: false,
    size: { columns: 1, rows: 1 },
    widthOf: (row) => widths.get(row) ?? 0,
  });
  /** How the rows on the screen were drawn. */
  let drawn: 'at-start' | 'below-text' | undefined;
  let isCursorHidden = false;
  let settling: NodeJS.Timeout | undefined;
  /** Set while the rows are there for somebody else to paint. */
  let onChange: (() => void) | undefined;
  /** Set while they are not to be seen: the program is stopped, or something else has the screen. */
  let isStopped = false;
  let isAway = false;
  let release: (() => void) | undefined;

  const isVisible = () => parts.size > 0 && !isStopped && !isAway;
  function draw(max: number, columns: number): readonly BottomRow[] {
    const shown = PARTS.flatMap((part) => parts.get(part)?.(Math.max(1, columns)) ?? []);
    return shown.slice(Math.max(0, shown.length - max));
  }
  function cursor(isHidden: boolean): string {
    if (isHidden === isCursorHidden) return '';
    isCursorHidden = isHidden;
    return isHidden ? HIDE_CURSOR : SHOW_CURSOR;
  }
  function erase(): string {
    const [how, size] = [drawn, settling && terminal.size()];
    clearTimeout(settling);
    drawn = settling = undefined;
    if (how === 'below-text') return belowText.erase();
    if (how === undefined) return '';
    return size === undefined ? painter.clear() : painter.resize(size);
  }
  /** What to write to have the rows on the screen, and no others. */
  function frame(): string {
    const { columns, rows } = terminal.size();
    const at = position.at();
    if (!isVisible() || onChange !== undefined || at === 'unsure') return erase() + cursor(false);
    if (at === 'inside') {
      const erased = drawn === 'at-start' ? erase() : '';
      drawn = 'below-text';
      // Should the window get narrower, a terminal that wraps rows below its cursor may lose the place of that.
      const wanted = draw(rows - 1, Math.ceil(columns / 2)).map(textOf);
      return erased + cursor(true) + belowText.frame(wanted);
    }
    const erased = drawn === 'below-text' ? erase() : '';
    // Nothing of it stands on the screen, where it could have moved.
    if (drawn === undefined) painter.resize({ columns, rows });
    drawn = 'at-start';
    // A terminal's last column stays free.
    const wanted = draw(painter.liveRows, columns - 1);
    widths = new Map(wanted.map(({ text, width }) => [text, width]));
    return erased + cursor(true) + painter.frame([], wanted.map(textOf));
  }

  /** Where the terminal can do that, it shows all of it at once. */
  const [begin, end] = terminal.traits.synchronized ? ['\u001b[?2026h', '\u001b[?2026l'] : ['', ''];
  function write(text: string): void {
    if (text !== '') terminal.write(begin + text + end);
  }
  function repaint(): void {
    if (parts.size > 0) {
      release ??= terminal.take({ onResize, onSuspend: stop, onResume: goOn, onExit: stop });
    } else {
      release?.();
      release = undefined;
      isStopped = false;
    }
    if (onChange !== undefined) onChange();
    else if (settling === undefined || parts.size === 0) write(frame());
  }
  function onResize(): void {
    if (drawn === undefined) return;
    clearTimeout(settling);
    settling = setTimeout(() => write(erase() + frame()), RESIZE_SETTLES_MS);
  }
  function stop(): void {
    isStopped = true;
    write(frame());
  }
  function goOn(): void {
    if (!isStopped) return;
    isStopped = false;
    returnToRow();
  }
  function returnToRow(): void {
    position.startRow();
    repaint();
  }

  return {
    show(part, drawRow) {
      parts.set(part, drawRow);
      repaint();
    },
    hide(part) {
      if (parts.delete(part)) repaint();
    },
    repaint,
    above: (sink) => ({
      ...sink,
      write(text) {
        if (text === '' || onChange !== undefined) return sink.write(text);
        const erased = erase();
        if (erased !== '') terminal.write(begin + erased);
        position.see(text);
        const written = sink.write(text);
        if (erased !== '') terminal.write(frame() + end);
        else if (parts.size > 0) write(frame());
        return written;
      },
    }),
    rows: (max) => (isVisible() ? draw(max, terminal.size().columns - 1).map(textOf) : []),
    paintedBy(changed) {
      onChange = changed;
      write(frame());
      return () => {
        onChange = undefined;
        returnToRow();
      };
    },
    makeWay() {
      isAway = true;
      write(frame());
      return () => {
        isAway = false;
        returnToRow();
      };
    },
  };
}
