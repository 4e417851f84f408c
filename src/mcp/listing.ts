import { isObject, isTooDeep, type JsonObject } from '../core/text/json.ts';

/** A tool as its MCP server describes it. */
export interface McpTool {
  readonly name: string;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly inputSchema: JsonObject;
  /** The server's own claims, such as `readOnlyHint`; they need not be true. */
  readonly annotations: JsonObject | undefined;
}

/** A tool in a list; `undefined`: it cannot be called. */
export function readTool(json: unknown): McpTool | undefined {
  if (!isObject(json) || typeof json['name'] !== 'string' || json['name'] === '' || isTooDeep(json)) return undefined;
  const { name, annotations, execution } = json;
  // Such a tool runs as a task that has to be polled, an experimental part of the protocol.
  if (isObject(execution) && execution['taskSupport'] === 'required') return undefined;
  const innerTitle = isObject(annotations) ? annotations['title'] : undefined;
  const description = textOf(json['description']);
  const { schema, more } = inputSchema(json['inputSchema']);
  return {
    name,
    title: textOf(json['title']) ?? textOf(innerTitle),
    description: more === undefined ? description : `${description ?? name}\n\n${more}`,
    inputSchema: schema,
    annotations: isObject(annotations) ? annotations : undefined,
  };
}

/** Keywords that the API accepts only below the top level of a schema. */
const NOT_AT_TOP = new Set(['oneOf', 'anyOf', 'allOf']);

/** The schema as the API accepts it: of an object. `more`: the rest of it, in words. */
function inputSchema(json: unknown): { schema: JsonObject; more: string | undefined } {
  if (!isObject(json)) return { schema: { type: 'object' }, more: undefined };
  const entries = Object.entries(wellFormed(json));
  const schema = Object.fromEntries(entries.filter(([key]) => !NOT_AT_TOP.has(key)));
  const others = entries.filter(([key]) => NOT_AT_TOP.has(key));
  return {
    schema: { ...schema, type: 'object' },
    more:
      others.length === 0
        ? undefined
        : `The input must also match this JSON Schema: ${JSON.stringify(Object.fromEntries(others))}`,
  };
}

/** The same JSON without lone surrogates, which the API rejects. */
const wellFormed = (json: JsonObject): JsonObject =>
  JSON.parse(JSON.stringify(json), (_key, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed() : value,
  ) as JsonObject;

const textOf = (json: unknown): string | undefined =>
  typeof json === 'string' && json.trim() !== '' ? json.toWellFormed() : undefined;
