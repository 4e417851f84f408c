import { quietly } from './quietly.ts';

/** The exit codes, in one place; the table in docs/exit-codes.md is made from it. */
export const EXIT = {
  complete: { code: 0, means: 'complete (or the reader of stdout closed it)' },
  failed: { code: 1, means: 'the API rejected the request or failed, or the reply is not what was asked for' },
  usage: { code: 2, means: 'invalid usage, unreadable input or config' },
  maxTokens: { code: 10, means: 'the reply reached --max-tokens (only with --strict)' },
  refusal: { code: 11, means: 'the model refused (only with --strict)' },
  contextWindow: { code: 12, means: 'the context window is full (only with --strict)' },
  unreachable: { code: 69, means: 'server unreachable, or connection lost or stalled' },
  tryLater: { code: 75, means: 'rate limited or overloaded; try again later' },
  credentials: { code: 77, means: 'missing or invalid credentials' },
  SIGHUP: { code: 129, means: 'terminated by SIGHUP' },
  SIGINT: { code: 130, means: 'interrupted with Ctrl-C' },
  SIGQUIT: { code: 131, means: 'terminated with Ctrl-\\; 128 + n by any other signal n' },
  SIGTERM: { code: 143, means: 'terminated by SIGTERM' },
} as const;

export type ExitName = keyof typeof EXIT;

/** A failure, in words for people. */
export interface Problem {
  /** A word for programs: the API's error type where it gave one, else our own (`connection_refused`). */
  readonly type: string;
  /** What happened, in one sentence without a full stop. */
  readonly what: string;
  /** The particulars, a line each. */
  readonly details?: readonly string[] | undefined;
  /** What to try next. */
  readonly hint?: string | undefined;
  readonly requestId?: string | undefined;
  readonly exit: ExitName;
  /** Set if the same request may succeed later; `afterMs`: when, if the server said so. */
  readonly retry?: { readonly afterMs?: number | undefined } | undefined;
  /** The error behind it, for `--debug`. */
  readonly cause?: unknown;
}

/** Carries a problem through code that throws. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.what, { cause: problem.cause });
    this.problem = problem;
  }
}

/** A mistake in flags, input or config: exit code 2. The hints follow one another on one line. */
export function usageProblem(what: string, ...hints: readonly (string | undefined)[]): ProblemError {
  const given = hints.filter((hint) => hint !== undefined);
  const hint = given.length === 0 ? undefined : given.join('; ').replaceAll('?; ', '? ');
  return new ProblemError({ type: 'usage', what, hint, exit: 'usage' });
}

/** Anything thrown as a problem. An unexpected error is reported as a bug. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof ProblemError) return thrown.problem;
  const what = thrown instanceof Error ? thrown.message : (quietly(() => String(thrown)) ?? 'unknown');
  return {
    type: 'bug',
    what: `unexpected error: ${what}`,
    hint: 'this is a bug in claude-stream; run again with --debug for a stack trace',
    exit: 'failed',
    cause: thrown,
  };
}
