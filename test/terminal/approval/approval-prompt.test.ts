import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ApprovalAnswer } from '../../../src/core/reply/tool-types.ts';
import { widthOf } from '../../../src/markdown/layout/width.ts';
import { askApproval } from '../../../src/terminal/approval/approval-prompt.ts';
import { contentRows } from '../../../src/terminal/approval/approval-rows.ts';
import { questionOf } from '../../../src/terminal/approval/approval-view.ts';
import type { Input } from '../../../src/terminal/input/keys.ts';
import { createStyles } from '../../../src/terminal/styles.ts';
import { looksLikeApproval, readApproval } from '../../helpers/approval-screen.ts';
import { hostileInput, hostileText } from '../../helpers/hostile-inputs.ts';
import { readInput, readLines, unmarked } from '../../helpers/read-approval.ts';
import type { Window } from '../../screen/stage.ts';
import { openTerminal } from '../fake-terminal.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const CTRL_C = '\u0003';
const small = { path: 'a.txt' };
const tall = { content: Array.from({ length: 30 }, (_, at) => `line ${at}\n`).join('') };
const TITLE = '┃ Run write from server files?';
const KEYS = ['┃ y yes · n no · e no, and say why', '┃ a always: write from files, until the program exits'];

interface Asked {
  readonly input?: unknown;
  readonly tool?: string;
  readonly server?: string;
  readonly window?: Window;
  /** Whether the terminal says what it has shown. */
  readonly answers?: boolean;
  readonly color?: boolean;
  readonly before?: readonly string[];
}

function ask({
  input = small,
  tool = 'write',
  server = 'files',
  window = { columns: 80, rows: 16 },
  ...options
}: Asked = {}) {
  const terminal = openTerminal(window, [...(options.before ?? [])]);
  const { emulator } = terminal;
  if (options.answers !== false) emulator.terminal.onData((answer) => terminal.input.write(answer));
  const typedAhead: Input[] = [];
  const suspensions: string[] = [];
  const stop = new AbortController();
  const screen = {
    ...terminal.options,
    styles: createStyles(options.color ?? false),
    onTypedAhead: (early: Input) => void typedAhead.push(early),
    onSuspend: () => void suspensions.push('suspended'),
  };
  let answer: ApprovalAnswer | undefined | 'open' = 'open';
  const asking = askApproval({ server, tool, name: tool, input }, screen, stop.signal).then(
    (given) => (answer = given),
  );
  return {
    ...terminal,
    asking,
    answer: () => answer,
    stop,
    typedAhead,
    suspensions,
    /** The rows without the cursor. */
    shown: () => {
      const rows = terminal.rows().map((row) => row.replace('|', '').trimEnd());
      return rows.slice(0, rows.findLastIndex((row) => row !== '') + 1);
    },
    screen: () => visibleRows(terminal.emulator.terminal),
  };
}

/** The rows in the window. */
function visibleRows(terminal: ReturnType<typeof openTerminal>['emulator']['terminal']): string[] {
  const { active } = terminal.buffer;
  const rows = Array.from({ length: terminal.rows }, (_, row) =>
    active.getLine(active.baseY + row)!.translateToString(true),
  );
  return rows.slice(0, rows.findLastIndex((row) => row !== '') + 1);
}

