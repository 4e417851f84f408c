import type { Cost } from '../cost/cost.ts';
import type { Usage } from '../cost/usage.ts';
import { Interrupted, interruptionCode, type Interruption } from '../problem/interruption.ts';
import { asProblem, EXIT, type Problem } from '../problem/problem.ts';

/** How a reply ended. */
export type Outcome =
  /** `atMaxTurns`: --max-turns left no request for what the API expects next. */
  | { readonly status: 'complete'; readonly atMaxTurns?: true }
  | { readonly status: 'failed'; readonly problem: Problem }
  | { readonly status: 'interrupted'; readonly by: Interruption };

/** The types of problem, and the HTTP statuses where the server gave none, that are about what was sent. */
const REJECTIONS = new Set(['invalid_request_error', 'request_too_large', 'http_400', 'http_413', 'http_422']);

/** Whether the API found fault with the request itself, and would reject it again. */
export const isRejection = (outcome: Outcome): boolean =>
  outcome.status === 'failed' && REJECTIONS.has(outcome.problem.type);

/** How something ended that threw. */
export function outcomeOf(error: unknown): Exclude<Outcome, { status: 'complete' }> {
  if (error instanceof Interrupted) return { status: 'interrupted', by: error.by };
  return { status: 'failed', problem: asProblem(error) };
}

/** A content block as the API sent it. */
export type Block = Readonly<Record<string, unknown>> & { readonly type: string };

/** The text of the text blocks, as it is shown. */
export function textOf(content: readonly Block[]): string {
  return content.map(({ type, text }) => (type === 'text' && typeof text === 'string' ? text : '')).join('');
}

export interface StopDetails {
  readonly explanation?: string | null;
  readonly [more: string]: unknown;
}

/** Everything that is known about a reply once it has ended, however it ended. */
export interface Reply {
  readonly outcome: Outcome;
  readonly id: string | undefined;
  readonly model: string | undefined;
  /** The text of the text blocks, as it was shown. */
  readonly text: string;
  readonly content: readonly Block[];
  readonly stopReason: string | undefined;
  readonly stopDetails: StopDetails | undefined;
  readonly usage: Usage;
  /** `undefined`: unknown, or none because it was replayed. */
  readonly cost: Cost | undefined;
  readonly requestId: string | undefined;
  /** How many times the request was sent again. */
  readonly retries: number;
  /** How many requests it took: more than one if calls were run, or the reply was continued. */
  readonly requests: number;
  /** How many times the model was asked to continue a reply that was cut off. */
  readonly continued: number;
  /** Milliseconds from the request to the first text. */
  readonly firstTextMs: number | undefined;
  readonly totalMs: number;
}

/** An empty reply, for a run that ended before its request: stdout is JSON even then. */
export function noReply(outcome: Outcome): Reply {
  return {
    outcome,
    id: undefined,
    model: undefined,
    text: '',
    content: [],
    stopReason: undefined,
    stopDetails: undefined,
    usage: {},
    cost: undefined,
    requestId: undefined,
    retries: 0,
    requests: 0,
    continued: 0,
    firstTextMs: undefined,
    totalMs: 0,
  };
}

/** Why a reply stopped, for people and programs: the API's reason, or this program's own. */
export function stopReasonOf({ outcome, stopReason }: Reply): string | undefined {
  return outcome.status === 'complete' && outcome.atMaxTurns === true ? 'max_turns' : stopReason;
}

/** The exit codes of stop reasons with `--strict`. */
const STRICT = {
  max_tokens: EXIT.maxTokens.code,
  refusal: EXIT.refusal.code,
  model_context_window_exceeded: EXIT.contextWindow.code,
} as const;

/** The exit code for a reply. */
export function exitCode({ outcome, stopReason }: Reply, strict: boolean): number {
  if (outcome.status === 'failed') return EXIT[outcome.problem.exit].code;
  if (outcome.status === 'interrupted') return interruptionCode(outcome.by);
  const strictCode = strict && stopReason !== undefined && Object.hasOwn(STRICT, stopReason);
  return strictCode ? STRICT[stopReason as keyof typeof STRICT] : EXIT.complete.code;
}
