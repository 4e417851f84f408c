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

/**
 * Reads the approval prompt at the end of the rows of a terminal, from what a person sees there. A window that was small
 * and is large again may show rows of a former state above it, which the terminal had scrolled away.
 */
export function readApproval(rows: readonly string[]): ApprovalScreen {
  const own = rows.slice(rows.findLastIndex((row) => !looksLikeApproval(row)) + 1);
  const end = own.findLastIndex((row) => /^┃(?: {3}|[↳…])/.test(row)) + 1 || 1;
  const [body, footer] = [own.slice(0, end), own.slice(end)];
  const number = (text: string) => Number(text.replaceAll(',', ''));
  // The words may be cut off in a narrow window.
  const page = /^┃… ([\d,]+)-([\d,]+) of ([\d,]+) /.exec(body.at(-1)!);
  if (page !== null) {
    const [from, to, total] = page.slice(1).map(number) as [number, number, number];
    const shown = body.slice(from - 2 - to, -1).map((row, index) => [from - 1 + index, row] as const);
    return { content: new Map(shown), total, footer };
  }
  const content = body.slice(
    Math.max(
      0,
      body.findLastIndex((row) => row.startsWith('┃ Run')),
    ),
  );
  const gap = content.findIndex((row) => row.startsWith('┃…'));
  const hidden = gap === -1 ? 0 : number(/^┃… ([\d,]+) rows? /.exec(content[gap]!)![1]!);
  const shown = content
    .filter((_, index) => index !== gap)
    .map((row, index) => [gap === -1 || index < gap ? index : index + hidden, row] as const);
  return { content: new Map(shown), total: shown.length + hidden, footer };
}
