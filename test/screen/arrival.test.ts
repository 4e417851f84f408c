import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  cutAt,
  demos,
  examples,
  nastyDocuments,
  recordings,
  wholeDocuments,
  type Document,
} from '../helpers/documents.ts';
import { printed, SHELL_ROWS, Stage, WINDOWS, type StageOptions, type Window } from './stage.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const cuts = fc.array(fc.nat({ max: 1_000_000 }), { maxLength: 20 });

/** Fails unless streaming the pieces leaves the same screen as printing the finished rows. */
async function expectPrinted(text: string, pieces: readonly string[], options: StageOptions): Promise<void> {
  const { emulator } = await new Stage(options).play(pieces);
  expect(emulator.dump()).toEqual(printed(text, options));
}

/** Takes turns, so that every window is used without showing each text in each. */
const windowFor = (index: number): Window => WINDOWS[index % WINDOWS.length]!;

describe('screen and scrollback match the finished rows, including styles', () => {
  it('when everything arrives at once', async () => {
    for (const [index, { text }] of [...examples, ...wholeDocuments].entries()) {
      await expectPrinted(text, [text], windowFor(index));
    }
  });

  it('one character at a time, for every example of the specifications', async () => {
    for (const [index, { text }] of examples.entries()) await expectPrinted(text, text.split(''), windowFor(index));
  });

  it.each(demos)('one character at a time, for $name', async ({ text }: Document) => {
    for (const window of WINDOWS) await expectPrinted(text, text.split(''), window);
  });

  it.each(recordings)('one character at a time, for $name', async ({ text }: Document) => {
    await expectPrinted(text, text.split(''), WINDOWS[1]!);
  });

  it.each(wholeDocuments.map(({ name, text }, index) => ({ name, text, window: windowFor(index) })))(
    'in pieces of a dozen characters, for $name',
    async ({ text, window }) => {
      await expectPrinted(text.slice(0, 6000), text.slice(0, 6000).match(/[^]{1,12}/g) ?? [], window);
    },
  );

  it('in random pieces, for random documents of tricky lines, with and without synchronized output', async () => {
    await fc.assert(
      fc.asyncProperty(
        nastyDocuments(),
        cuts,
        fc.constantFrom(...WINDOWS),
        fc.boolean(),
        async (text, at, window, synchronized) => expectPrinted(text, cutAt(text, at), { ...window, synchronized }),
      ),
      { numRuns: 300 },
    );
  });

  it('one character at a time, for random documents of tricky lines', async () => {
    await fc.assert(
      fc.asyncProperty(nastyDocuments(8), fc.constantFrom(...WINDOWS), async (text, window) =>
        expectPrinted(text, text.split(''), window),
      ),
      { numRuns: 150 },
    );
  });

  it('when rows are wider than the window, as --width and --wrap none allow', async () => {
    const wide: StageOptions = { columns: 20, rows: 8, markdown: { width: 60 } };
    const text = `${'words and words '.repeat(12)}\n\n- ${'an item that goes on and on '.repeat(4)}\n\n\`\`\`\n${'x'.repeat(50)}\nshort\n\`\`\`\n`;
    await expectPrinted(text, text.split(''), wide);
    await expectPrinted(text, [text.slice(0, 70), text.slice(70)], wide);
  });

  it.each([
    ['ASCII', 'let x = "'],
    ['wide characters', '日本 한국 '],
    ['tabs', 'a\tbc\t'],
  ])('when code and URLs are wider than the window, which wraps them: %s', async (_, start) => {
    const code = (width: number) => `\`\`\`js\n${start}${'x'.repeat(width)}\nshort\n\`\`\`\n`;
    for (let width = 15; width < 64; width++) {
      const text = `${code(width)}\n- > ${code(width).replaceAll('\n', '\n  > ')}\n\nsee http://e.x/${'y'.repeat(width)} z\n`;
      await expectPrinted(text, text.match(/[^]{1,7}/g)!, { columns: 20, rows: 8 });
      await expectPrinted(text, [text], { columns: 20, rows: 3 });
    }
  });

  it('when rows are exactly as wide as the window', async () => {
    const exact: StageOptions = { columns: 20, rows: 8, markdown: { width: 20 } };
    const text = `\`\`\`\n${'x'.repeat(20)}\n${'y'.repeat(40)}\n\`\`\`\n\n---\n\n12345678901234567890 next`;
    await expectPrinted(text, text.split(''), exact);
  });
});

describe('earlier screen content', () => {
  it.each(WINDOWS)('stays in place in a window of $columns x $rows', async (window) => {
    const { emulator } = await new Stage(window).play((demos[0]?.text ?? '').match(/[^]{1,9}/g) ?? []);
    const plain = SHELL_ROWS.map((row) => row.replaceAll(/\u001b\[[\d;]*m/g, ''));
    expect(emulator.text().slice(0, SHELL_ROWS.length)).toEqual(plain);
  });
});

describe('a row that has scrolled off', () => {
  it('never changes, and was final', async () => {
    await fc.assert(
      fc.asyncProperty(nastyDocuments(30), cuts, fc.constantFrom(...WINDOWS.slice(1, 3)), async (text, at, window) => {
        const stage = new Stage(window);
        const gone: string[] = [];
        stage.onFrame = () => {
          for (let row = gone.length; row < stage.emulator.scrolledOff; row++) gone.push(stage.emulator.row(row));
        };
        await stage.play(cutAt(text, at));
        expect(gone.map((_, row) => stage.emulator.row(row))).toEqual(gone);
        // Its last state is what the finished document has there, so it was final from the start.
        expect(stage.emulator.dump()).toEqual(printed(text, window));
      }),
      { numRuns: 200 },
    );
  });

  it('is never one that may still change: no more of those are shown than fit', async () => {
    const cap = ({ rows }: Window) => Math.max(1, Math.min(16, Math.max(3, Math.floor(rows / 2)), rows - 1));
    for (const window of [...WINDOWS, { columns: 30, rows: 3 }, { columns: 30, rows: 2 }, { columns: 30, rows: 1 }]) {
      const stage = new Stage({ ...window, before: [] });
      // A paragraph is not final before it ends.
      for (let word = 0; word < 500; word++) {
        await stage.push(`word${word} `);
        expect(stage.emulator.cursorRow + 1).toBeLessThanOrEqual(cap(window));
        expect(stage.emulator.scrolledOff).toBe(0);
      }
    }
  });
});
