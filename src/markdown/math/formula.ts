import { isFlat } from './boxes.ts';
import { readSymbols, type Symbols } from './symbols.ts';
import type { List } from './tex-nodes.ts';
import { parseTex } from './tex-parser.ts';
import { Uncertain } from './tex-tokens.ts';
import { typeset } from './typeset.ts';
import { typesetTable } from './typeset-table.ts';

/** As Unicode, or always as their source. */
export type FormulaForm = 'unicode' | 'source';

/** TeX as Unicode, or `undefined` where that is not certain: then the source says more. */
export interface Formulas {
  /** In one row, for a formula in a text. */
  inline(tex: string): string | undefined;
  /** In rows of at most `width` columns, or in one row that may be wrapped, for a formula of its own. */
  display(tex: string, width: number): readonly string[] | undefined;
}

/** Taller formulas are easier to read in one row. */
const MAX_ROWS = 24;

export function createFormulas(form: FormulaForm): Formulas {
  if (form === 'source') return { inline: () => undefined, display: () => undefined };
  let symbols: Symbols | undefined;
  const parsed = (tex: string) => parseTex(tex, (symbols ??= readSymbols()));
  return {
    inline: remembering((tex: string) => certain(() => inline(parsed(tex)))),
    display: (tex, width) =>
      certain(() => {
        const rows = parsed(tex);
        return certain(() => inRows(rows, width)) ?? rows.map((row) => inline([row]));
      }),
  };
}

const MAX_KEPT = 1024;

/** A live view asks for the same formulas again and again. */
function remembering<T>(make: (tex: string) => T): (tex: string) => T {
  const known = new Map<string, { readonly made: T }>();
  return (tex) => {
    const found = known.get(tex) ?? { made: make(tex) };
    if (known.size >= MAX_KEPT) known.clear();
    known.set(tex, found);
    return found.made;
  };
}

function certain<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof Uncertain) return undefined;
    throw error;
  }
}

function inline(rows: readonly (readonly List[])[]): string {
  const [row] = rows;
  if (rows.length !== 1 || row?.length !== 1) throw new Uncertain('several rows');
  return checked(typeset(row[0]!, { isFlat: true, isScript: false }).rows[0]!);
}

function inRows(rows: readonly (readonly List[])[], width: number): string[] {
  const style = { isFlat: false, isScript: false };
  const box = typesetTable({ kind: 'lines', open: '', close: '', rows }, false, (cell) => typeset(cell, style));
  if (box.rows.length > MAX_ROWS || (!isFlat(box) && box.width > width)) {
    throw new Uncertain('too large');
  }
  checked(box.rows.join(''));
  return box.rows.map((row) => row.trimEnd());
}

/** A formula of which nothing is left to see is better shown as it was written. */
function checked(text: string): string {
  if (text.trim() === '') throw new Uncertain('nothing to show');
  return text.replace(/ +/g, ' ').trim();
}
