import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cutAt, demos, nastyDocuments } from '../helpers/documents.ts';
import { Emulator, parts, printed, SHELL_ROWS, Stage, WINDOWS, type Window } from './stage.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const cuts = fc.array(fc.nat({ max: 1_000_000 }), { maxLength: 20 });
const ALLOWED =
  /^(?:[^\u0000-\u001f\u007f-\u009f]|\r\n|\r|\u001b\[[\d;]*m|\u001b\]8;[^\u0000-\u001f]*\u001b\\|\u001b\[\d*[AB]|\u001b\[(?:999)?C|\u001b[78]|\u001b\[[JK]|\u001b\[\?(?:7|25|2026)[hl])*$/u;

describe('each frame', () => {
  it('uses only the few sequences that every terminal supports, and leaves no mode set', async () => {
    const windows: Window[] = [...WINDOWS, { columns: 12, rows: 2 }, { columns: 3, rows: 1 }];
    await fc.assert(
      fc.asyncProperty(nastyDocuments(), cuts, fc.constantFrom(...windows), async (text, at, window) => {
        const stage = new Stage(window);
        const { terminal } = stage.emulator;
        stage.onFrame = (frame) => {
          expect(frame).toMatch(ALLOWED);
          for (const [, rows] of frame.matchAll(/\u001b\[(\d*)A/g)) {
            expect(Number(rows)).toBeGreaterThan(0);
            expect(Number(rows)).toBeLessThan(window.rows);
          }
          expect(terminal.modes).toMatchObject({ wraparoundMode: true, synchronizedOutputMode: false });
        };
        await stage.play(cutAt(text, at));
        expect(stage.bytes === '' || stage.bytes.endsWith('\u001b[?7h\u001b[?25h\u001b[0m')).toBe(true);
        expect(terminal.buffer.active.cursorX).toBe(0);
      }),
      { numRuns: 400 },
    );
  });

  it('does not touch, even for a moment, a cell that stays the same', async () => {
    const lines = fc.constantFrom(
      ...[
        'words that go on',
        '**bold** and `code`',
        '- item',
        '  - deeper',
        '',
        '',
        '# Head',
        '> quote',
        '| a | b |',
        '|---|---|',
      ],
      ...['| 1 | 2 |', '```', 'const x = 1;', '日本語 text', '===', '1. one'],
    );
    const documents = fc.array(lines, { minLength: 1, maxLength: 12 }).map((all) => `${all.join('\n')}\n`);
    const grid = ({ terminal }: Emulator, emulator: Emulator, from: number) =>
      Array.from({ length: terminal.buffer.active.length - from }, (_, row) =>
        Array.from({ length: terminal.cols }, (_, column) => emulator.cell(from + row, column)),
      );
    await fc.assert(
      fc.asyncProperty(documents, fc.integer({ min: 1, max: 9 }), async (text, step) => {
        const window = { columns: 24, rows: 6 };
        const stage = new Stage({ ...window, synchronized: false });
        const slow = new Emulator(window);
        for (const row of SHELL_ROWS) slow.write(`${row}\r\n`);
        stage.onFrame = (frame) => {
          const from = slow.scrolledOff;
          const before = grid(slow, slow, from);
          const after = grid(stage.emulator, stage.emulator, from);
          for (const part of parts(frame)) {
            slow.write(part);
            const now = grid(slow, slow, from);
            for (const [row, cells] of before.entries()) {
              for (const [column, cell] of cells.entries()) {
                if (cell === after[row]![column] && now[row]![column] !== cell)
                  expect({ row, column, shows: now[row]![column], frame }).toMatchObject({ shows: cell });
              }
            }
          }
        };
        await stage.play(text.match(new RegExp(`[^]{1,${step}}`, 'gu')) ?? []);
      }),
      { numRuns: 25 },
    );
  });

  it('is not written when nothing has changed', async () => {
    const stage = new Stage({ columns: 40, rows: 10 });
    await stage.push('Some text');
    await stage.push('');
    await stage.push('\u0007');
    expect(stage.frames).toHaveLength(1);
  });

  it('writes less than the changed rows, and little for a word at the end', async () => {
    const stage = new Stage({ columns: 60, rows: 20 });
    await stage.push('words and words '.repeat(20));
    await stage.push('more');
    expect(stage.frames.at(-1)!.length).toBeLessThan(120);
  });
});

describe('the text of each delta', () => {
  it('is on the screen one frame later', async () => {
    const word = fc.nat({ max: 99_999 }).map((n) => `w${n}x`);
    const marked = fc.tuple(fc.constantFrom('', '', '**', '*', '`', '~~'), word).map(([mark, w]) => mark + w + mark);
    const line = fc
      .tuple(
        fc.constantFrom('', '', '', '- ', '  - ', '> ', '# ', '```\n', '\n'),
        fc.array(marked, { minLength: 1, maxLength: 9 }),
      )
      .map(([start, words]) => start + words.join(' '));
    const letters = (text: string) => text.replaceAll(/[^a-z\d]/g, '');
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 15 }), { minLength: 60, maxLength: 60 }),
        async (all, sizes) => {
          const text = `${all.join('\n')}\n`;
          // Lines of code are cut off while they are wider than the window.
          const stage = new Stage({ columns: 110, rows: 10 });
          let at = 0;
          for (const size of sizes) {
            await stage.push(text.slice(at, at + size));
            at += size;
            const wanted = letters(text.slice(0, at)).slice(-40);
            expect(letters(stage.emulator.text().slice(SHELL_ROWS.length).join(''))).toContain(wanted);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is there even within a table, once its row has begun', async () => {
    const stage = new Stage({ columns: 60, rows: 12 });
    for (const delta of ['| Name | Wor', 'th |\n| --- | ---: |\n| alp', 'ha | 1', '7 |\n| be']) {
      await stage.push(delta);
      const last = /[a-z\d]+/gi.exec(delta.split(/[|\s]/).findLast((part) => /\w/.test(part))!)![0];
      expect(stage.emulator.text().join('\n')).toContain(last);
    }
  });
});

describe('windows of any size', () => {
  it.each([1, 2, 3, 4, 5, 7, 10])('of %i columns show the whole text', async (columns) => {
    const text = demos[0]!.text.slice(0, 1500);
    for (const rows of [1, 2, 3, 24]) {
      const window = { columns, rows, before: [] };
      const { emulator } = await new Stage(window).play(text.match(/[^]{1,40}/g)!);
      expect(emulator.text()).toEqual(printedText(text, window));
    }
  });

  it.each([1, 2, 3])('of %i rows show the whole text', async (rows) => {
    await fc.assert(
      fc.asyncProperty(nastyDocuments(), cuts, fc.integer({ min: 1, max: 30 }), async (text, at, columns) => {
        const window = { columns, rows, before: [] };
        const { emulator } = await new Stage(window).play(cutAt(text, at));
        expect(emulator.dump()).toEqual(printed(text, window));
      }),
      { numRuns: 60 },
    );
  });
});

function printedText(text: string, window: Window & { before: string[] }): string[] {
  return printed(text, { ...window, markdown: { color: 0 } }).map((row) => row.replaceAll(/\{[^{}]*\}/g, ''));
}

describe('hostile text', () => {
  const hostile = fc.constantFrom(
    ...[
      '\u001b]0;owned\u0007',
      '\u001b]52;c;aGk=\u0007',
      '\u001b[2J',
      '\u001b[H',
      '\u001b[3J',
      '\u001b[?1049h',
      '\u001b[?7l',
    ],
    ...[
      '\u001b[10A',
      '\u001bc',
      '\u001b[6n',
      '\u009b2J',
      '\u009d0;t\u009c',
      '\u001bP+q\u001b\\',
      '\u001b[?25l',
      '\u001b[8m',
    ],
    ...[
      '\b\b\b',
      '\u0007',
      '\r',
      '\u000b',
      '\u000c',
      '\u001b[1;1r',
      '\u001b]8;;http://x\u001b\\',
      '\u001b#8',
      '\u000e',
      '[x](\u001b]0;t\u0007)',
    ],
    ...[
      '&#27;]0;owned&#7;',
      '&#x1b;[2J',
      '&#155;2J',
      '&#8;',
      '<http://x/\u001b[2J>',
      '```\u001b[2J\n',
      '[a](http://x/&#27;[2J)',
    ],
  );
  it('cannot change the title, the clipboard, the modes or earlier screen content', async () => {
    const plain = SHELL_ROWS.map((row) => row.replaceAll(/\u001b\[[\d;]*m/g, ''));
    const words = fc.oneof(
      hostile,
      hostile,
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom('text ', '\n', '\n\n', '- ', '| a |\n|--|\n'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(words, { minLength: 1, maxLength: 20 }), cuts, async (all, at) => {
        const stage = new Stage({ columns: 40, rows: 10 });
        const { emulator } = stage;
        const answers: string[] = [];
        emulator.terminal.onData((answer) => answers.push(answer));
        const before = { ...emulator.terminal.modes };
        stage.onFrame = (frame) => expect(frame).toMatch(ALLOWED);
        await stage.play(cutAt(all.join(''), at));
        expect(emulator.violations).toEqual([]);
        expect(answers).toEqual([]);
        expect({ ...emulator.terminal.modes }).toEqual(before);
        expect(emulator.text().slice(0, plain.length)).toEqual(plain);
        expect(emulator.terminal.buffer.active.type).toBe('normal');
      }),
      { numRuns: 300 },
    );
  });
});

describe('a terminal that is slow', () => {
  it('is sent at most one frame at a time, and shows the same in the end', async () => {
    const text = demos.map(({ text }) => text).join('\n');
    const window = { columns: 40, rows: 10 };
    let pending = 0;
    let most = 0;
    const stage: Stage = new Stage({
      ...window,
      sink: async (frame) => {
        most = Math.max(most, ++pending);
        await new Promise((resolve) => setTimeout(resolve, 120));
        stage.emulator.write(frame);
        pending--;
      },
    });
    for (const piece of text.match(/[^]{1,12}/g)!) {
      void stage.writer.write(piece);
      await vi.advanceTimersByTimeAsync(5);
    }
    const end = stage.writer.end();
    await vi.advanceTimersByTimeAsync(5000);
    await end;
    expect(most).toBe(1);
    expect(stage.frames.length).toBeLessThan(text.length / 12 / 20);
    expect(stage.emulator.dump()).toEqual(printed(text, window));
  });

  it('slows down a source that never pauses', async () => {
    let release = () => {};
    const stage = new Stage({
      columns: 40,
      rows: 10,
      sink: () => new Promise<void>((resolve) => (release = resolve)),
    });
    void stage.writer.write('- one\n');
    await vi.advanceTimersByTimeAsync(50);
    let held = true;
    const written = Promise.resolve(stage.writer.write('- more\n'.repeat(3000))).then(() => (held = false));
    await vi.advanceTimersByTimeAsync(5000);
    expect(held).toBe(true);
    release();
    await vi.advanceTimersByTimeAsync(0);
    release();
    await written;
    expect(stage.frames).toHaveLength(2);
  });
});
