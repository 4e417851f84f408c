import { describe, expect, test } from 'vitest';
import {
  isObject,
  JsonError,
  jsonText,
  parseJson,
  readObject,
  readRecord,
  readString,
  readStrings,
} from '../../../src/core/text/json.ts';

test.each([
  [{}, true],
  [{ a: 1 }, true],
  [[], false],
  [null, false],
  ['{}', false],
  [undefined, false],
])('%j is an object: %s', (json, expected) => {
  expect(isObject(json)).toBe(expected);
});

test.each([
  ['{"a": [1]}', { a: [1] }],
  ['null', null],
  ['', undefined],
  ['{"a"', undefined],
  ['{} {}', undefined],
])('%j is parsed as %j', (text, json) => {
  expect(parseJson(text)).toEqual(json);
});

test('JSON for programs is indented, ends its line and cannot control a terminal', () => {
  expect(jsonText({ a: ['\u001b[2J\u009b'] })).toBe('{\n  "a": [\n    "\\u001b[2J\\u009b"\n  ]\n}\n');
});

describe('a reader', () => {
  test.each<[(json: unknown, path: string[]) => unknown, unknown]>([
    [readObject, {}],
    [readObject, { a: 1 }],
    [readString, ''],
    [readString, 'x'],
    [readStrings, []],
    [readStrings, ['a', '']],
    [readRecord, {}],
    [readRecord, { a: 'b' }],
  ])('returns the value: %o %j', (read, json) => {
    expect(read(json, ['key'])).toEqual(json);
  });

  test.each<[(json: unknown, path: string[]) => unknown, unknown, string]>([
    [readObject, 5, '"key" must be an object, not a number'],
    [readObject, [], '"key" must be an object, not an array'],
    [readObject, null, '"key" must be an object, not null'],
    [readString, undefined, '"key" is missing'],
    [readString, true, '"key" must be a string, not a boolean'],
    [readString, {}, '"key" must be a string, not an object'],
    [readString, ['a'], '"key" must be a string, not an array'],
    [readStrings, 'a', '"key" must be an array of strings, not a string'],
    [readStrings, {}, '"key" must be an array of strings, not an object'],
    [readStrings, ['a', 5, null], '"key" must be an array of strings, but contains a number'],
    [readRecord, ['a'], '"key" must be an object of strings, not an array'],
    [readRecord, { a: 'b', c: null }, '"key": "c" must be a string, not null'],
  ])('says where a value is wrong: %o %j', (read, json, message) => {
    expect(() => read(json, ['key'])).toThrow(new JsonError([], message));
  });

  test('has no path for the whole value', () => {
    expect(() => readObject(5, [])).toThrow(/^must be an object, not a number$/);
    expect(() => readString(5, ['a b', 'c"d'])).toThrow(/^"a b": "c\\"d" must be a string/);
  });
});
