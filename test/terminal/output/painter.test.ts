import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { widthOf } from '../../../src/markdown/layout/width.ts';
import { createPainter } from '../../../src/terminal/output/painter.ts';
import { Emulator, SHELL_ROWS } from '../../screen/stage.ts';

const WINDOW = { columns: 20, rows: 10 };

function open(synchronized = false) {
  const emulator = new Emulator(WINDOW);
  for (const row of SHELL_ROWS) emulator.write(`${row}\r\n`);
  const painter = createPainter({ size: WINDOW, widthOf, synchronized });
  const top = emulator.cursorRow;
  const cursor = () => ({ row: emulator.cursorRow - top, column: emulator.terminal.buffer.active.cursorX });
  const rows = () => {
    const all = Array.from({ length: emulator.terminal.buffer.active.length }, (_, row) => emulator.row(row).trimEnd());
    return all.slice(top, all.findLastIndex((row) => row !== '') + 1);
  };
  return { emulator, painter, cursor, rows };
}

const rowsOf = (least: number, most: number) =>
  fc.array(fc.constantFrom('a', 'b', 'longer row', '日本'), { minLength: least, maxLength: most });
const steps = fc.array(
  fc.record({
    commit: rowsOf(0, 3),
    live: rowsOf(1, 5),
    cursor: fc.option(fc.record({ row: fc.nat(4), column: fc.nat(19) }), { nil: undefined }),
    after: fc.constantFrom('nothing', 'nothing', 'clear', 'leave'),
  }),
  { maxLength: 12 },
);

describe('a final row that is wider than the window', () => {
  const widths = [19, 20, 21, 39, 40, 41, 60, 250];

  it.each(widths)('is one line of the terminal, and stands above the live rows: %i columns', (width) => {
    for (const synchronized of [false, true]) {
      const { emulator, painter } = open(synchronized);
      const row = `${'x'.repeat(width - 1)}y`;
      emulator.write(painter.frame([], ['a', 'b', 'clipped', 'c']));
      emulator.write(painter.frame(['a', row, 'b'], ['c', 'd']));
      emulator.write(painter.frame(['c'], ['d', 'e']));
      // Live rows are joined.
      emulator.write(painter.frame(['d', 'e'], []));
      expect(emulator.text().slice(SHELL_ROWS.length)).toEqual(['a', row, 'b', 'c', 'd', 'e']);
    }
  });

  // Some terminals clear the last column too while their cursor waits there for the next character.
  it.each(widths)('has nothing cleared behind its last character: %i columns', (width) => {
    const { painter } = open();
    painter.frame([], ['live']);
    const frame = painter.frame(['x'.repeat(width)], ['']);
    expect(/x+(\u001b\[K)?/.exec(frame)![1]).toBe(width < WINDOW.columns ? '\u001b[K' : undefined);
  });
});

describe('a frame with a cursor', () => {
  it('shows the same rows as one without, and leaves the cursor where it is wanted', () => {
    fc.assert(
      fc.property(steps, fc.boolean(), (all, synchronized) => {
        const { emulator, painter, cursor, rows } = open(synchronized);
        const final: string[] = [];
        for (const { commit, live, cursor: wanted, after } of all) {
          const place = wanted && { ...wanted, row: Math.min(wanted.row, live.length - 1) };
          emulator.write(painter.frame(commit, live, place));
          final.push(...commit);
          expect(rows()).toEqual([...final, ...live]);
          const { row, column } = place ?? { row: 0, column: 0 };
          expect(cursor()).toEqual({ row: final.length + row, column });
          if (after === 'clear') emulator.write(painter.clear());
          if (after === 'leave') emulator.write(painter.leave());
          if (after === 'leave') final.push(...live);
          if (after !== 'nothing') expect(cursor()).toEqual({ row: final.length, column: 0 });
          if (after !== 'nothing') expect(rows()).toEqual(final);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('that only moves the cursor draws nothing', () => {
    const { painter } = open();
    painter.frame([], ['one', 'two'], { row: 0, column: 1 });
    expect(painter.frame([], ['one', 'two'], { row: 0, column: 1 })).toBe('');
    expect(painter.frame([], ['one', 'two'], { row: 1, column: 2 })).toBe('\r\u001b[1B\u001b[2C');
  });
});
