import { isObject, parseJson } from '../text/json.ts';
import { sanitizeJson } from '../text/sanitize.ts';

/** A value of a call's input, to be read. */
export interface InputValue {
  readonly key: string;
  /** A string as it is, with line breaks; any other value as JSON. What could control a terminal is escaped. */
  readonly text: string;
  /** The same in quotes, if in a row with others it could be taken for something else. */
  readonly quoted: string;
}

/** The values of an input by their keys. */
export function inputValues(input: unknown): InputValue[] {
  if (!isObject(input)) return [valueOf('input', input)];
  return Object.entries(input).map(([key, value]) => valueOf(keyText(key), value));
}

/** An input as one row: `path: notes.md, limit: 3`. */
export function inlineInput(values: readonly InputValue[]): string {
  const [first, ...others] = values;
  if (first !== undefined && others.length === 0) {
    return `${first.key}: ${LIKE_SEVERAL.test(first.text) ? first.quoted : first.text}`;
  }
  return values.map(({ key, quoted }) => `${key}: ${quoted}`).join(', ');
}

/** Nothing at all, or what looks like further values. */
const LIKE_SEVERAL = /^$|, [^\s:]+:/;
const PLAIN = /^[^\s",:]+(?: [^\s",:]+)*$/;

function valueOf(key: string, value: unknown): InputValue {
  if (typeof value !== 'string') {
    const json = sanitizeJson(JSON.stringify(value) ?? '');
    return { key, text: json, quoted: json };
  }
  const text = cleanLines(value);
  const isPlain = PLAIN.test(text) && parseJson(text) === undefined;
  return { key, text, quoted: isPlain ? text : sanitizeJson(JSON.stringify(value)) };
}

const keyText = (key: string) => (/^[\w$.-]+$/.test(key) ? key : sanitizeJson(JSON.stringify(key)));

/** A text that keeps its lines and blanks. What could control a terminal is escaped. */
export const cleanLines = (text: string): string =>
  sanitizeJson(text.toWellFormed().replaceAll('\r\n', '\n').replaceAll('\t', '    '));
