import { quietly } from '../problem/quietly.ts';
import { sanitizeJson } from './sanitize.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (json: unknown): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

/** `undefined` if the text is not JSON. */
export const parseJson = (text: string): unknown => quietly(() => JSON.parse(text) as unknown);

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