describe('a call is asked about', () => {
  test('with what will run and the keys that answer, until one does', async () => {
    const { shown, type, asking } = ask();
    expect(shown()).toEqual([TITLE, '┃   path: a.txt', ...KEYS]);
    await type('y');
    expect(await asking).toBe('once');
    expect(shown()).toEqual([TITLE, '┃   path: a.txt', '┃ yes']);
  });

  test.each([
    ['a', 'always', 'always: write from files, until the program exits'],
    ['n', { refused: undefined }, 'no'],
    ['euse b\r', { refused: 'use b' }, 'no: use b'],
    ['\u001b[200~no\u001b[201~n', { refused: undefined }, 'no'],
    [CTRL_C, undefined, 'interrupted'],
    ['\u0004', undefined, 'interrupted'],
  ])('and %j answers', async (keys, given, said) => {
    const { shown, type, asking } = ask();
    await type('', ...keys.split(/(?=\u001b)/));
    expect(await asking).toEqual(given);
    expect(shown()).toEqual([TITLE, '┃   path: a.txt', `┃ ${said}`]);
  });

  test('with the cursor behind the last row', () => {
    expect(ask().rows().at(-1)).toBe(`${KEYS[1]}|`);
  });

  test('and no other input answers', async () => {
    const { shown, type, answer } = ask();
    await type('', '\r');
    expect(shown().at(-2)).toBe('┃ Press y, n, a or e.');
    await type('\u001b[200~y\u001b[201~');
    expect(shown().at(-2)).toBe('┃ Pasted text does not answer: press y, n, a or e.');
    expect(answer()).toBe('open');
    await type('e', 'no\u007f\u007f');
    expect(shown().slice(-2)).toEqual(['┃ Why not? Enter tells the model, Esc goes back.', '┃ >']);
    await type('\u001b');
    vi.advanceTimersByTime(60);
    await setImmediate();
    expect(shown()).toEqual([TITLE, '┃   path: a.txt', ...KEYS]);
  });

  test('with a bar and a title that have a style of their own', () => {
    const { emulator, stop } = ask({ color: true });
    const bar = emulator.cell(0, 0);
    expect(bar).toBe('┃{bold 16777216/3}');
    expect(emulator.cell(0, 2)).toBe('R{bold 16777216/3}');
    expect(emulator.cell(1, 0)).toBe(bar);
    stop.abort();
  });

  test('until the signal is aborted or the terminal is gone', async () => {
    const aborted = ask();
    aborted.stop.abort();
    expect(await aborted.asking).toBeUndefined();
    expect(aborted.shown().at(-1)).toBe('┃ interrupted');
    const gone = ask();
    gone.input.end();
    expect(await gone.asking).toBeUndefined();
    const late = new AbortController();
    late.abort();
    const { options } = openTerminal();
    const never = { styles: createStyles(false), onTypedAhead() {}, onSuspend() {} };
    expect(
      await askApproval({ server: 'x', tool: 'y', name: 'y', input: {} }, { ...options, ...never }, late.signal),
    ).toBeUndefined();
  });
});

describe('what was typed before a call was on the screen', () => {
  test('does not answer, but is passed on', async () => {
    const { emulator, type, typedAhead, answer, asking, input } = ask({ answers: false });
    await type('y', 'a', '\r', '\u001b[200~y\u001b[201~');
    expect(answer()).toBe('open');
    expect(typedAhead.map((early) => (early.type === 'key' ? early.key.chord : early.text))).toEqual([
      'y',
      'a',
      'enter',
      'y',
    ]);
    expect(emulator.terminal.buffer.active.getLine(0)!.translateToString(true)).toBe(TITLE);
    // The terminal says so in the same order as it sends the keys.
    input.write('y\u001b[0nn');
    await setImmediate();
    expect(await asking).toEqual({ refused: undefined });
    expect(typedAhead).toHaveLength(5);
  });

  test('does not answer on a terminal that never says what it has shown, either', async () => {
    const { type, answer, asking, typedAhead } = ask({ answers: false });
    await type('y');
    vi.advanceTimersByTime(1999);
    await type('y');
    expect(answer()).toBe('open');
    vi.advanceTimersByTime(1);
    await type('y');
    expect(await asking).toBe('once');
    expect(typedAhead).toHaveLength(2);
  });

  test('interrupts if it was Ctrl-C', async () => {
    const { type, asking, typedAhead } = ask({ answers: false });
    await type('y', CTRL_C);
    expect(await asking).toBeUndefined();
    expect(typedAhead).toHaveLength(1);
  });

  test('does not answer the next call, even if the terminal says late what it showed of the one before', async () => {
    const first = ask({ answers: false });
    vi.advanceTimersByTime(2000);
    await first.type('y');
    expect(await first.asking).toBe('once');
    const typedAhead: Input[] = [];
    let answer: unknown = 'open';
    const screen = {
      ...first.options,
      styles: createStyles(false),
      onTypedAhead: (early: Input) => void typedAhead.push(early),
      onSuspend() {},
    };
    const second = askApproval(
      { server: 'x', tool: 'rm', name: 'rm', input: {} },
      screen,
      new AbortController().signal,
    );
    void second.then((given) => (answer = given));
    await first.type('\u001b[0n', 'y');
    expect(answer).toBe('open');
    expect(typedAhead).toHaveLength(1);
    await first.type('\u001b[0n', 'n');
    expect(await second).toEqual({ refused: undefined });
  });

  test('does not answer after the program was stopped either, as the shell had the keys', async () => {
    const { type, events, suspensions, typedAhead, answer, asking, input } = ask({ answers: false });
    await type('\u001b[0n', '\u001a');
    expect(suspensions).toEqual(['suspended']);
    events.emit('SIGTSTP');
    events.emit('SIGCONT');
    await type('y');
    vi.advanceTimersByTime(50);
    await type('y');
    expect(answer()).toBe('open');
    expect(typedAhead).toHaveLength(2);
    input.write('\u001b[0ny');
    expect(await asking).toBe('once');
  });
});

