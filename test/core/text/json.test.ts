import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import {
  isObject,
  isTooDeep,
  JsonError,
  jsonText,
  MAX_DEPTH,
  parseJson,
  readJson,
  readObject,
  readRecord,
  readString,
  readStrings,
  TOO_DEEP,
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

describe('nesting', () => {
  const nested = (depth: number, open = '{"a":', close = '}') => `${open.repeat(depth)}1${close.repeat(depth)}`;

  test.each([
    ['objects', '{"a":', '}', MAX_DEPTH],
    ['arrays', '[', ']', MAX_DEPTH],
    ['both', '[0,{"b":2,"a":', '},"c"]', MAX_DEPTH / 2],
  ])('of %s is counted', (_, open, close, deepest) => {
    expect(isTooDeep(JSON.parse(nested(deepest, open, close)))).toBe(false);
    expect(isTooDeep(JSON.parse(nested(deepest + 1, open, close)))).toBe(true);
  });

  test('is measured as JSON.stringify indents it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat(7), (json, max) => {
        const text = JSON.stringify(json, undefined, 1).replaceAll(/"(?:\\.|[^"\\])*"/g, '""');
        const levels = Math.max(
          ...text.split('\n').map((line) => /^ */.exec(line)![0].length + (/[[{]/.test(line) ? 1 : 0)),
        );
        expect(isTooDeep(json, max)).toBe(levels > max);
      }),
      { examples: [[{ '[\\': 0 }, 1]] },
    );
  });

  test('however deep is refused where JSON is read, never with an overflow', () => {
    expect(parseJson(nested(MAX_DEPTH))).toBeTypeOf('object');
    expect(() => readJson(nested(MAX_DEPTH + 1))).toThrow(new SyntaxError(TOO_DEEP));
    for (const text of [nested(1_000_000), nested(1_000_000, '[', ']')]) {
      expect(() => readJson(text)).toThrow(new SyntaxError(TOO_DEEP));
      expect(parseJson(text)).toBeUndefined();
    }
  });

  test('that is allowed can be written', () => {
    expect(jsonText(readJson(nested(MAX_DEPTH)))).toMatch(/^\{/);
  });
});
