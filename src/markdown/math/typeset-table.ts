import { beside, EMPTY, fenced, grid, line, type Box, type Side } from './boxes.ts';
import type { List, Table } from './tex-nodes.ts';
import { Uncertain } from './tex-tokens.ts';

/** Rows of cells: in several rows as they are, in one row only if that cannot be misread. */
export function typesetTable({ kind, open, close, rows }: Table, isFlat: boolean, set: (cell: List) => Box): Box {
  const boxes = rows.map((row) => row.map(set));
  if (isFlat)
    return line(
      inOneRow(
        kind,
        open,
        close,
        boxes.map((row) => row.map((box) => box.rows[0]!)),
      ),
    );
  if (kind === 'lines') return grid(boxes, (column) => (column % 2 === 0 ? 'right' : 'left'), ' ');
  const side: Side = kind === 'cases' ? 'left' : 'center';
  const body = grid(
    boxes.map((row) => (row.length === 0 ? [EMPTY] : row)),
    () => side,
    '  ',
  );
  return fenced(open, kind === 'cases' ? beside([line(' '), body]) : body, close);
}

function inOneRow(kind: Table['kind'], open: string, close: string, cells: readonly (readonly string[])[]): string {
  if (kind === 'lines' && cells.length === 1) return cells[0]!.join(' ');
  if (kind === 'lines') throw new Uncertain('several lines in one');
  if (kind === 'cases')
    return `{ ${cells.map(([value = '', ...conditions]) => value.replace(/,$/, '') + conditions.map(asCondition).join('')).join('; ')}`;
  if (open === '' || cells.flat().some((cell) => /[\s;]/.test(cell))) throw new Uncertain('a matrix in one row');
  return `${open}${cells.map((row) => row.join(' ')).join('; ')}${close}`;
}

/** A condition that is no sentence needs a comma before it. */
function asCondition(condition: string): string {
  return /^[A-Za-z]{2}/.test(condition) ? ` ${condition}` : `, ${condition}`;
}