describe('a call that does not fit', () => {
  test('can be allowed once it was paged through', async () => {
    const { shown, screen, type, answer, asking } = ask({ input: tall, window: { columns: 70, rows: 13 } });
    expect(shown()).toEqual([
      TITLE,
      '┃   content (30 lines):',
      '┃   │ line 0',
      '┃   │ line 1',
      '┃   │ line 2',
      '┃… 23 rows left out',
      ...[26, 27, 28, 29].map((at) => `┃   │ line ${at}`),
      '┃ space shows more · b goes back · n no · e no, and say why',
      '┃ y yes, a always: after all of it was shown',
    ]);
    await type('', 'y');
    expect(answer()).toBe('open');
    expect(shown().at(-2)).toBe('┃ Not all of it has been shown yet: press space for more.');
    await type(' ', ' ', 'y', ' ');
    expect(answer()).toBe('open');
    expect(screen().slice(-3)).toEqual([
      '┃… 24-32 of 32 rows',
      '┃ y yes · n no · e no, and say why · b goes back',
      KEYS[1],
    ]);
    await type('y');
    expect(await asking).toBe('once');
    expect(shown().slice(-2)).toEqual(['┃   │ line 29', '┃ yes']);
    expect(shown().filter((row) => row === TITLE)).toHaveLength(1);
  });

  test('is not seen by typing ahead of the pages', async () => {
    const { type, answer } = ask({ input: tall, window: { columns: 70, rows: 13 } });
    await type('', '    y');
    expect(answer()).toBe('open');
  });

  test('keeps what was seen of it when the window gets another size', async () => {
    const { type, answer, asking, resize, screen } = ask({ input: tall, window: { columns: 70, rows: 13 } });
    await type('', ' ', ' ');
    resize({ columns: 50, rows: 12 });
    vi.advanceTimersByTime(50);
    expect(screen().at(-1)).toBe('┃ y yes, a always: after all of it was shown');
    await type('y');
    expect(answer()).toBe('open');
    await type('b', ' ', ' ', ' ', ' ', ' ', 'y');
    expect(await asking).toBe('once');
  });

  test('cannot be allowed in a window that is too small, until that is larger', async () => {
    const { type, answer, asking, resize, shown } = ask({ window: { columns: 1, rows: 1 } });
    await type('', 'y');
    resize({ columns: 80, rows: 3 });
    vi.advanceTimersByTime(50);
    expect(shown().at(-1)).toBe('┃ The window is too small to show what would run: enlarge it, or press n.');
    await type('y');
    expect(answer()).toBe('open');
    resize({ columns: 80, rows: 10 });
    vi.advanceTimersByTime(50);
    await type('y');
    expect(await asking).toBe('once');
  });
});

