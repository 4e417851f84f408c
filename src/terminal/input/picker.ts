import { splitGraphemes } from '../../core/text/graphemes.ts';
import type { WidthOf } from '../../core/text/rough-width.ts';
import { sanitizeLine } from '../../core/text/sanitize.ts';
import { truncate } from '../../core/text/truncate.ts';
import { createLiveArea } from '../output/live-area.ts';
import type { Terminal } from '../terminal.ts';
import type { Input, Keys } from './keys.ts';
import { createFinder } from './picker-finder.ts';
import { headRow, layOutList, listPage, type PickerItem, type PickerStyles } from './picker-rows.ts';

/** What there is to choose from. */
export interface Choice<Item extends PickerItem> {
  readonly title: string;
  /**
   * The items for the words that were typed: all of them for none. Where it takes time to find them, `undefined` lets
   * keys in, and no more are asked for than fit.
   */
  readonly find: (query: string) => Iterable<Item | undefined>;
  /** Shown until `done` resolves, when items can be found. */
  readonly loading?: { readonly text: string; readonly done: Promise<unknown> };
  /** Whether an item is highlighted from the start. */
  readonly isCurrent?: (item: Item) => boolean;
  /** Two lines about the highlighted item, shown where there is room for them. */
  readonly preview?: (item: Item) => readonly string[];
}

export interface PickerOptions<Item extends PickerItem> extends Choice<Item> {
  readonly terminal: Terminal;
  readonly keys: Keys;
  readonly widthOf: WidthOf;
  readonly styles: PickerStyles;
  /** Aborting it chooses nothing. */
  readonly signal?: AbortSignal;
}

interface State {
  query: string;
  /** Which of the found items is highlighted. */
  chosen: number;
  /** Whether the user has moved the highlight, or typed. */
  isTouched: boolean;
  isLoading: boolean;
}

/** Lets the user choose an item by moving to it or by typing words; `undefined`: none. In the end one row says which. */
export function pick<Item extends PickerItem>(options: PickerOptions<Item>): Promise<Item | undefined> {
  const { terminal, keys, widthOf, styles, signal, find, loading, preview, isCurrent } = options;
  const title = sanitizeLine(options.title);
  const state: State = { query: '', chosen: 0, isTouched: false, isLoading: loading !== undefined };
  const head = (text: string) => truncate(`${title} ${text}`, area.measure().width, widthOf);
  const area = createLiveArea({
    terminal,
    widthOf,
    draw() {
      const query = head(state.query);
      const list = layOutList({
        found: finder.found,
        chosen: state.chosen,
        status: state.isLoading ? loading!.text : finder.status(),
        preview,
        styles,
        rows: area.maxRows - 1,
        ...area.measure(),
      });
      return { rows: [headRow(query, title, styles), ...list], cursor: { row: 0, column: widthOf(query) } };
    },
  });
  const finder = createFinder<Item>(() => {
    if (!state.isTouched && isCurrent !== undefined) state.chosen = Math.max(0, finder.found.findIndex(isCurrent));
    area.repaint();
  });
  const page = () => listPage(area.maxRows - 1, preview !== undefined);

  function search(): void {
    if (!state.isLoading) finder.start(find(state.query), page() + 1);
  }
  function handle(input: Input): void {
    const query = queryAfter(state.query, input);
    const step = input.type === 'key' ? stepOf(input.key.chord, Math.max(1, page() - 1)) : 0;
    state.isTouched ||= query !== state.query || step !== 0;
    if (query !== state.query) {
      Object.assign(state, { query, chosen: 0 });
      search();
    }
    state.chosen = Math.max(0, Math.min(state.chosen + step, finder.found.length - 1));
    if (step > 0) finder.want(state.chosen + 2 * page());
    area.repaint();
  }

  return new Promise((resolve) => {
    const over = new AbortController();
    const release = keys.take((input) => {
      const { chord } = input.type === 'key' ? input.key : { chord: '' };
      const chosen = finder.found[state.chosen];
      if (chord === 'enter' && chosen !== undefined) finish(chosen);
      else if (LEAVES.has(chord)) finish();
      else handle(input);
    });
    function finish(chosen?: Item): void {
      if (over.signal.aborted) return;
      over.abort();
      finder.stop();
      release();
      if (chosen === undefined) area.clear();
      else area.commit([headRow(head(sanitizeLine(chosen.label)), title, styles)]);
      resolve(chosen);
    }
    function loaded(): void {
      if (over.signal.aborted) return;
      state.isLoading = false;
      search();
    }
    signal?.addEventListener('abort', () => finish(), { signal: over.signal });
    void terminal.gone.then(() => finish());
    void loading?.done.then(loaded);
    search();
    area.repaint();
  });
}

/** Finds the items that contain all words of the query, in label or detail. `undefined` lets keys in. */
export function among<Item extends PickerItem>(items: Iterable<Item | undefined>): Choice<Item>['find'] {
  return function* find(query) {
    const words = query.toLowerCase().split(/\s+/);
    for (const item of items) {
      const text = `${item?.label ?? ''} ${item?.detail ?? ''}`.toLowerCase();
      if (item === undefined || words.every((word) => text.includes(word))) yield item;
    }
  };
}

const LEAVES: ReadonlySet<string> = new Set(['escape', 'ctrl-c', 'ctrl-d', 'ctrl-g']);

function queryAfter(query: string, input: Input): string {
  if (input.type === 'paste') return sanitizeLine(query + input.text);
  const { chord, text } = input.key;
  if (text !== '') return query + text;
  if (chord === 'backspace') return splitGraphemes(query).slice(0, -1).join('');
  if (chord === 'ctrl-w') return query.replace(/\S*\s*$/, '');
  return chord === 'ctrl-u' ? '' : query;
}

function stepOf(chord: string, page: number): number {
  const steps: Readonly<Record<string, number>> = {
    up: -1,
    'ctrl-p': -1,
    down: 1,
    'ctrl-n': 1,
    pageup: -page,
    pagedown: page,
    home: Number.NEGATIVE_INFINITY,
    end: Number.MAX_SAFE_INTEGER,
  };
  return steps[chord] ?? 0;
}
