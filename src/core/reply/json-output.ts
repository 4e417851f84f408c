import { interruptionCode } from '../problem/interruption.ts';
import { EXIT, type Problem } from '../problem/problem.ts';
import { exitCode, stopReasonOf, type Outcome, type Reply } from './reply.ts';

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
  readonly requests?: number;
  readonly continued?: number;
  /** What a reply that matches `--json-schema` holds. */
  readonly json?: unknown;
  /** The code block that `--extract` asks for. */
  readonly extracted?: string;
  readonly error?: ResultError;
}

/** A part of a reply that was asked for, as it stands in it and as programs get it; or why there is none. */
export type Extraction =
  | { readonly text: string; readonly fields: Pick<Result, 'json'> | Pick<Result, 'extracted'> }
  | FailedExtraction;

export interface FailedExtraction {
  /** None for a reply that failed or was interrupted: that is told of already. */
  readonly problem: Problem | undefined;
  /** The text in which it was looked for, where that can be seen nowhere else. */
  readonly raw?: string;
}

/** Takes out of a reply what was asked for. */
export type Extract = (reply: Reply) => Extraction;

interface ResultError {
  readonly type: string;
  readonly message: string;
  readonly exit_code: number;
}

export type ResultFormat = 'json' | 'stream-json';

/** The result as the line of JSON that a format ends with; `extraction`: what was asked for beside it. */
export function resultLine(format: ResultFormat, reply: Reply, extraction?: Extraction, strict = false): string {
  const result = resultOf(reply, extraction, strict);
  return JSON.stringify(format === 'json' ? result : { type: 'result', ...result });
}

function resultOf(reply: Reply, extraction: Extraction | undefined, strict: boolean): Result {
  const error = errorOf(reply) ?? missingError(reply, extraction, strict);
  return {
    id: reply.id ?? null,
    model: reply.model ?? null,
    text: reply.text,
    content: reply.content,
    stop_reason: stopReasonOf(reply) ?? null,
    ...(reply.stopDetails !== undefined && { stop_details: reply.stopDetails }),
    usage: reply.usage,
    timings: { first_text_ms: rounded(reply.firstTextMs), total_ms: Math.round(reply.totalMs) },
    request_id: reply.requestId ?? null,
    retries: reply.retries,
    ...(reply.requests > 1 && { requests: reply.requests }),
    ...(reply.continued > 0 && { continued: reply.continued }),
    ...(extraction !== undefined && 'fields' in extraction && extraction.fields),
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
    requests: 0,
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

function missingError(reply: Reply, extraction: Extraction | undefined, strict: boolean): ResultError | undefined {
  if (extraction === undefined || !('problem' in extraction) || extraction.problem === undefined) return undefined;
  const { type, what, details = [], exit } = extraction.problem;
  const message = [what, ...details].join('\n');
  return { type, message, exit_code: exitCode(reply, strict) || EXIT[exit].code };
}

const rounded = (ms: number | undefined) => (ms === undefined ? null : Math.round(ms));
