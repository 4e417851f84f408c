import { widthOf } from '../layout/width.ts';
import { Uncertain } from './tex-tokens.ts';

/** Text as rows that are all `width` columns wide; `base` is the row that stands on the line. */
export interface Box {
  readonly rows: readonly string[];
  readonly base: number;
  readonly width: number;
}

export const EMPTY: Box = { rows: [''], base: 0, width: 0 };

export function line(text: string): Box {
  return { rows: [text], base: 0, width: widthOf(text) };
}

export const isFlat = ({ rows }: Box) => rows.length === 1;

const widest = (boxes: readonly Box[]) => boxes.reduce((most, { width }) => Math.max(most, width), 0);

/** Boxes next to each other, on one line. */
export function beside(boxes: readonly Box[]): Box {
  const width = boxes.reduce((sum, box) => sum + box.width, 0);
  if (boxes.every(isFlat)) return { rows: [boxes.map(({ rows }) => rows[0]).join('')], base: 0, width };
  const base = Math.max(...boxes.map((box) => box.base));
  const below = Math.max(...boxes.map((box) => box.rows.length - box.base));
  const padded = boxes.map((box) => {
    const blank = ' '.repeat(box.width);
    return (row: number) => box.rows[row - base + box.base] ?? blank;
  });
  const rows = Array.from({ length: base + below }, (_, row) => padded.map((rowOf) => rowOf(row)).join(''));
  return { rows, base, width };
}

/** Boxes below each other, the one at `index` on the line. */
export function stacked(boxes: readonly Box[], index: number): Box {
  const width = widest(boxes);
  const rows = boxes.flatMap((box) => aligned(box, width, 'center').rows);
  const above = boxes.slice(0, index).reduce((sum, box) => sum + box.rows.length, 0);
  return { rows, base: above + boxes[index]!.base, width };
}

export type Side = 'left' | 'right' | 'center';

/** Rows of boxes with their columns aligned; the line goes through the middle. */
export function grid(rows: readonly (readonly Box[])[], sideOf: (column: number) => Side, gap: string): Box {
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) => widest(rows.map((row) => row[column] ?? EMPTY)));
  const boxes = rows.map((row) => {
    const cells = widths.map((width, column) => aligned(row[column] ?? EMPTY, width, sideOf(column)));
    return beside(cells.flatMap((cell, column) => (column === 0 ? [cell] : [line(gap), cell])));
  });
  const lines = boxes.flatMap((box) => box.rows);
  return { rows: lines, base: Math.floor((lines.length - 1) / 2), width: widest(boxes) };
}

/** A box in a column of this width. */
export function aligned(box: Box, width: number, side: Side): Box {
  const room = width - box.width;
  const left = side === 'right' ? room : side === 'center' ? Math.floor(room / 2) : 0;
  const rows = box.rows.map((row) => ' '.repeat(left) + row + ' '.repeat(room - left));
  return { ...box, rows, width };
}

/** A tall delimiter in pieces: the top, what is repeated, the middle and the bottom. */
const PIECES: Readonly<Record<string, string>> = {
  '(': '⎛⎜⎜⎝',
  ')': '⎞⎟⎟⎠',
  '[': '⎡⎢⎢⎣',
  ']': '⎤⎥⎥⎦',
  '{': '⎧⎪⎨⎩',
  '}': '⎫⎪⎬⎭',
  '|': '││││',
  '‖': '‖‖‖‖',
  '⌊': '⎢⎢⎢⎣',
  '⌋': '⎥⎥⎥⎦',
  '⌈': '⎡⎢⎢⎢',
  '⌉': '⎤⎥⎥⎥',
};

/** A box between delimiters as tall as it is. Throws `Uncertain` if they are not made that tall. */
export function fenced(open: string, box: Box, close: string): Box {
  const hasMiddle = !isFlat(box) && /[{}]/.test(open + close);
  const body = hasMiddle ? withMiddle(box) : box;
  return beside([delimiter(open, body), body, delimiter(close, body)]);
}

/** A brace has a middle, so what it holds has one, too. */
function withMiddle(box: Box): Box {
  if (box.rows.length % 2 === 1) return box;
  const half = box.rows.length / 2;
  const rows = box.rows.toSpliced(half, 0, ' '.repeat(box.width));
  return { ...box, rows, base: half };
}

function delimiter(character: string, { rows, base }: Box): Box {
  if (rows.length === 1 || character === '') return line(character);
  const pieces = PIECES[character];
  if (pieces === undefined) throw new Uncertain(`no tall ${character}`);
  const [top, more, middle, bottom] = pieces as unknown as [string, string, string, string];
  const last = rows.length - 1;
  const piece = (row: number) => (row === 0 ? top : row === last ? bottom : row === last / 2 ? middle : more);
  return { rows: rows.map((_, row) => piece(row)), base, width: 1 };
}

export function framed(box: Box): Box {
  const bar = '─'.repeat(box.width + 2);
  return {
    rows: [`┌${bar}┐`, ...box.rows.map((row) => `│ ${row} │`), `└${bar}┘`],
    base: box.base + 1,
    width: box.width + 4,
  };
}
