import { EXIT } from './problem.ts';
import { interruptionCode, type Outcome, type Reply } from './reply.ts';

/** A reply as programs get it from `--output-format json` and as the last line of stream-json. */
export interface Result {
  readonly id: string | null;
  readonly model: string | null;
  readonly text: string;
  readonly content: readonly unknown[];
  readonly stop_reason: string | null;
  readonly stop_details?: unknown;
  readonly usage: unknown;
  /** Milliseconds from the sending of the request. */
  readonly timings: { readonly first_text_ms: number | null; readonly total_ms: number };
  readonly request_id: string | null;
  readonly retries: number;
  readonly continued?: number;
  readonly error?: ResultError;
}

interface ResultError {
  readonly type: string;
  readonly message: string;
  readonly exit_code: number;
}

export type ResultFormat = 'json' | 'stream-json';

/** The result as the line of JSON that a format ends with. */
export function resultLine(format: ResultFormat, reply: Reply): string {
  const result = resultOf(reply);
  return JSON.stringify(format === 'json' ? result : { type: 'result', ...result });
}

function resultOf(reply: Reply): Result {
  const error = errorOf(reply);
  return {
    id: reply.id ?? null,
    model: reply.model ?? null,
    text: reply.text,
    content: reply.content,
    stop_reason: reply.stopReason ?? null,
    ...(reply.stopDetails !== undefined && { stop_details: reply.stopDetails }),
    usage: reply.usage,
    timings: { first_text_ms: rounded(reply.firstTextMs), total_ms: Math.round(reply.totalMs) },
    request_id: reply.requestId ?? null,
    retries: reply.retries,
    ...(reply.continued > 0 && { continued: reply.continued }),
    ...(error !== undefined && { error }),
  };
}

/** The reply of a run that ended before there was a request, so that stdout is JSON even then. */
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
    requestId: undefined,
    retries: 0,
    continued: 0,
    firstTextMs: undefined,
    totalMs: 0,
  };
}

function errorOf({ outcome }: Reply): ResultError | undefined {
  if (outcome.status === 'complete') return undefined;
  if (outcome.status === 'interrupted') {
    const code = interruptionCode(outcome.by);
    return { type: 'interrupted', message: `interrupted by ${outcome.by}`, exit_code: code };
  }
  const { type, what, exit } = outcome.problem;
  return { type, message: what, exit_code: EXIT[exit].code };
}

const rounded = (ms: number | undefined) => (ms === undefined ? null : Math.round(ms));
