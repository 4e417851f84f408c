import { quietly } from '../problem/quietly.ts';
import { sanitizeJson } from './sanitize.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (json: unknown): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

/** JSON that is nested deeper is refused wherever it enters: whatever walks or writes it might overflow the stack. */
export const MAX_DEPTH = 500;

export const TOO_DEEP = `nested more than ${MAX_DEPTH} levels deep`;

/** Whether a value has more than `max` arrays and objects inside one another. */
export function isTooDeep(json: unknown, max = MAX_DEPTH): boolean {
  let level = [json].filter(isContainer);
  for (let depth = 0; level.length > 0; depth++) {
    if (depth === max) return true;
    const below: typeof level = [];
    for (const container of level) {
      for (const value of Object.values<unknown>(container)) if (isContainer(value)) below.push(value);
    }
    level = below;
  }
  return false;
}

const isContainer = (json: unknown): json is JsonObject | unknown[] => typeof json === 'object' && json !== null;

/** Like `JSON.parse`, but throws a `SyntaxError` for JSON that is nested too deep, too. */
export function readJson(text: string, maxDepth = MAX_DEPTH): unknown {
  const json = JSON.parse(text) as unknown;
  if (isTooDeep(json, maxDepth)) throw new SyntaxError(TOO_DEEP);
  return json;
}

/** `undefined` if the text is not JSON, or nested too deep. */
export const parseJson = (text: string): unknown => quietly(() => readJson(text));

/** JSON for programs: indented, and safe to print on a terminal. */
export const jsonText = (value: unknown): string => `${sanitizeJson(JSON.stringify(value, undefined, 2))}\n`;

/** The keys that lead to a value. */
type Path = readonly string[];

/** Says which value is wrong and what it must be, but not what it is: it may be a secret. */
export class JsonError extends Error {
  constructor(path: Path, what: string) {
    super(`${path.map((key) => JSON.stringify(key)).join(': ')} ${what}`.trimStart());
  }
}

export function readObject(json: unknown, path: Path, kind = 'an object'): JsonObject {
  if (isObject(json)) return json;
  throw new JsonError(path, `must be ${kind}, not ${typeName(json)}`);
}

export function readString(json: unknown, path: Path): string {
  if (typeof json === 'string') return json;
  throw new JsonError(path, json === undefined ? 'is missing' : `must be a string, not ${typeName(json)}`);
}

export function readStrings(json: unknown, path: Path): readonly string[] {
  if (!Array.isArray(json)) throw new JsonError(path, `must be an array of strings, not ${typeName(json)}`);
  return json.map((item: unknown) => {
    if (typeof item === 'string') return item;
    throw new JsonError(path, `must be an array of strings, but contains ${typeName(item)}`);
  });
}

export function readRecord(json: unknown, path: Path): Readonly<Record<string, string>> {
  const entries = Object.entries(readObject(json, path, 'an object of strings'));
  return Object.fromEntries(entries.map(([key, value]) => [key, readString(value, [...path, key])]));
}

function typeName(json: unknown): string {
  if (json === null) return 'null';
  if (Array.isArray(json)) return 'an array';
  return typeof json === 'object' ? 'an object' : `a ${typeof json}`;
}
