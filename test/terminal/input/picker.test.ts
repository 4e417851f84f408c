import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { among, pick, type Choice } from '../../../src/terminal/input/picker.ts';
import type { PickerItem } from '../../../src/terminal/input/picker-rows.ts';
import type { Window } from '../../screen/stage.ts';
import { openTerminal } from '../fake-terminal.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const plain = (text: string) => text;
const SESSIONS: PickerItem[] = [
  { label: 'Recipes for bread', detail: 'yesterday' },
  { label: 'A poem', detail: 'Monday' },
  { label: 'Bread and butter' },
];
const MANY = Array.from({ length: 30 }, (_, index) => ({ label: `item ${index}` }));
const DOWN = '\u001b[B';

const LEGEND = 'type to filter · Enter · Esc cancel';

function open(
  items: readonly PickerItem[] = SESSIONS,
  window?: Window,
  title = 'Which?',
  more: Partial<Choice<PickerItem>> = {},
) {
  const terminal = openTerminal(window);
  const styles = { prompt: plain, hint: plain, chosen: plain };
  const stop = new AbortController();
  const find = among(items);
  const picking = pick({ ...terminal.options, styles, title, find, ...more, signal: stop.signal });
  const picked = picking.then((item) => item?.label);
  return { ...terminal, picked, stop };
}

