import { count } from '../../core/text/numbers.ts';
import type { WidthOf } from '../../core/text/rough-width.ts';
import { sanitizeLine } from '../../core/text/sanitize.ts';
import { splitGraphemes } from '../../core/text/graphemes.ts';
import { truncate } from '../../core/text/truncate.ts';
import { plainText } from '../../markdown/layout/styled.ts';
import type { Input, Keys } from './keys.ts';
import { createPainter, type PainterOptions, type Size } from '../output/painter.ts';

/** Something to choose. */
export interface PickerItem {
  readonly label: string;
  /** Says more about it, behind the label. */
  readonly detail?: string;
}

export interface PickerOptions extends Omit<PainterOptions, 'widthOf'> {
  readonly keys: Keys;
  readonly write: (text: string) => void;
  readonly widthOf: WidthOf;
  readonly styles: PickerStyles;
  readonly title: string;
  readonly items: readonly PickerItem[];
  /** Tells of every new size of the window, until the returned function is called. */
  readonly onResize?: (listener: (size: Size) => void) => () => void;
}

export interface PickerStyles {
  readonly prompt: (text: string) => string;
  readonly hint: (text: string) => string;
  readonly chosen: (text: string) => string;
}

interface State {
  readonly query: string;
  /** Indexes of the items that fit the query. */
  readonly found: readonly number[];
  /** Which of those is chosen. */
  readonly chosen: number;
}

/**
 * Lets one of the items be chosen, and resolves to its index; `undefined`: none. What is typed leaves only the items that
 * hold all its words. When it is over one row tells what was taken, and none if nothing was.
 */
export function pick(options: PickerOptions): Promise<number | undefined> {
  const { keys, write, widthOf, styles } = options;
  const painter = createPainter({ ...options, widthOf: (row) => widthOf(plainText(row)) });
  const title = sanitizeLine(options.title);
  const items = options.items.map(({ label, detail = '' }) => ({
    label: sanitizeLine(label),
    detail: sanitizeLine(detail),
  }));
  let { size } = options;
  let state: State = { query: '', found: [...items.keys()], chosen: 0 };
  let planned = false;
  let over = false;

  const fit = (text: string) => truncate(text, Math.max(1, size.columns - 1), widthOf);
  const show = (frame: string) => {
    if (frame !== '') write(frame);
  };

  function paint(): void {
    planned = false;
    if (over) return;
    const page = painter.liveRows - 1;
    const { query, found, chosen } = state;
    const full = found.length > page ? Math.max(1, page - 1) : page;
    const top = Math.max(0, Math.min(chosen - Math.floor(full / 2), found.length - full));
    const list = found
      .slice(top, top + full)
      .map((item, row) => itemRow(items[item]!, top + row === chosen, fit, styles));
    const hidden = found.length - list.length;
    const head = fit(`${title} ${query}`);
    const rows = [headRow(head, title, styles), ...list];
    if (found.length === 0) rows.push(styles.hint(fit('  no matches')));
    else if (hidden > 0) rows.push(styles.hint(fit(`  … ${count(hidden)} more`)));
    show(painter.frame([], rows.slice(0, painter.liveRows), { row: 0, column: widthOf(head) }));
  }

  return new Promise((resolve) => {
    function finish(taken: number | undefined): void {
      if (over) return;
      over = true;
      release();
      stopResizing?.();
      if (taken === undefined) show(painter.clear());
      else show(painter.frame([headRow(fit(`${title} ${items[taken]!.label}`), title, styles)], []));
      resolve(taken);
    }

    const release = keys.take((input) => {
      const { chord } = input.type === 'key' ? input.key : { chord: '' };
      if (chord === 'enter' && state.found.length > 0) return finish(state.found[state.chosen]);
      if (LEAVES.has(chord)) return finish(undefined);
      state = changed(state, input, items, painter.liveRows - 2);
      if (!planned) queueMicrotask(paint);
      planned = true;
      return undefined;
    });
    const stopResizing = options.onResize?.((to) => {
      size = to;
      show(painter.resize(to));
      paint();
    });
    void keys.ended.then(() => finish(undefined));
    paint();
  });
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

/** The items that hold all words of the query, in label or detail. */
function fitting(items: readonly Required<PickerItem>[], query: string): number[] {
  const words = query.toLowerCase().split(/\s+/);
  return [...items.keys()].filter((index) => {
    const { label, detail } = items[index]!;
    const text = `${label} ${detail}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The title stays apart from what was typed, also where both were cut. */
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
