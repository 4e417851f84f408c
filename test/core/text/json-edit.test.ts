import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { removeMember, setMember } from '../../../src/core/text/json-edit.ts';

describe('setMember', () => {
  test.each([
    ['an empty object', '{}\n', '{\n  "a": 1\n}\n'],
    ['an object of blanks', '{\n}', '{\n  "a": 1\n}'],
    ['a number', '{ "a" : 0 , "b": 2 }', '{ "a" : 1 , "b": 2 }'],
    ['a string', '{"a":"}, \\"a\\": 2","b":2}', '{"a":1,"b":2}'],
    ['an object', '{"b": 2, "a": {"a": [0, {}]}}', '{"b": 2, "a": 1}'],
    ['the same key further in', '{"b": {"a": 0}}', '{"b": {"a": 0}, "a": 1}'],
    ['a key that is written with escapes', '{"\\u0061": 0}', '{"\\u0061": 1}'],
    ['a key that is there twice', '{"a": 5, "a": 6}', '{"a": 5, "a": 1}'],
    ['tabs and CRLF', '{\r\n\t"b": 2\r\n}\r\n', '{\r\n\t"b": 2,\r\n\t"a": 1\r\n}\r\n'],
    ['a member on the line of its brace', '{"b":2}', '{"b":2, "a": 1}'],
  ])('changes %s, and nothing else', (_, before, after) => {
    expect(setMember(before, 'a', 1)).toBe(after);
  });

  test('indents what has several lines like the rest', () => {
    expect(setMember('{\n    "b": 2\n}', 'a', { c: [1] })).toBe(
      '{\n    "b": 2,\n    "a": {\n        "c": [\n            1\n        ]\n    }\n}',
    );
    expect(setMember('{"a": 0}', 'a', { c: 1 })).toBe('{"a": {"c":1}}');
  });
});

describe('removeMember', () => {
  test.each([
    ['{"a": 1}', '{}'],
    ['{\n  "a": 1,\n  "b": 2\n}\n', '{\n  "b": 2\n}\n'],
    ['{\n  "b": 2,\n  "a": [1, {"a": 2}]\n}\n', '{\n  "b": 2\n}\n'],
    ['{"b": 2, "a": 1, "c": 3, "a": 4}', '{"b": 2, "c": 3}'],
    ['{"b": {"a": 1}}', '{"b": {"a": 1}}'],
  ])('of %j leaves %j', (before, after) => {
    expect(removeMember(before, 'a')).toBe(after);
  });
});

const key = fc.oneof(fc.constantFrom('a', 'b', '}', '"', '\\', ',a:'), fc.string({ maxLength: 3 }));
const object = fc.dictionary(key, fc.jsonValue({ maxDepth: 3 }));
const indent = fc.constantFrom(undefined, 0, 1, 2, '\t');

test('any object then has that member, or lacks it, and keeps all others', () => {
  fc.assert(
    fc.property(object, indent, key, fc.jsonValue({ maxDepth: 2 }), (before, space, name, value) => {
      const json = JSON.stringify(before, undefined, space);
      const { [name]: _, ...others } = JSON.parse(json) as Record<string, unknown>;
      const set = setMember(json, name, value);
      expect(JSON.parse(set)).toEqual(JSON.parse(JSON.stringify({ ...others, [name]: value })));
      expect(JSON.parse(removeMember(set, name))).toEqual(others);
      expect(JSON.parse(removeMember(json, name))).toEqual(others);
    }),
    { numRuns: 500 },
  );
});
