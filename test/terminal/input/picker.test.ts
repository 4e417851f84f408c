import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pick, type PickerItem } from '../../../src/terminal/input/picker.ts';
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

function open(items: readonly PickerItem[] = SESSIONS, window?: Window, title = 'Which?') {
  const terminal = openTerminal(window);
  const styles = { prompt: plain, hint: plain, chosen: plain };
  const stop = new AbortController();
  const picked = pick({ ...terminal.options, styles, title, items, signal: stop.signal });
  return { ...terminal, picked, stop };
}

describe('the picker', () => {
  it('shows what there is, the first chosen', () => {
    expect(open().rows()).toEqual([
      'Which? |',
      '> Recipes for bread  yesterday',
      '  A poem  Monday',
      '  Bread and butter',
    ]);
  });

  it('takes what is chosen with Enter, and one row tells', async () => {
    const { picked, rows, type } = open();
    await type(DOWN, '\u000e\u0010', '\r');
    expect(await picked).toBe(1);
    expect(rows()).toEqual(['Which? A poem', '|']);
  });

  it('stays within the list', async () => {
    const { picked, type } = open();
    await type(DOWN.repeat(9), '\u001b[A', '\r');
    expect(await picked).toBe(1);
  });

  it('leaves only what holds all words that were typed, in any case', async () => {
    const { picked, rows, type } = open();
    await type('bread and');
    expect(rows()).toEqual(['Which? bread and|', '> Bread and butter']);
    await type('\u0017\u0017YESTER');
    expect(rows()).toEqual(['Which? YESTER|', '> Recipes for bread  yesterday']);
    await type('\u007f\r');
    expect(await picked).toBe(0);
  });

  it('says when nothing fits, and Enter takes nothing then', async () => {
    const { picked, rows, type } = open();
    await type('zzz\r');
    expect(rows()).toEqual(['Which? zzz|', '  no matches']);
    await type('\u0015\r');
    expect(await picked).toBe(0);
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
    expect(rows()).toEqual(['Which? |', '> item 0', '  item 1', '  item 2', '  item 3', '  … 26 more']);
    await type('\u001b[6~\u001b[6~');
    expect(rows()).toEqual(['Which? |', '  item 6', '  item 7', '> item 8', '  item 9', '  … 26 more']);
    await type('\u001b[F');
    expect(rows().slice(1, 5)).toEqual(['  item 26', '  item 27', '  item 28', '> item 29']);
    await type('\r');
    expect(await picked).toBe(29);
    expect(rows()).toEqual(['Which? item 29', '|']);
  });

  it('cuts what is too wide, and fits another size of the window', async () => {
    const { rows, resize } = open([{ label: '日本語'.repeat(9), detail: 'long' }]);
    expect(rows()).toEqual(['Which? |', `> ${'日本語'.repeat(6)}…`]);
    resize({ columns: 16, rows: 12 });
    vi.advanceTimersByTime(50);
    expect(rows().slice(-2)).toEqual(['Which? |', '> 日本語日本語…']);
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
    expect(rows()).toEqual(['T |', '> a]0;x b  2J']);
    expect(emulator.violations).toEqual([]);
  });
});
