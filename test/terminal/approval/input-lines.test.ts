import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inputLines } from '../../../src/terminal/approval/input-lines.ts';
import { hostileInput } from '../../helpers/hostile-inputs.ts';
import { readInput } from '../../helpers/read-approval.ts';

/** The lines as text; those of a longer text behind a bar. */
const shown = (input: unknown) =>
  inputLines(input)?.map((line) =>
    line.type === 'value' ? `${line.key}: ${line.text}` : line.type === 'text' ? `| ${line.text}` : line.text,
  );
const read = (input: unknown) =>
  readInput(
    shown(input)!.map((text) =>
      text.startsWith('| ') ? { kind: 'text', text: text.slice(2) } : { kind: 'value', text },
    ),
  );

/** Objects that contain one another. */
const nested = (depth: number): unknown => {
  let value: unknown = 'x';
  for (let level = 0; level < depth; level++) value = { a: value };
  return value;
};

describe('an input is shown', () => {
  test.each<[string, unknown, string[]]>([
    [
      'by key',
      { path: 'README.md', lines: 3, all: true, none: null },
      ['path: README.md', 'lines: 3', 'all: true', 'none: null'],
    ],
    ['also where it is empty', {}, ['(no input)']],
    [
      'with the path to what is nested',
      { a: { b: [{ c: 'x' }, [[1, {}]]] } },
      ['a.b[0].c: x', 'a.b[1][0][0]: 1', 'a.b[1][0][1]: {}'],
    ],
    [
      'with keys in quotes that are not plain',
      { 'a.b': 1, '': 2, '0': 3, 'k  "\u202e': { '[0]': 4 } },
      ['"0": 3', '"a.b": 1', '"": 2', String.raw`"k··\"\u202e"."[0]": 4`],
    ],
    [
      'with plain keys as they are',
      { $a: 1, 'b-c': 2, d_3: 3, Z: 4, _: 5 },
      ['$a: 1', 'b-c: 2', 'd_3: 3', 'Z: 4', '_: 5'],
    ],
    ['with empty objects and lists', { a: {}, b: [], c: '{}', d: '[]' }, ['a: {}', 'b: []', 'c: "{}"', 'd: "[]"']],
    [
      'with short lists in one line',
      { args: ['-la', '/tmp', 3, null], two: ['a\nb'], more: [[1]] },
      ['args: ["-la", "/tmp", 3, null]', 'two[0] (2 lines, no line break at the end):', '| a', '| b', 'more[0]: [1]'],
    ],
    ['decoded', JSON.parse(String.raw`{"command":"\u0072\u006d -rf \"x\" \\n"}`), [String.raw`command: rm -rf "x" \n`]],
    ['with what it holds under a key that comes twice', JSON.parse('{"a":"ls","a":"rm"}'), ['a: rm']],
    ['as text with its line breaks', { content: 'a\n\n    b \n' }, ['content (3 lines):', '| a', '| ', '|     b·']],
    [
      'with the line break that a text lacks',
      { content: 'a\nb' },
      ['content (2 lines, no line break at the end):', '| a', '| b'],
    ],
    ['with a line break alone', { content: '\n' }, ['content (1 line):', '| ']],
    [
      'with many lines',
      { content: 'x\n'.repeat(1234) },
      ['content (1,234 lines):', ...Array.from({ length: 1234 }, () => '| x')],
    ],
    ['with a few empty lines', { content: 'a\n\n\n\nb\n' }, ['content (5 lines):', '| a', '| ', '| ', '| ', '| b']],
    [
      'with many empty lines as their number',
      { content: `${'\n'.repeat(300)}rm${'\n'.repeat(5)}` },
      ['content (305 lines):', '| ↵(×300)', '| rm', '| ↵(×4)'],
    ],
    ['where it is no object', 'x', ['(input): x']],
    ['where it is a list', [], ['(input): []']],
    ['where it is a text', 'a\nb\n', ['(input) (2 lines):', '| a', '| b']],
    ['where it is a long list', [{ a: 1 }], ['[0].a: 1']],
    ['with a key that is dangerous to programs', JSON.parse('{"__proto__":{"x":1}}'), ['__proto__.x: 1']],
  ])('%s', (_, input, lines) => {
    expect(shown(input)).toEqual(lines);
    expect(JSON.stringify(read(input))).toBe(JSON.stringify(input));
  });

  test.each([
    '',
    'true',
    'False',
    'null',
    'undefined',
    'NaN',
    '-Infinity',
    '12',
    '-1.5e+9',
    '.5',
    '0x1F',
    '2026-01-01',
    '{a',
    '[',
    '"',
  ])('with the string %j told from another type', (text) => {
    expect(shown({ a: text })).toEqual([`a: "${text.replace('"', String.raw`\"`)}"`]);
  });

  test.each(['truest', 'x12', '12 files', '(1 line):', '- 1', 'a: b'])('with the string %j as it is', (text) => {
    expect(shown({ a: text })).toEqual([`a: ${text}`]);
  });

  test('with a list in one line as long as that is short', () => {
    expect(shown({ a: ['x'.repeat(56)] })).toEqual([`a: ["${'x'.repeat(56)}"]`]);
    expect(shown({ a: ['x'.repeat(57)] })).toEqual([`a[0]: ${'x'.repeat(57)}`]);
    expect(shown({ a: Array.from({ length: 20 }, () => 1) })).toEqual([
      `a: [${Array.from({ length: 20 }, () => 1).join(', ')}]`,
    ]);
    expect(shown({ a: Array.from({ length: 21 }, () => 1) })).toHaveLength(21);
  });
});

test('the lines of an input say what it is, whatever it is', () => {
  fc.assert(
    fc.property(hostileInput, (input) => {
      expect(JSON.stringify(read(input))).toBe(JSON.stringify(input));
    }),
    { numRuns: 500 },
  );
});

describe('an input is not shown', () => {
  test('where it is nested too deeply', () => {
    expect(shown(nested(100))).toEqual([`${'a.'.repeat(99)}a: x`]);
    expect(inputLines(nested(101))).toBeUndefined();
    expect(inputLines(nested(100_000))).toBeUndefined();
    expect(inputLines(JSON.parse(`${'['.repeat(5000)}1${']'.repeat(5000)}`))).toBeUndefined();
  });

  test('where it is too large', () => {
    const text = (length: number) => inputLines({ a: 'x'.repeat(length) });
    expect(text(1_999_998)).toHaveLength(1);
    expect(text(1_999_999)).toBeUndefined();
    const many = (count: number) =>
      inputLines({ ['k'.repeat(1000)]: Object.fromEntries(Array.from({ length: count }, (_, at) => [`a${at}`, at])) });
    expect(many(100)).toHaveLength(100);
    expect(many(5000)).toBeUndefined();
  });
});
