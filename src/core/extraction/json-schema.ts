import { Interrupted, type EndingSignal } from '../problem/interruption.ts';
import { asProblem, usageProblem, type ExitName, type Problem } from '../problem/problem.ts';
import { type Block, type Reply, textOf } from '../reply/reply.ts';
import type { JsonSchema } from '../reply/request.ts';
import type { Extraction, FailedExtraction, Extract } from '../reply/json-output.ts';
import { isObject, readJson } from '../text/json.ts';
import { isUnfinished } from '../reply/summary.ts';

/** Reads a schema, but does not check it; `name`: for messages. Throws a usage problem. */
export function readSchema(json: string, name: string): JsonSchema {
  let value: unknown;
  try {
    value = readJson(json);
  } catch (error) {
    throw usageProblem(`${name} is not valid JSON: ${(error as Error).message}`);
  }
  if (isObject(value)) return value;
  throw usageProblem(`${name} is not a JSON object`, 'for example {"type": "object", "properties": {...}}');
}

/**
 * Extracts the JSON from a reply, if it matches the schema. `check`: tells what does not match, a line each; rejects with a
 * problem if that cannot be decided, or with an `Interrupted`.
 */
export function createSchemaExtract(check: (json: string) => Promise<readonly string[]>): Extract {
  return async (reply: Reply): Promise<Extraction> => {
    const raw = answerOf(reply.content);
    const { status } = reply.outcome;
    if (status === 'interrupted') return { problem: undefined };
    if (status === 'failed') return { problem: undefined, raw };
    if (isUnfinished(reply)) return mismatch('the reply was cut off', [], raw);
    let value: unknown;
    try {
      value = readJson(raw);
    } catch (error) {
      return mismatch('the reply is not valid JSON', [(error as Error).message], raw);
    }
    try {
      const wrong = await check(raw);
      if (wrong.length > 0) return mismatch('the reply does not match the schema', wrong, raw);
      return { text: `${raw.trim()}\n`, fields: { json: value } };
    } catch (error) {
      return { problem: undecided(error), raw };
    }
  };
}

function mismatch(what: string, details: readonly string[], raw: string): FailedExtraction {
  return { problem: { type: 'schema_mismatch', what, details, exit: 'failed' }, raw };
}

/** Why a reply was not checked. */
function undecided(error: unknown): Problem | undefined {
  if (!(error instanceof Interrupted)) return asProblem(error);
  const { by } = error;
  if (by === 'reader-gone') return undefined;
  return { type: 'interrupted', what: 'interrupted while the reply was checked against the schema', exit: exitBy(by) };
}

/** Other signals end the program themselves. */
const exitBy = (by: EndingSignal): ExitName =>
  by === 'SIGINT' || by === 'SIGTERM' || by === 'SIGHUP' || by === 'SIGQUIT' ? by : 'failed';

/** The text after the last tool call, if there was one. */
function answerOf(content: readonly Block[]): string {
  return textOf(content.slice(content.findLastIndex(({ type }) => type.includes('tool')) + 1));
}
