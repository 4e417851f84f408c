import remend, { type RemendOptions } from 'remend';
import type { Block, Table } from '../block-parser.ts';
import { inParts } from './parts.ts';

/** Only what closes inline text: the blocks are decided, and formulas are no Markdown. */
const SETTINGS: RemendOptions = {
  linkMode: 'text-only',
  images: false,
  setextHeadings: false,
  comparisonOperators: false,
  singleTilde: false,
  katex: false,
  inlineKatex: false,
};

/**
 * A block that is still being written, as it would look if what it has opened were closed. `typing`: its last line is not
 * complete, so that a marker at its end may only be half there.
 */
export function repairBlock(block: Block, typing: boolean): Block {
  const repair = (text: string) => repairText(text, typing);
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return { ...block, text: repair(block.text) };
    case 'table':
      return { ...block, table: repairTable(block.table, repair) };
    default:
      return block;
  }
}

function repairTable({ header, alignments, rows }: Table, repair: (text: string) => string): Table {
  const last = rows.at(-1) ?? header;
  const column = last.findLastIndex((cell) => cell !== '');
  const repaired = last.map((cell, index) => (index === column ? repair(cell) : cell));
  return rows.length === 0
    ? { header: repaired, alignments, rows }
    : { header, alignments, rows: [...rows.slice(0, -1), repaired] };
}

function repairText(text: string, typing: boolean): string {
  const parts = inParts(text);
  const last = parts.pop()!;
  return parts.join('') + remend(typing ? withoutHalfMarkers(last) : last, SETTINGS);
}

/** An image is shown by its text, and so is what may be a link once its target comes. */
function withoutHalfMarkers(text: string): string {
  return text
    .replace(/!\[([^[\]]*)(?:\](?:\([^)]*)?)?$/, '$1')
    .replace(/(^|\s)\[([^[\]]{2,})\]$/, '$1$2')
    .replace(/(?:[*_~]+|`+)$/, (marker) => (closes(text, marker) ? marker : ''));
}

/** Whether a marker at the end of a text closes one that stands before it. */
function closes(text: string, marker: string): boolean {
  const before = text.slice(0, -marker.length);
  return before.includes(marker) && !/\s$/.test(before);
}
