import { count } from '../text/numbers.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { formatTable, type Column } from '../text/text-table.ts';

/** A model as `GET /v1/models` describes it; some servers send only id and name. */
export interface ModelInfo {
  readonly id: string;
  readonly display_name?: string | null;
  readonly max_input_tokens?: number | null;
  readonly max_tokens?: number | null;
  readonly [more: string]: unknown;
}

const COLUMNS: readonly Column<ModelInfo>[] = [
  { head: 'ID', cell: ({ id }) => sanitizeLine(id, 80) },
  { head: 'NAME', cell: ({ display_name: name }) => sanitizeLine(name ?? '', 60) },
  { head: 'CONTEXT', cell: (model) => tokens(model.max_input_tokens), align: 'right' },
  { head: 'OUTPUT', cell: (model) => tokens(model.max_tokens), align: 'right' },
];

const tokens = (n: number | null | undefined) => (typeof n === 'number' ? count(n) : '-');

export const modelTable = (models: readonly ModelInfo[]): string => formatTable(COLUMNS, models);
