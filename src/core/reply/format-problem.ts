import type { Problem } from '../problem/problem.ts';
import { sanitizeLine } from '../text/sanitize.ts';

/**
 * A problem as it is printed: what happened and the request id on one line, what to try on a second.
 * `cut`: text had been shown already. Free of anything that could steer a terminal.
 */
export function complaint(problem: Problem, cut: boolean): string {
  const request = problem.requestId === undefined ? '' : ` (request ${problem.requestId})`;
  const first = sanitizeLine(`${cut ? 'the reply was cut off: ' : ''}${problem.what}${request}`, 1000);
  const hint = problem.hint === undefined ? '' : `\n  ${sanitizeLine(problem.hint, 1000)}`;
  return `claude-stream: ${first}${hint}\n`;
}
