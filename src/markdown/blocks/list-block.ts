import { dropIndent, dropMarker, isBlank } from '../source-line.ts';
import type { ContainerConstruct, LeafConstruct } from './construct.ts';
import { underlineDepth } from './heading.ts';
import { isThematicBreak } from './thematic-break.ts';

export interface List {
  readonly type: 'list';
  readonly ordered: boolean;
  /** `-`, `+`, `*`, `.` or `)`: all items of a list have the same. */
  readonly delimiter: string;
  /** The number of its first item, if it is ordered. */
  readonly start: number;
}

export interface Item {
  readonly type: 'item';
  readonly list: List;
  /** Counted from the number of the list's first item. */
  readonly number: number;
  /** Columns by which a line must be indented to belong to it. */
  readonly indent: number;
}

/** It continues only with one of its items: the parser sees to that. */
export const list = {
  type: 'list',
  isTight: true,
  continues: (_, line) => line,
  prefix: () => '',
} satisfies ContainerConstruct<List>;

export const item = {
  type: 'item',
  isTight: true,
  whenEmpty: { type: 'empty-item' },
  mayStart: /\d{1,9}[.)]?/,

  starts(line, open, inParagraph) {
    const marker = itemMarker(line.content);
    if (marker === undefined || isThematicBreak(line.content)) return undefined;
    const { ordered, delimiter, length, isEmpty } = marker;
    const [openList, previous] = open as readonly [List?, Item?];
    const isNext = openList?.type === 'list' && openList.ordered === ordered && openList.delimiter === delimiter;
    if (inParagraph && !isNext && (isEmpty || (ordered && marker.number !== 1))) return undefined;
    if (inParagraph && underlineDepth(line.content) !== undefined) return undefined;
    const rest = dropMarker(line, length);
    // A gap of more than four columns is one, and indented code behind it.
    const gap = isEmpty || rest.indent > 4 ? 1 : rest.indent;
    const parent: List = isNext ? openList : { type: 'list', ordered, delimiter, start: marker.number };
    const number = isNext && previous?.type === 'item' ? previous.number + 1 : marker.number;
    const opened: Item = { type: 'item', list: parent, number, indent: line.indent + length + gap };
    return { containers: [parent, opened], rest: dropIndent(rest, gap) };
  },

  continues({ indent }, line, blankLines) {
    // An item that begins with a blank line ends with a second one.
    const belongs = isBlank(line) ? blankLines === 0 : blankLines < 2 && line.indent >= indent;
    return belongs ? dropIndent(line, indent) : undefined;
  },

  prefix({ list: { ordered, delimiter }, number }, styles, isFirst, task) {
    const marker = ordered ? `${number}${delimiter} ` : '• ';
    if (!isFirst) return ' '.repeat(marker.length);
    if (task === undefined) return styles.marker(marker);
    const box = task === 'open' ? '☐ ' : '☑ ';
    return styles.marker(ordered ? marker + box : box);
  },
} satisfies ContainerConstruct<Item>;

/** The row of an item that holds nothing: its marker. */
export const emptyItem = {
  type: 'empty-item',
  rows: (_, context) => context.lead().rows(['']),
} satisfies LeafConstruct<never, { readonly type: 'empty-item' }>;

/** The marker of an item that the text begins with; `isEmpty`: nothing but blanks follows. */
export function itemMarker(text: string) {
  const match = /^(?:([-+*])|(\d{1,9})([.)]))(?=[ \t]|$)(.*)$/.exec(text);
  if (match === null) return undefined;
  const [, bullet, digits = '', delimiter, rest] = match;
  return {
    ordered: bullet === undefined,
    delimiter: bullet ?? delimiter!,
    number: Number(digits),
    length: digits.length + 1,
    isEmpty: !/[^ \t]/.test(rest!),
  };
}
