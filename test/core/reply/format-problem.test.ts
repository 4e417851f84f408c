import { expect, test } from 'vitest';
import type { Problem } from '../../../src/core/problem/problem.ts';
import { formatProblem } from '../../../src/core/reply/format-problem.ts';

test('a problem is printed on one line and its hint on a second, with nothing that steers a terminal', () => {
  const problem: Problem = {
    type: 'x',
    what: 'it\nfailed \u001b[31mbadly',
    hint: 'try\u0007 again',
    requestId: 'req_1',
    exit: 'failed',
  };
  expect(formatProblem(problem, false)).toBe('claude-stream: it failed [31mbadly (request req_1)\n  try again\n');
  expect(formatProblem({ ...problem, hint: undefined }, true)).toBe(
    'claude-stream: the reply was cut off: it failed [31mbadly (request req_1)\n',
  );
});
