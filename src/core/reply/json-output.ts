import { EXIT, type Problem } from '../problem/problem.ts';
import { toResult } from './reply-mappings.ts';
import { exitCode, interruptionCode, type Reply } from './reply.ts';

/** A part of a reply that was asked for, as it stands in it and as programs get it; or why there is none. */
export type Excerpt =
  | { readonly text: string; readonly fields: { readonly json: unknown } | { readonly extracted: string } }
  | NoExcerpt;

export interface NoExcerpt {
  /** None for a reply that failed or was interrupted: that is told of already. */
  readonly problem: Problem | undefined;
  /** What is wrong with it, in lines. */
  readonly reasons?: readonly string[];
  /** The text in which it was looked for, where that can be seen nowhere else. */
  readonly raw?: string;
}

/** Takes out of a reply what was asked for. */
export type TakeExcerpt = (reply: Reply) => Excerpt;

interface ResultError {
  readonly type: string;
  readonly message: string;
  readonly exit_code: number;
}

export type ResultFormat = 'json' | 'stream-json';

/** The result as the line of JSON that a format ends with; `excerpt`: what was asked for beside it. */
export function resultLine(format: ResultFormat, reply: Reply, excerpt?: Excerpt, strict = false): string {
  const result = resultOf(reply, excerpt, strict);
  return JSON.stringify(format === 'json' ? result : { type: 'result', ...result });
}

function resultOf(reply: Reply, excerpt: Excerpt | undefined, strict: boolean) {
  const error = errorOf(reply) ?? missingError(reply, excerpt, strict);
  return {
    ...toResult(reply),
    ...(excerpt !== undefined && 'fields' in excerpt && excerpt.fields),
    ...(error !== undefined && { error }),
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

function missingError(reply: Reply, excerpt: Excerpt | undefined, strict: boolean): ResultError | undefined {
  if (excerpt === undefined || !('problem' in excerpt) || excerpt.problem === undefined) return undefined;
  const { type, what, exit } = excerpt.problem;
  const message = [what, ...(excerpt.reasons ?? [])].join('\n');
  return { type, message, exit_code: exitCode(reply, strict) || EXIT[exit].code };
}
