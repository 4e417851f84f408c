import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { ProblemError, usageProblem } from '../problem/problem.ts';
import type { JsonSchema } from '../reply/request.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { truncateList } from '../text/truncate.ts';

/** Further errors would tell nothing new. */
const MAX_ERRORS = 5;
const DRAFT_7 = /^https?:\/\/json-schema\.org\/draft-07\/schema#?$/;
const DRAFT_2020 = /^https?:\/\/json-schema\.org\/draft\/2020-12\/schema#?$/;

/** Checks a text that is JSON: what does not match, a line each. Throws a problem if that cannot be decided. */
export type CheckJson = (json: string) => readonly string[];

/**
 * Compiles a schema; `name`: for messages. Throws a usage problem that says where it is wrong. A hostile schema may take for
 * ever here, and in the check.
 */
export function compileSchema(schema: JsonSchema, name: string): CheckJson {
  const validate = withoutOverflow(
    () => compile(schema, name),
    usageProblem(`${name} is nested too deep, or refers to itself endlessly`),
  );
  const isEndless = usageProblem(`${name} refers to itself endlessly`);
  for (const sample of SAMPLES) withoutOverflow(() => validate(sample), isEndless);
  return (json) => {
    const value = JSON.parse(json) as unknown;
    if (withoutOverflow(() => validate(value), endlessFor)) return [];
    return truncateList((validate.errors ?? []).map(errorLine), MAX_ERRORS);
  };
}

/** A value of each type, since a reference may be followed for one of them only. */
const SAMPLES = [null, true, 0, '', [], {}];

const endlessFor = new ProblemError({
  type: 'schema_failed',
  what: 'cannot check the reply: the schema refers to itself endlessly',
  exit: 'failed',
});

function withoutOverflow<T>(act: () => T, otherwise: ProblemError): T {
  try {
    return act();
  } catch (error) {
    throw error instanceof RangeError ? otherwise : error;
  }
}

function compile(schema: JsonSchema, name: string): ValidateFunction {
  // ajv knows each draft by one spelling of its URL, so it is told the draft by its class.
  const { $schema: draft = 'https://json-schema.org/draft/2020-12/schema', ...rest } = schema;
  const is7 = typeof draft === 'string' && DRAFT_7.test(draft);
  if (!is7 && !(typeof draft === 'string' && DRAFT_2020.test(draft))) {
    throw usageProblem(`${name}: /$schema names an unsupported draft`, 'use draft 2020-12 or draft-07');
  }
  // Not strict: the API may know keywords that ajv does not.
  const ajv = new (is7 ? Ajv : Ajv2020)({ strict: false, allErrors: true, logger: false });
  addFormats.default(ajv);
  if (ajv.validateSchema(rest) !== true) {
    const [first, second] = (ajv.errors ?? []).map(errorLine);
    throw usageProblem(`${name} is not a valid JSON Schema: ${first ?? 'unknown reason'}`, second);
  }
  try {
    return ajv.compile(rest);
  } catch (error) {
    if (error instanceof RangeError) throw error;
    throw usageProblem(`${name} is not a valid JSON Schema: ${(error as Error).message}`);
  }
}

/** A JSON pointer, and what is wrong there. */
function errorLine({ instancePath, message, keyword, params }: ErrorObject): string {
  const { additionalProperty } = params as { additionalProperty?: unknown };
  const which = keyword === 'additionalProperties' ? ` (${JSON.stringify(additionalProperty)})` : '';
  return sanitizeLine(`${instancePath === '' ? '/' : instancePath}: ${message ?? keyword}${which}`, 200);
}
