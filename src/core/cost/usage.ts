import { isObject, type JsonObject } from '../text/json.ts';

/** Token counts as the API names them; a field it did not send is absent. */
export interface Usage {
  readonly input_tokens?: number | null;
  readonly output_tokens?: number | null;
  readonly cache_creation_input_tokens?: number | null;
  readonly cache_read_input_tokens?: number | null;
  readonly output_tokens_details?: { readonly thinking_tokens?: number | null } | null;
  readonly [more: string]: unknown;
}

const INPUT = ['input_tokens', 'cache_read_input_tokens', 'cache_creation_input_tokens'] as const;

/** Whether a server or a file gave a count. */
export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
/** The count that it gave; anything else counts as nothing. */
export const counted = (value: unknown): number => (isCount(value) ? value : 0);

/** All input tokens, cached or not: the API's `input_tokens` leaves out those read from or written to the cache. */
export const inputTokens = (usage: Usage): number => INPUT.reduce((sum, field) => sum + counted(usage[field]), 0);

export const outputTokens = (usage: Usage): number => counted(usage.output_tokens);
export const cacheReadTokens = (usage: Usage): number => counted(usage.cache_read_input_tokens);
export const cacheWriteTokens = (usage: Usage): number => counted(usage.cache_creation_input_tokens);

/** Adds numbers at every depth; of other values the later one counts, but never in place of a number. */
export const addUsage = (one: Usage, next: Usage): Usage => add(one, next) as Usage;

/** A name such as `constructor` must not find what every object has. */
const own = (json: JsonObject, name: string): unknown => (Object.hasOwn(json, name) ? json[name] : undefined);

function add(one: unknown, next: unknown): unknown {
  if (typeof one === 'number') return typeof next === 'number' ? one + next : one;
  if (!isObject(one) || !isObject(next)) return one === undefined ? next : (next ?? one);
  const names = new Set([...Object.keys(one), ...Object.keys(next)]);
  return Object.fromEntries([...names].map((name) => [name, add(own(one, name), own(next, name))]));
}
