import { count } from '../text/numbers.ts';
import { sanitizeLine } from '../text/sanitize.ts';

/** A model as `GET /v1/models` describes it; some servers send only id and name. */
export interface ModelInfo {
  readonly id: string;
  readonly display_name?: string | null;
  readonly max_input_tokens?: number | null;
  readonly max_tokens?: number | null;
  readonly [more: string]: unknown;
}

/** A table with a heading and one line per model; numbers are aligned right. */
export function modelTable(models: readonly ModelInfo[]): string {
  const rows = models.map((model) => [
    sanitizeLine(model.id, 80),
    sanitizeLine(model.display_name ?? '', 60),
    tokens(model.max_input_tokens),
    tokens(model.max_tokens),
  ]);
  const all = [['ID', 'NAME', 'CONTEXT', 'OUTPUT'], ...rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  const line = ([id, name, context, output]: string[]) =>
    `${id!.padEnd(widths[0]!)}  ${name!.padEnd(widths[1]!)}  ${context!.padStart(widths[2]!)}  ${output!.padStart(widths[3]!)}\n`;
  return all.map(line).join('');
}

const tokens = (n: number | null | undefined) => (typeof n === 'number' ? count(n) : '-');
