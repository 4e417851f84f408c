import { count } from '../core/text/numbers.ts';
import type { WidthOf } from '../core/text/rough-width.ts';
import { truncate } from '../core/text/truncate.ts';

/** What could be typed, and what it is for. */
export interface Suggestion {
  readonly label: string;
  readonly help: string;
}

const INDENT = '  ';
const GAP = '   ';

/** The suggestions as two columns, clipped to the width, with a count of those that do not fit in `max` rows. */
export function clipSuggestions(
  suggestions: readonly Suggestion[],
  max: number,
  width: number,
  widthOf: WidthOf,
): readonly Suggestion[] {
  if (max < 1) return [];
  const labelWidth = Math.max(...suggestions.map(({ label }) => widthOf(label)));
  const shown = suggestions.length <= max ? suggestions : suggestions.slice(0, max - 1);
  const rows = shown.map(({ label, help }) => {
    const column = INDENT + label + ' '.repeat(labelWidth - widthOf(label)) + GAP;
    const room = width - widthOf(column);
    if (room < 1) return { label: truncate(INDENT + label, width, widthOf), help: '' };
    return { label: column, help: truncate(help, room, widthOf) };
  });
  const hidden = suggestions.length - shown.length;
  if (hidden === 0) return rows;
  return [...rows, { label: '', help: truncate(`${INDENT}… ${count(hidden)} more`, width, widthOf) }];
}
