import { describe, expect, test } from 'vitest';
import { SEED } from '../helpers/random.ts';
import { lacksTmux } from '../helpers/tmux.ts';
import { NO_WORD_FAULTS, wordFaults } from '../helpers/unique-words.ts';
import { resizeWhileStreaming, type Resizing } from './resizing.ts';

const STILL: Omit<Resizing, 'terminal'> = {
  seed: SEED,
  resizes: 15,
  columns: [60, 60],
  rows: [20, 20],
  pieces: [1, 20],
};
/** It keeps half of its width and height, whatever comes after what. */
const BOTH: Omit<Resizing, 'terminal'> = { ...STILL, columns: [60, 120], rows: [20, 40] };

describe.each([
  ['xterm.js', process.platform === 'win32'],
  ['tmux', lacksTmux],
] as const)(`in %s, a reply (seed ${SEED})`, (terminal, isMissing) => {
  test.skipIf(isMissing).each<[string, Omit<Resizing, 'terminal'>]>([
    ['stays as it is', STILL],
    ['gets narrower and wider', { ...BOTH, rows: [24, 24] }],
    ['gets shorter and taller', { ...BOTH, columns: [60, 60] }],
    ['changes both ways', BOTH],
  ])('is shown once and in order while the window %s', async (_, window) => {
    const { sent, shown } = await resizeWhileStreaming({ ...window, terminal });
    expect(wordFaults(sent, shown)).toEqual(NO_WORD_FAULTS);
    expect(shown).toMatch(/^row 1\n(?:row \d+\n){58}row 60\n[^]*\nafter\n*$/);
  });
});
