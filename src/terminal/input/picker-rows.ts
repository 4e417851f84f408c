import { count } from '../../core/text/numbers.ts';
import { sanitizeLine } from '../../core/text/sanitize.ts';
import { truncate } from '../../core/text/truncate.ts';
import type { Measure } from '../../line-editor/editor-layout.ts';
import type { Styles } from '../styles.ts';

/** Something to choose. */
export interface PickerItem {
  readonly label: string;
  /** More about it, shown behind the label. */
  readonly detail?: string;
}

export type PickerStyles = Pick<Styles, 'prompt' | 'hint' | 'chosen'>;

export interface ListView<Item extends PickerItem> extends Measure {
  readonly found: readonly Item[];
  readonly chosen: number;
  /** A text, or what is known about items that are not found yet. */
  readonly status: string;
  readonly preview: ((item: Item) => readonly string[]) | undefined;
  readonly styles: PickerStyles;
  /** How many rows there are below the title. */
  readonly rows: number;
}

const LEGENDS = ['type to filter · ↑↓ move · Enter choose · Esc cancel', 'type to filter · Enter · Esc cancel'];
/** With fewer rows, all of them are for items. */
const MIN_FOR_LEGEND = 5;
/** A blank row and two lines: with fewer rows, items are worth more. */
const [PREVIEW_ROWS, MIN_FOR_PREVIEW] = [3, 10];

/** How many items, or a note about them, the list shows in so many rows. */
export function listPage(rows: number, hasPreview: boolean): number {
  const preview = hasPreview && rows >= MIN_FOR_PREVIEW ? PREVIEW_ROWS : 0;
  return Math.max(1, rows - preview - (rows >= MIN_FOR_LEGEND ? 1 : 0));
}

/** The items around the chosen one, what is known of the others, a preview and a legend. */
export function layOutList<Item extends PickerItem>(view: ListView<Item>): string[] {
  const { found, chosen, styles, rows, width, widthOf } = view;
  const hint = (text: string) => styles.hint(truncate(sanitizeLine(text), width, widthOf));
  const page = listPage(rows, view.preview !== undefined);
  const top = (size: number) => Math.max(0, Math.min(chosen - Math.floor(size / 2), found.length - size));
  const size = noteOf(view, Math.max(0, found.length - page)) === undefined ? page : Math.max(1, page - 1);
  const shown = found.slice(top(size), top(size) + size);
  const list = shown.map((item, row) => itemRow(item, top(size) + row === chosen, view));
  const note = noteOf(view, found.length - shown.length);
  if (note !== undefined && list.length < page) list.push(styles.hint(truncate(`  ${note}`, width, widthOf)));
  const item = found[chosen];
  if (item !== undefined && view.preview !== undefined && rows >= MIN_FOR_PREVIEW)
    list.push(
      '',
      ...view
        .preview(item)
        .slice(0, PREVIEW_ROWS - 1)
        .map(hint),
    );
  const legend = LEGENDS.find((text) => widthOf(text) <= width);
  if (legend !== undefined && rows >= MIN_FOR_LEGEND) list.push(styles.hint(legend));
  return list.slice(0, rows);
}

/** What to say about the items that are not shown. */
function noteOf({ found, status }: Pick<ListView<PickerItem>, 'found' | 'status'>, hidden: number): string | undefined {
  switch (status) {
    case 'searching':
      return 'searching …';
    case 'more':
      return '… more';
    case 'done':
      if (found.length === 0) return 'no matches';
      return hidden > 0 ? `… ${count(hidden)} more` : undefined;
    default:
      return status;
  }
}

/** The title in its own style, also where the row was cut. */
export function headRow(head: string, title: string, { prompt }: PickerStyles): string {
  return prompt(head.slice(0, title.length)) + head.slice(title.length);
}

/** A long label leaves half of the row to the detail. */
function itemRow(
  item: PickerItem,
  isChosen: boolean,
  { styles, width, widthOf }: Measure & { readonly styles: PickerStyles },
): string {
  const lead = isChosen ? '> ' : '  ';
  const detail = item.detail === undefined ? '' : `  ${sanitizeLine(item.detail)}`;
  const room = Math.max(Math.ceil(width / 2), width - widthOf(detail));
  const name = truncate(lead + sanitizeLine(item.label), Math.min(width, room), widthOf);
  const rest = widthOf(name) < width ? truncate(detail, width - widthOf(name), widthOf) : '';
  return (isChosen ? styles.chosen(name) : name) + styles.hint(rest);
}
