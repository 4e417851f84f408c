import type { Screen } from './screen.ts';
import { until } from './until.ts';

/** Waits for the n-th approval prompt, until a key answers it. */
export async function whenAsked(screen: Screen, nth = 1): Promise<void> {
  await until(() => screen.statusAnswers() >= nth);
}

/** A row of an approval prompt, and nothing else on a terminal, begins like this. */
export const looksLikeApproval = (row: string): boolean => row.startsWith('┃');

/** What is on the screen of an approval prompt. */
export interface ApprovalScreen {
  /** The rows of the content by their index. */
  readonly content: ReadonlyMap<number, string>;
  /** How many rows the content has. */
  readonly total: number;
  /** The rows below it: the keys, or why the last did nothing. */
  readonly footer: readonly string[];
}

/** Reads the approval prompt at the end of the rows of a terminal, from what a person sees there. */
export function readApproval(rows: readonly string[]): ApprovalScreen {
  const prompt = rows.slice(rows.findLastIndex((row) => !looksLikeApproval(row)) + 1);
  const footerAt = prompt.findIndex((row, index) => index > 0 && /^┃ \S/.test(row));
  const [body, footer] = [prompt.slice(0, footerAt), prompt.slice(footerAt)];
  const said = body.find((row) => row.startsWith('┃…'));
  const page = / ([\d,]+)-([\d,]+) of ([\d,]+) rows$/.exec(said ?? '');
  const number = (text: string) => Number(text.replaceAll(',', ''));
  if (page !== null) {
    const [from, total] = [number(page[1]!), number(page[3]!)];
    const shown = body.slice(0, -1).map((row, index) => [from - 1 + index, row] as const);
    return { content: new Map(shown), total, footer };
  }
  const left = /^┃… ([\d,]+) rows? left out$/.exec(said ?? '');
  const hidden = left === null ? 0 : number(left[1]!);
  const gap = said === undefined ? body.length : body.indexOf(said);
  const shown = body
    .filter((row) => row !== said)
    .map((row, index) => [index < gap ? index : index + hidden, row] as const);
  return { content: new Map(shown), total: shown.length + hidden, footer };
}
