import { isObject, type JsonObject } from '../core/text/json.ts';

/** A tool as its MCP server describes it. */
export interface McpTool {
  readonly name: string;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly inputSchema: JsonObject;
  /** What the server says of it, such as `readOnlyHint`; it need not be true. */
  readonly annotations: JsonObject | undefined;
}

/** A tool of a listing; `undefined`: it is none that could be called. */
export function readTool(json: unknown): McpTool | undefined {
  if (!isObject(json) || typeof json['name'] !== 'string' || json['name'] === '') return undefined;
  const { name, annotations, execution } = json;
  // It runs as a task that has to be asked after, which is an experiment of the protocol.
  if (isObject(execution) && execution['taskSupport'] === 'required') return undefined;
  const inner = isObject(annotations) ? annotations['title'] : undefined;
  const description = textOf(json['description']);
  const { schema, more } = inputSchema(json['inputSchema']);
  return {
    name,
    title: textOf(json['title']) ?? textOf(inner),
    description: more === undefined ? description : `${description ?? name}\n\n${more}`,
    inputSchema: schema,
    annotations: isObject(annotations) ? annotations : undefined,
  };
}

/** What the API takes in a schema only below its top. */
const NOT_AT_TOP = new Set(['oneOf', 'anyOf', 'allOf']);

/** The schema as the API takes it: of an object. What it does not take is said in words. */
function inputSchema(json: unknown): { schema: JsonObject; more: string | undefined } {
  if (!isObject(json)) return { schema: { type: 'object' }, more: undefined };
  const entries = Object.entries(wellFormed(json));
  const schema = Object.fromEntries(entries.filter(([key]) => !NOT_AT_TOP.has(key)));
  const left = entries.filter(([key]) => NOT_AT_TOP.has(key));
  return {
    schema: { ...schema, type: 'object' },
    more:
      left.length === 0
        ? undefined
        : `The input must also match this JSON Schema: ${JSON.stringify(Object.fromEntries(left))}`,
  };
}

/** The same JSON without halves of characters, which the API does not take. */
const wellFormed = (json: JsonObject): JsonObject =>
  JSON.parse(JSON.stringify(json), (_key, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed() : value,
  ) as JsonObject;

const textOf = (json: unknown): string | undefined =>
  typeof json === 'string' && json.trim() !== '' ? json.toWellFormed() : undefined;
