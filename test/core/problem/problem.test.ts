import { expect, test } from 'vitest';
import { asProblem, EXIT, ProblemError, usageProblem } from '../../../src/core/problem/problem.ts';

test('a usage problem says what is wrong and what to try, and exits with 2', () => {
  const { message, problem } = usageProblem('no such file', 'try another');
  expect(message).toBe('no such file');
  expect(problem).toEqual({ type: 'usage', what: 'no such file', hint: 'try another', exit: 'usage' });
  expect(EXIT[problem.exit].code).toBe(2);
});

test('a thrown problem keeps the error behind it', () => {
  const cause = new Error('ECONNREFUSED');
  const problem = { type: 'connection_refused', what: 'nobody answers', exit: 'unreachable', cause } as const;
  const error = new ProblemError(problem);
  expect(asProblem(error)).toBe(problem);
  expect(error).toMatchObject({ name: 'ProblemError', message: 'nobody answers', cause });
});

test.each([
  [new TypeError('x is not a function'), 'x is not a function'],
  ['only a string', 'only a string'],
  [undefined, 'undefined'],
])('anything else that is thrown is a bug: %s', (thrown, message) => {
  const problem = asProblem(thrown);
  expect(problem).toMatchObject({ type: 'bug', exit: 'failed', cause: thrown });
  expect(problem.what).toBe(`unexpected error: ${message}`);
  expect(problem.hint).toContain('--debug');
});

test('every ending has its own exit code', () => {
  const codes = Object.values(EXIT).map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
});
