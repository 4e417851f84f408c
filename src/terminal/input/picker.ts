import { count } from '../../core/text/numbers.ts';
import type { WidthOf } from '../../core/text/rough-width.ts';
import { sanitizeLine } from '../../core/text/sanitize.ts';
import { splitGraphemes } from '../../core/text/graphemes.ts';
import { truncate } from '../../core/text/truncate.ts';
import { createLiveArea } from '../output/live-area.ts';
import type { Styles } from '../styles.ts';
import type { Terminal } from '../terminal.ts';
import type { Input, Keys } from './keys.ts';

/** Something to choose. */
export interface PickerItem {
  readonly label: string;
  /** More about it, shown behind the label. */
  readonly detail?: string;
}

export interface PickerOptions {
  readonly terminal: Terminal;
  readonly keys: Keys;
  readonly widthOf: WidthOf;
  readonly styles: PickerStyles;
  readonly title: string;
  readonly items: readonly PickerItem[];
  /** Aborting it chooses nothing. */
  readonly signal?: AbortSignal;
}

type PickerStyles = Pick<Styles, 'prompt' | 'hint' | 'chosen'>;

interface State {
  readonly query: string;
  /** Indexes of the items that match the query. */
  readonly found: readonly number[];
  /** Which of those is highlighted. */
  readonly chosen: number;
}

/**
 * Lets the user choose an item, and resolves to its index; `undefined`: none. Typing leaves only the items that contain
 * all the typed words. In the end one row says what was chosen, or none if nothing was.
 */
export function pick(options: PickerOptions): Promise<number | undefined> {
  const { terminal, keys, widthOf, styles, signal } = options;
  const title = sanitizeLine(options.title);
  const items = options.items.map(({ label, detail = '' }) => ({
    label: sanitizeLine(label),
    detail: sanitizeLine(detail),
  }));
  let state: State = { query: '', found: [...items.keys()], chosen: 0 };
  const fit = (text: string) => truncate(text, area.measure().width, widthOf);
  const head = (text: string) => fit(`${title} ${text}`);
  const area = createLiveArea({
    terminal,
    widthOf,
    draw() {
      const query = head(state.query);
      const rows = [headRow(query, title, styles), ...listRows(state, items, area.maxRows - 1, fit, styles)];
      return { rows: rows.slice(0, area.maxRows), cursor: { row: 0, column: widthOf(query) } };
    },
  });

  return new Promise((resolve) => {
    const over = new AbortController();
    const release = keys.take((input) => {
      const { chord } = input.type === 'key' ? input.key : { chord: '' };
      if (chord === 'enter' && state.found.length > 0) return finish(state.found[state.chosen]);
      if (LEAVES.has(chord)) return finish();
      state = changed(state, input, items, area.maxRows - 2);
      return area.repaint();
    });
    function finish(chosen?: number): void {
      over.abort();
      release();
      if (chosen === undefined) area.clear();
      else area.commit([headRow(head(items[chosen]!.label), title, styles)]);
      resolve(chosen);
    }
    signal?.addEventListener('abort', () => finish(), { signal: over.signal });
    void terminal.gone.then(() => finish());
    area.repaint();
  });
}

/** The items around the chosen one, and how many more there are. */
function listRows(
  { found, chosen }: State,
  items: readonly Required<PickerItem>[],
  page: number,
  fit: (text: string) => string,
  styles: PickerStyles,
): string[] {
  const full = found.length > page ? Math.max(1, page - 1) : page;
  const top = Math.max(0, Math.min(chosen - Math.floor(full / 2), found.length - full));
  const list = found
    .slice(top, top + full)
    .map((item, row) => itemRow(items[item]!, top + row === chosen, fit, styles));
  const hidden = found.length - list.length;
  if (found.length === 0) list.push(styles.hint(fit('  no matches')));
  else if (hidden > 0) list.push(styles.hint(fit(`  … ${count(hidden)} more`)));
  return list;
}

const LEAVES: ReadonlySet<string> = new Set(['escape', 'ctrl-c', 'ctrl-d', 'ctrl-g']);

function changed(state: State, input: Input, items: readonly Required<PickerItem>[], page: number): State {
  const query = queryAfter(state.query, input);
  if (query !== state.query) return { query, found: fitting(items, query), chosen: 0 };
  const step = input.type === 'key' ? stepOf(input.key.chord, Math.max(1, page)) : 0;
  return { ...state, chosen: Math.max(0, Math.min(state.chosen + step, state.found.length - 1)) };
}

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

/** The items that contain all words of the query, in label or detail. */
function fitting(items: readonly Required<PickerItem>[], query: string): number[] {
  const words = query.toLowerCase().split(/\s+/);
  return [...items.keys()].filter((index) => {
    const { label, detail } = items[index]!;
    const text = `${label} ${detail}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The title in its own style, also where the row was cut. */
function headRow(head: string, title: string, { prompt }: PickerStyles): string {
  return prompt(head.slice(0, title.length)) + head.slice(title.length);
}

function itemRow(
  { label, detail }: Required<PickerItem>,
  isChosen: boolean,
  fit: (text: string) => string,
  styles: PickerStyles,
) {
  const row = fit(`${isChosen ? '> ' : '  '}${label}${detail === '' ? '' : `  ${detail}`}`);
  const name = row.slice(0, label.length + 2);
  return (isChosen ? styles.chosen(name) : name) + styles.hint(row.slice(name.length));
}
