import { repairText } from '../inline/half-markers.ts';
import { layoutTable, type Alignment, type TableCells } from '../layout/table-layout.ts';
import { formulasIn } from '../math/formula-delimiters.ts';
import { CODE_INDENT, trimBlanks } from '../source-line.ts';
import type { LeafConstruct } from './construct.ts';
import { itemMarker } from './list-block.ts';

/** Given whole, since its last row may widen its columns. */
export interface Table extends TableCells {
  readonly type: 'table';
  /** Grows in place while it is open: copied for each line, a long table would take quadratic time. */
  readonly rows: (readonly string[])[];
}

const MAX_ROWS = 10_000;

export const table = {
  type: 'table',
  mayStart: /[|:][ \t|:-]*|-+[ \t]*\|[ \t|:-]*/,
  replaces(paragraph, { content }) {
    const alignments = delimiterRow(content);
    if (alignments === undefined) return undefined;
    const lastLine = paragraph.lastIndexOf('\n') + 1;
    const header = splitCells(paragraph.slice(lastLine), alignments.length);
    if (header.length !== alignments.length) return undefined;
    const above = paragraph.slice(0, Math.max(0, lastLine - 1));
    return { above, blocks: [], open: { type: 'table', header, alignments, rows: [] } };
  },
  continues(leaf, { indent, content }) {
    if (indent >= CODE_INDENT || itemMarker(content) !== undefined) return undefined;
    const cells = splitCells(content, leaf.header.length);
    // So that what is held of a document stays bounded, as on paper: a table that goes on has its header again.
    const isFull = leaf.rows.length === MAX_ROWS;
    const open: Table = isFull ? { ...leaf, rows: [] } : leaf;
    const last = leaf.header.length - 1;
    // Cells that are too many share the last column, since no word may be lost.
    open.rows.push(
      leaf.header.map((_, column) => (column < last ? (cells[column] ?? '') : cells.slice(last).join(' | '))),
    );
    return { blocks: isFull ? [leaf] : [], open };
  },
  closes: (leaf) => ({ blocks: [leaf] }),
  fork: (leaf, maxRows) => ({ ...leaf, rows: leaf.rows.slice(-maxRows) }),
  // A row of cells is shown as a table's header before its delimiter row comes.
  assumes(paragraph) {
    const row = /^\|.*/.exec(paragraph.slice(paragraph.lastIndexOf('\n') + 1))?.[0] ?? '';
    const { length } = splitCells(row);
    return length === 0 ? undefined : `|${'-|'.repeat(length)}`;
  },
  rows({ header, alignments, rows }, { inline, styles, memory, ...context }) {
    const lead = context.lead();
    const styled = (cells: readonly string[]) => cells.map((cell) => inline.text(cell, memory.links));
    return lead.rows(layoutTable({ header: styled(header), rows: rows.map(styled), alignments }, lead.room, styles));
  },
  repair(block, isTyping) {
    const last = block.rows.at(-1) ?? block.header;
    const column = last.findLastIndex((cell) => cell !== '');
    const repaired = last.map((cell, index) => (index === column ? repairText(cell, isTyping) : cell));
    return block.rows.length === 0
      ? { ...block, header: repaired }
      : { ...block, rows: [...block.rows.slice(0, -1), repaired] };
  },
} satisfies LeafConstruct<Table, Table>;

/** The alignments of the columns that a delimiter row announces, if the line is one. */
function delimiterRow(text: string): Alignment[] | undefined {
  if (!/^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/.test(text) || !/[:|]/.test(text)) return undefined;
  return splitCells(text).map((cell) => {
    const isRight = cell.endsWith(':');
    return isRight && cell.startsWith(':') ? 'center' : isRight ? 'right' : 'left';
  });
}

/**
 * The cells of a row; an escaped pipe belongs to its cell, in code too. Where that does not give as many as there should be,
 * the pipes of formulas belong to their cells, too.
 */
function splitCells(row: string, columns?: number): string[] {
  const cells = cellsOf(row);
  const withFormulas = cells.length === columns || columns === undefined ? cells : cellsOf(escapeFormulas(row));
  return withFormulas.length === columns ? withFormulas : cells;
}

function escapeFormulas(row: string): string {
  return formulasIn(row).reduceRight(
    (text, { at, source }) => text.slice(0, at) + source.replace(/(?<!\\)\|/g, '\\|') + text.slice(at + source.length),
    row,
  );
}

function cellsOf(row: string): string[] {
  const cells = trimBlanks(row)
    .replace(/^\|/, '')
    .split(/(?<!\\)\|/);
  if (cells.at(-1) === '') cells.pop();
  return cells.map((cell) => trimBlanks(cell.replaceAll('\\|', '|')));
}