describe('the picker', () => {
  it('shows what there is, the first chosen', () => {
    expect(open().rows()).toEqual([
      'Which? |',
      '> Recipes for bread  yesterday',
      '  A poem  Monday',
      '  Bread and butter',
      LEGEND,
    ]);
  });

  it('takes what is chosen with Enter, and one row tells', async () => {
    const { picked, rows, type } = open();
    await type(DOWN, '\u000e\u0010', '\r');
    expect(await picked).toBe('A poem');
    expect(rows()).toEqual(['Which? A poem', '|']);
  });

  it('stays within the list', async () => {
    const { picked, type } = open();
    await type(DOWN.repeat(9), '\u001b[A', '\r');
    expect(await picked).toBe('A poem');
  });

  it('leaves only what holds all words that were typed, in any case', async () => {
    const { picked, rows, type } = open();
    await type('bread and');
    expect(rows()).toEqual(['Which? bread and|', '> Bread and butter', LEGEND]);
    await type('\u0017\u0017YESTER');
    expect(rows()).toEqual(['Which? YESTER|', '> Recipes for bread  yesterday', LEGEND]);
    await type('\u007f\r');
    expect(await picked).toBe('Recipes for bread');
  });

  it('says when nothing fits, and Enter takes nothing then', async () => {
    const { picked, rows, type } = open();
    await type('zzz\r');
    expect(rows()).toEqual(['Which? zzz|', '  no matches', LEGEND]);
    await type('\u0015\r');
    expect(await picked).toBe('Recipes for bread');
  });

  it.each(['\u001b', '\u0003', '\u0004'])('goes without a trace with %j', async (key) => {
    const { picked, rows, type } = open();
    await type(key);
    vi.advanceTimersByTime(60);
    expect(await picked).toBeUndefined();
    expect(rows()).toEqual(['|']);
  });

  it('goes when the terminal is gone', async () => {
    const { picked, input } = open();
    input.destroy();
    expect(await picked).toBeUndefined();
  });

  it('goes when the program ends', async () => {
    const { picked, stop, rows, keys } = open();
    stop.abort();
    expect(await picked).toBeUndefined();
    expect(rows()).toEqual(['|']);
    expect(() => keys.take(() => {})).not.toThrow();
  });

  it('shows no more than the painter can take away, and says how many more there are', async () => {
    const { rows, type, picked } = open(MANY, { columns: 40, rows: 12 });
    expect(rows()).toEqual(['Which? |', '> item 0', '  item 1', '  item 2', '  … 27 more', LEGEND]);
    await type('\u001b[6~\u001b[6~');
    expect(rows()).toEqual(['Which? |', '  item 5', '> item 6', '  item 7', '  … 27 more', LEGEND]);
    await type('\u001b[F');
    expect(rows().slice(1, 4)).toEqual(['  item 27', '  item 28', '> item 29']);
    await type('\r');
    expect(await picked).toBe('item 29');
    expect(rows()).toEqual(['Which? item 29', '|']);
  });

  it('cuts what is too wide, and fits another size of the window', async () => {
    const { rows, resize } = open([{ label: '日本語'.repeat(9), detail: 'long' }]);
    expect(rows()).toEqual(['Which? |', `> ${'日本語'.repeat(5)}…  long`, LEGEND]);
    resize({ columns: 16, rows: 12 });
    vi.advanceTimersByTime(50);
    expect(rows().slice(-2)).toEqual(['Which? |', '> 日本語…  long']);
  });

  it('highlights the current item, until the user moves', async () => {
    const { rows, type, picked } = open(SESSIONS, undefined, 'Which?', {
      isCurrent: ({ label }) => label === 'A poem',
    });
    expect(rows().slice(1, 3)).toEqual(['  Recipes for bread  yesterday', '> A poem  Monday']);
    await type(DOWN, '\r');
    expect(await picked).toBe('Bread and butter');
  });

  it('shows a preview of the highlighted item where there is room', async () => {
    const preview = ({ label }: PickerItem) => [`about ${label}`, 'x\u001b[2J'.repeat(40), 'never'];
    const { rows, type, resize } = open(SESSIONS, { columns: 80, rows: 24 }, 'Which?', { preview });
    const legend = 'type to filter · ↑↓ move · Enter choose · Esc cancel';
    const second = `${'x[2J'.repeat(19)}x[…`;
    expect(rows().slice(3)).toEqual(['  Bread and butter', '', 'about Recipes for bread', second, legend]);
    await type(DOWN);
    expect(rows().slice(3)).toEqual(['  Bread and butter', '', 'about A poem', second, legend]);
    resize({ columns: 80, rows: 12 });
    vi.advanceTimersByTime(60);
    expect(rows().slice(-5)).toEqual([
      'Which? |',
      '  Recipes for bread  yesterday',
      '> A poem  Monday',
      '  Bread and butter',
      legend,
    ]);
  });

  it('keeps what is typed while the items are loaded, and Enter takes nothing yet', async () => {
    let load = () => {};
    const done = new Promise<void>((resolve) => (load = resolve));
    const { rows, type, picked } = open(SESSIONS, undefined, 'Which?', { loading: { text: 'loading …', done } });
    expect(rows()).toEqual(['Which? |', '  loading …', LEGEND]);
    await type('poem', '\r');
    expect(rows()).toEqual(['Which? poem|', '  loading …', LEGEND]);
    load();
    await type();
    expect(rows()).toEqual(['Which? poem|', '> A poem  Monday', LEGEND]);
    await type('\r');
    expect(await picked).toBe('A poem');
  });

  it.each(['\u001b', '\u0003'])('ends with %j while the items are loaded', async (key) => {
    const loading = { text: 'loading …', done: new Promise(() => {}) };
    const { rows, type, picked } = open(SESSIONS, undefined, 'Which?', { loading });
    await type(key);
    vi.advanceTimersByTime(60);
    expect(await picked).toBeUndefined();
    expect(rows()).toEqual(['|']);
  });

  describe('with items that take time to find', () => {
    /** Yields an item for each number, and a pause after it. */
    function slow() {
      const asked: string[] = [];
      function* find(query: string) {
        for (let n = 0; n < 10_000; n++) {
          asked.push(`${query}${n}`);
          if (query === '' || n === 7_000) yield { label: `${query || 'item'} ${n}` };
          yield undefined;
        }
      }
      return { find, asked };
    }
    const turns = async (type: (...chunks: string[]) => Promise<void>, until: () => boolean) => {
      while (!until()) await type();
    };

    it('stops when there are enough, and finds more as one goes down', async () => {
      const { find, asked } = slow();
      const { rows, type } = open([], undefined, 'Which?', { find });
      await turns(type, () => rows().includes('  … more'));
      expect(rows()).toEqual(['Which? |', '> item 0', '  item 1', '  item 2', '  … more', LEGEND]);
      for (let n = 0; n < 9; n++) await type();
      const before = asked.length;
      expect(before).toBeLessThan(10);
      await type('\u001b[6~\u001b[6~');
      await turns(type, () => asked.length > before && rows().includes('  … more'));
      expect(asked.length).toBeLessThan(30);
    });

    it('takes keys meanwhile: they start another search, or end it', async () => {
      const { find, asked } = slow();
      const { rows, type, picked } = open([], undefined, 'Which?', { find });
      await type('z');
      expect(rows()).toEqual(['Which? z|', '  searching …', LEGEND]);
      await type('y');
      expect(asked).not.toContain('z7000');
      await turns(type, () => rows().includes('> zy 7000'));
      await type('x', '\u001b');
      vi.advanceTimersByTime(60);
      expect(await picked).toBeUndefined();
      const { length } = asked;
      for (let n = 0; n < 9; n++) await type();
      expect(asked).toHaveLength(length);
      expect(rows()).toEqual(['|']);
    });
  });

  it('shows nothing that could steer the terminal', async () => {
    const { rows, emulator, type } = open(
      [{ label: 'a\u001b]0;x\u0007\nb', detail: '\u009b2J' }],
      undefined,
      'T\u0007',
    );
    await type('\u001b[200~a\u001b[2J\u001b[201~');
    expect(rows()[0]).toBe('T a[2J|');
    await type('\u0015');
    expect(rows()).toEqual(['T |', '> a]0;x b  2J', LEGEND]);
    expect(emulator.violations).toEqual([]);
  });
});
