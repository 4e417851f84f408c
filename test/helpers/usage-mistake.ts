import { ProblemError } from '../../src/core/problem/problem.ts';

/** The usage problem that it throws. */
export function usageMistake(action: () => unknown): { what: string; hint?: string | undefined } {
  try {
    action();
  } catch (error) {
    if (error instanceof ProblemError && error.problem.exit === 'usage') {
      const { what, hint } = error.problem;
      return { what, hint };
    }
    throw error;
  }
  throw new Error('nothing was wrong');
}
