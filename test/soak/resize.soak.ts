import { describe, expect, test } from 'vitest';
import { SEED } from '../helpers/random.ts';
import { lacksTmux } from '../helpers/tmux.ts';
import { NO_WORD_FAULTS, wordFaults } from '../helpers/unique-words.ts';
import { resizeWhileStreaming, type Resizing } from '../screen/resizing.ts';

const HOURS = 3_600_000;
const RESIZES = Number(process.env['RESIZES'] ?? 500);

/** A size every 60 to 1500 milliseconds, now less than half of the last one, now more than twice as large. */
const WINDOW: Omit<Resizing, 'terminal'> = {
  seed: SEED,
  resizes: RESIZES,
  columns: [40, 120],
  rows: [10, 40],
  pieces: [6, 150],
};

describe.each([
  ['xterm.js', false],
  ['tmux', lacksTmux],
] as const)(`${RESIZES} sizes of a window in %s (seed ${SEED})`, (terminal, isMissing) => {
  test.skipIf(isMissing)('lose no word of a reply, and show none twice', { timeout: HOURS }, async () => {
    const { sent, shown } = await resizeWhileStreaming({ ...WINDOW, terminal });
    const faults = wordFaults(sent, shown);
    console.log(`${terminal}: ${RESIZES} sizes, lost ${faults.lost.length}, twice ${faults.twice.length}`);
    expect(faults).toEqual(NO_WORD_FAULTS);
  });

  test.skipIf(isMissing)('lose no plain row, and show none twice', { timeout: HOURS }, async () => {
    const { sent, shown } = await resizeWhileStreaming({ ...WINDOW, terminal, plain: true });
    expect(wordFaults(sent, shown)).toEqual(NO_WORD_FAULTS);
  });
});