describe('whatever a stranger has chosen', () => {
  const name = fc.oneof(
    fc.constantFrom('files', 'write', 'wr\u0456te', 'rm -rf', '┃ Run ls?'),
    hostileText.map((text) => text.slice(0, 200)),
  );
  const window = fc.record({ columns: fc.integer({ min: 30, max: 120 }), rows: fc.integer({ min: 12, max: 40 }) });

  test('what runs was on the screen, and can be read from it', async () => {
    await fc.assert(
      fc.asyncProperty(hostileInput, name, name, window, fc.boolean(), async (input, tool, server, size, color) => {
        const { type, screen, asking, answer, emulator, keys } = ask({
          input,
          tool,
          server,
          window: size,
          color,
          before: ['$ claude-stream'],
        });
        const rows = new Map<number, string>();
        const look = () => {
          const { content, total } = readApproval(screen());
          for (const [at, row] of content) {
            expect(rows.get(at) ?? row).toBe(row);
            rows.set(at, row);
          }
          return total;
        };
        await type('');
        // In the smallest windows, the longest names leave no room.
        if (screen().some((row) => row.includes('The window is too small'))) {
          await type('y');
          expect(answer()).toBe('open');
          await type('n');
          expect(await asking).toEqual({ refused: undefined });
          keys.close();
          return;
        }
        const total = look();
        for (let pages = 0; rows.size < total; pages++) {
          expect(pages).toBeLessThan(total);
          await type('y');
          expect(answer()).toBe('open');
          look();
          await type(' ');
          expect(look()).toBe(total);
        }
        await type('y');
        expect(await asking).toBe('once');
        const [title, ...lines] = readLines(Array.from({ length: total }, (_, at) => rows.get(at)!));
        expect(JSON.stringify(readInput(lines))).toBe(JSON.stringify(input));
        expect(readTitle(title!.text)).toEqual({ tool, server });
        expect(emulator.violations).toEqual([]);
        keys.close();
      }),
      { numRuns: 50, endOnFailure: true },
    );
  }, 90_000);

  test('what runs was on the screen, also if the window changes meanwhile', async () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(' ', ' ', ' ', 'b', 'y', 'x', '\u001b[A', '\u001b[B') },
      {
        weight: 1,
        arbitrary: fc.record({ columns: fc.integer({ min: 1, max: 120 }), rows: fc.integer({ min: 1, max: 40 }) }),
      },
    );
    await fc.assert(
      fc.asyncProperty(hostileInput, window, fc.array(step, { maxLength: 80 }), async (input, size, steps) => {
        const { type, screen, answer, resize, stop, asking, keys } = ask({ input, window: size });
        const question = questionOf({ server: 'files', tool: 'write', name: 'write', input });
        const seen = new Set<number>();
        let { columns } = size;
        const look = () => {
          const rows = screen();
          if (rows.join('').includes('window is too') || columns < 30) return;
          const all = contentRows(question.title, question.lines, { width: columns - 1, widthOf });
          const { content, total } = readApproval(rows);
          expect(total).toBe(all.length);
          for (const [at, row] of content) {
            expect(row.trimEnd()).toBe(
              all[at]!.row.map(({ text }) => text)
                .join('')
                .trimEnd(),
            );
            for (let place = all[at]!.start; place < all[at]!.end; place++) seen.add(place);
          }
        };
        await type('');
        look();
        for (const next of steps) {
          if (typeof next === 'string') await type(next);
          else {
            columns = next.columns;
            resize(next);
            vi.advanceTimersByTime(50);
            await setImmediate();
          }
          if (answer() !== 'open') break;
          look();
        }
        if (answer() === 'once') {
          const all = contentRows(question.title, question.lines, { width: 79, widthOf });
          expect(seen.size).toBe(all.at(-1)!.end);
        }
        stop.abort();
        await asking;
        keys.close();
      }),
      { numRuns: 50, endOnFailure: true },
    );
  }, 90_000);
});

/** The names in a title, which may be wrapped at blanks. */
function readTitle(title: string): { tool: string; server: string } {
  const text = title.replace(/^Run[ ·]/, '');
  const named = String.raw`("(?:\\.|[^"\\])*"|[\w.-]+)`;
  const [, tool, server] = new RegExp(`^${named}[ ·]from[ ·]server[ ·]${named}\\?$`, 'su').exec(text)!;
  const plain = (name: string) =>
    name.startsWith('"') ? unmarked(name.slice(1, -1)).replaceAll(/\\(.)/gsu, '$1') : name;
  return { tool: plain(tool!), server: plain(server!) };
}

test('nothing but the prompt has its bar', () => {
  expect(looksLikeApproval('┃ Run')).toBe(true);
  expect(looksLikeApproval('│ Run')).toBe(false);
});
