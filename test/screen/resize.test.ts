import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Stage, type Emulator, type Window } from './stage.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Prose, lists and quotes, in which no word occurs twice. */
const documents = fc
  .array(
    fc.tuple(fc.constantFrom('', '', '', '- ', '  - ', '> ', '\n', '# ', '1. '), fc.integer({ min: 1, max: 45 })),
    {
      minLength: 1,
      maxLength: 10,
    },
  )
  .map((lines) => {
    let word = 0;
    return lines
      .map(([start, count]) => start + Array.from({ length: count }, () => `w${word++}x`).join(' '))
      .join('\n');
  });

const wordsIn = (text: string): string[] => text.match(/w\d+x/g) ?? [];
/** The whole buffer, with rows joined that the terminal wrapped: nothing else ever breaks a word. */
const wordsOn = (emulator: Emulator): string[] => wordsIn(emulator.text().join('\n'));

/** Apart from leftover rows, the words are there in order. */
function expectNothingLost(emulator: Emulator, text: string): void {
  const last = [...new Set(wordsOn(emulator).toReversed())].toReversed();
  expect(last).toEqual(wordsIn(text));
}

interface Step {
  readonly size: number;
  readonly resize: number | undefined;
}
const steps = (from: number, to: number): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.record({
      size: fc.integer({ min: 1, max: 60 }),
      resize: fc.option(fc.integer({ min: from, max: to }), { nil: undefined, freq: 2 }),
    }),
    { minLength: 5, maxLength: 40 },
  );

async function play(
  text: string,
  window: Window,
  all: readonly Step[],
  resized: (size: number) => Window,
  waits: number,
) {
  const stage = new Stage({ ...window, before: ['$ hello'] });
  let at = 0;
  for (const { size, resize } of all) {
    if (resize !== undefined) stage.resize(resized(resize));
    await stage.push(text.slice(at, at + size));
    if (resize !== undefined && waits > 0) await vi.advanceTimersByTimeAsync(waits);
    at += size;
  }
  await stage.push(text.slice(at));
  await stage.writer.end();
  return stage;
}

describe('a window whose width changes while text streams', () => {
  it('shows every word once and in order, as long as it keeps half its width', async () => {
    await fc.assert(
      fc.asyncProperty(documents, steps(40, 80), fc.constantFrom(0, 60, 200), async (text, all, waits) => {
        const { emulator } = await play(
          text,
          { columns: 60, rows: 24 },
          all,
          (columns) => ({ columns, rows: 24 }),
          waits,
        );
        expect(wordsOn(emulator)).toEqual(wordsIn(text));
        expect(emulator.text()[0]).toBe('$ hello');
      }),
      { numRuns: 300 },
    );
  });

  // Rows that the terminal itself pushed off by rewrapping are out of reach.
  it('loses nothing when it shrinks below half its width at once, and repeats only rows that were not final', async () => {
    await fc.assert(
      fc.asyncProperty(
        documents,
        steps(16, 120),
        fc.constantFrom(0, 60, 200),
        fc.constantFrom(5, 10, 24),
        async (text, all, waits, rows) => {
          const { emulator } = await play(text, { columns: 60, rows }, all, (columns) => ({ columns, rows }), waits);
          expectNothingLost(emulator, text);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('a window whose height changes', () => {
  it('loses nothing, and repeats only rows that were not final', async () => {
    await fc.assert(
      fc.asyncProperty(documents, steps(2, 40), async (text, all) => {
        const { emulator } = await play(text, { columns: 40, rows: 20 }, all, (rows) => ({ columns: 40, rows }), 60);
        expectNothingLost(emulator, text);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a window of which the program hears late', () => {
  /** `late`: the frames that come before it does. The first of them is cut where the kernel may cut it. */
  const lateSteps = (columns: readonly [number, number], rows: readonly [number, number]) =>
    fc.array(
      fc.record({
        size: fc.integer({ min: 1, max: 60 }),
        late: fc.nat(6),
        piece: fc.nat(9),
        columns: fc.integer({ min: columns[0], max: columns[1] }),
        rows: fc.integer({ min: rows[0], max: rows[1] }),
      }),
      { minLength: 5, maxLength: 30 },
    );
  type LateSteps = ReturnType<typeof lateSteps> extends fc.Arbitrary<infer Steps> ? Steps : never;

  async function playLate(text: string, window: Window, all: LateSteps): Promise<Emulator> {
    const stage = new Stage({ ...window, before: ['$ hello'] });
    let at = 0;
    const push = async (size: number) => {
      await stage.push(text.slice(at, at + size));
      at += size;
    };
    for (const { size, late, piece, ...to } of all) {
      stage.resizeWithinFrame(to, piece);
      for (let frame = 0; frame <= late; frame++) await push(size);
      stage.tell(to);
    }
    await push(text.length);
    await stage.writer.end();
    return stage.emulator;
  }

  it('shows every word once and in order, as long as it keeps half its width and height', async () => {
    await fc.assert(
      fc.asyncProperty(documents, lateSteps([40, 80], [20, 40]), async (text, all) => {
        const emulator = await playLate(text, { columns: 60, rows: 24 }, all);
        expect(wordsOn(emulator)).toEqual(wordsIn(text));
        expect(emulator.text()[0]).toBe('$ hello');
      }),
      { numRuns: 150 },
    );
  });

  it('loses nothing whatever its size, and repeats only rows that were not final', async () => {
    await fc.assert(
      fc.asyncProperty(documents, lateSteps([10, 120], [3, 40]), async (text, all) => {
        expectNothingLost(await playLate(text, { columns: 60, rows: 24 }, all), text);
      }),
      { numRuns: 150 },
    );
  });
});
