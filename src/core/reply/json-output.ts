import { interruptionCode } from '../problem/interruption.ts';
import { EXIT, type Problem } from '../problem/problem.ts';
import { toResult } from './reply-mappings.ts';
import { exitCode, type Reply } from './reply.ts';

/** The requested part of a reply, as text and as a field of the JSON output; or why there is none. */
export type Extraction =
  | { readonly text: string; readonly fields: { readonly json: unknown } | { readonly extracted: string } }
  | FailedExtraction;

export interface FailedExtraction {
  /** `undefined` if the reply failed or was interrupted, which is reported anyway. */
  readonly problem: Problem | undefined;
  /** The text that was searched, if it is shown nowhere else. */
  readonly raw?: string;
}

/** Extracts the requested part of a reply. */
export type Extract = (reply: Reply) => Extraction | Promise<Extraction>;

interface ResultError {
  readonly type: string;
  readonly message: string;
  readonly exit_code: number;
}

export type ResultFormat = 'json' | 'stream-json';

/** The reply as the line of JSON that the output ends with. */
export function resultLine(format: ResultFormat, reply: Reply, extraction?: Extraction, strict = false): string {
  const result = resultOf(reply, extraction, strict);
  return JSON.stringify(format === 'json' ? result : { type: 'result', ...result });
}

function resultOf(reply: Reply, extraction: Extraction | undefined, strict: boolean) {
  const error = errorOf(reply) ?? missingError(reply, extraction, strict);
  return {
    ...toResult(reply),
    ...(extraction !== undefined && 'fields' in extraction && extraction.fields),
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

function missingError(reply: Reply, extraction: Extraction | undefined, strict: boolean): ResultError | undefined {
  if (extraction === undefined || !('problem' in extraction) || extraction.problem === undefined) return undefined;
  const { type, what, details = [], exit } = extraction.problem;
  const message = [what, ...details].join('\n');
  return { type, message, exit_code: exitCode(reply, strict) || EXIT[exit].code };
}
