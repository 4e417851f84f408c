import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { usageProblem } from '../problem/problem.ts';
import { type Block, type Reply, textOf } from '../reply/reply.ts';
import type { JsonSchema } from '../reply/request.ts';
import type { Extraction, FailedExtraction, Extract } from '../reply/json-output.ts';
import { isObject } from '../text/json.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { truncateList } from '../text/truncate.ts';
import { isUnfinished } from '../reply/summary.ts';

/** Further errors would tell nothing new. */
const MAX_ERRORS = 5;
const DRAFT_7 = /^https?:\/\/json-schema\.org\/draft-07\/schema#?$/;
const DRAFT_2020 = /^https?:\/\/json-schema\.org\/draft\/2020-12\/schema#?$/;

export interface CheckedSchema {
  readonly schema: JsonSchema;
  /** Extracts the JSON from a reply, if it matches. */
  readonly extract: Extract;
}

/** Reads a schema; `name`: for messages. Throws a usage problem that says where it is wrong. */
export function checkSchema(json: string, name: string): CheckedSchema {
  const schema = parse(json, name);
  const validate = compile(schema, name);
  return { schema, extract: (reply) => extractJson(reply, validate) };
}

function parse(json: string, name: string): JsonSchema {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw usageProblem(`${name} is not valid JSON: ${(error as Error).message}`);
  }
  if (isObject(value)) return value;
  throw usageProblem(`${name} is not a JSON object`, 'for example {"type": "object", "properties": {...}}');
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
    throw usageProblem(`${name} is not a valid JSON Schema: ${(error as Error).message}`);
  }
}

function extractJson(reply: Reply, validate: ValidateFunction): Extraction {
  const raw = answerOf(reply.content);
  const { status } = reply.outcome;
  if (status === 'interrupted') return { problem: undefined };
  if (status === 'failed') return { problem: undefined, raw };
  if (isUnfinished(reply)) return mismatch('the reply was cut off', [], raw);
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch (error) {
    return mismatch('the reply is not valid JSON', [(error as Error).message], raw);
  }
  const matches: unknown = validate(value);
  if (matches === true) return { text: `${raw.trim()}\n`, fields: { json: value } };
  return mismatch('the reply does not match the schema', (validate.errors ?? []).map(errorLine), raw);
}

function mismatch(what: string, all: readonly string[], raw: string): FailedExtraction {
  return { problem: { type: 'schema_mismatch', what, details: truncateList(all, MAX_ERRORS), exit: 'failed' }, raw };
}

/** The text after the last tool call, if there was one. */
function answerOf(content: readonly Block[]): string {
  return textOf(content.slice(content.findLastIndex(({ type }) => type.includes('tool')) + 1));
}

/** A JSON pointer, and what is wrong there. */
function errorLine({ instancePath, message, keyword, params }: ErrorObject): string {
  const { additionalProperty } = params as { additionalProperty?: unknown };
  const which = keyword === 'additionalProperties' ? ` (${JSON.stringify(additionalProperty)})` : '';
  return sanitizeLine(`${instancePath === '' ? '/' : instancePath}: ${message ?? keyword}${which}`, 200);
}
