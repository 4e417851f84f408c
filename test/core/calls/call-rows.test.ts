import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  callAndResultRows,
  callRows,
  inputText,
  resultRows,
  thinkingRows,
  type CallRoom,
  type ShownResult,
} from '../../../src/core/calls/call-rows.ts';
import { roughWidth } from '../../../src/core/text/rough-width.ts';

const ROOM: CallRoom = { columns: 30, showAll: '/show 7' };
const rowsOf = (input: unknown, room = ROOM, name = 'save') => callRows({ name, input }, room).map(({ text }) => text);
const lines = (count: number) => Array.from({ length: count }, (_, n) => `line ${n + 1}\n`).join('');

describe('the rows of a call', () => {
  test.each<[unknown, string[]]>([
    [{}, ['● save']],
    [{ path: 'my  notes.md' }, ['● save path: my  notes.md']],
    [{ path: '' }, ['● save path: ""']],
    [{ path: 'a, mode: w' }, ['● save path: "a, mode: w"']],
    [{ a: 'x y', b: 1, c: [true] }, ['● save a: x y, b: 1, c: [true]']],
    [{ a: '1', b: 'x, c: 2', c: '' }, ['● save', '  a: 1', '  b: x, c: 2', '  c: ""']],
    [{ a: '1', b: 'x:' }, ['● save a: "1", b: "x:"']],
    [{ 'a b': null, ü: {} }, ['● save "a b": null, "ü": {}']],
    [{ city: 'Reykjavík', days: 3, unit: 'C' }, ['● save', '  city: Reykjavík', '  days: 3', '  unit: C']],
    ['{"path": "no', ['● save input: {"path": "no']],
    [
      { text: 'one two three four five sixes seven' },
      ['● save', '  text (35 characters):', '    one two three four five', '    sixes seven'],
    ],
    [{ text: lines(2) }, ['● save', '  text (2 lines):', '    line 1', '    line 2']],
    [
      { path: 'a', text: lines(120), mode: 'w' },
      [
        '● save',
        '  path: a',
        '  text (120 lines):',
        '    line 1',
        '    line 2',
        '    line 3',
        '    … 117 more lines: /show 7',
        '  mode: w',
      ],
    ],
    [
      { text: 'x'.repeat(1000) },
      [
        '● save',
        '  text (1,000 characters):',
        ...Array.from({ length: 3 }, () => `    ${'x'.repeat(26)}`),
        '    … 922 more characters',
      ],
    ],
    [
      Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`key${n}`, n])),
      ['● save', ...Array.from({ length: 8 }, (_, n) => `  key${n}: ${n}`), '  … 12 more values: /show 7'],
    ],
    [{ a: 'x\r\n\ty\u001b\u202e' }, ['● save', '  a (2 lines):', '    x', String.raw`        y\u001b\u202e`]],
  ])('with the input %j are %j', (input, rows) => {
    expect(rowsOf(input)).toEqual(rows);
  });

  test('are all there is where all is wanted', () => {
    const input = {
      path: 'a'.repeat(100),
      text: lines(120),
      ...Object.fromEntries('bcdefghijk'.split('').map((key) => [key, 1])),
    };
    expect(rowsOf(input, { ...ROOM, isWhole: true })).toHaveLength(1 + 1 + 121 + 10);
  });
});

describe('the rows of a result', () => {
  const rows = (result: Partial<ShownResult>, room = ROOM) =>
    resultRows({ text: 'ok', isError: false, ...result }, room).map(({ tone, text }) =>
      tone === 'hint' ? text : `${tone} ${text}`,
    );

  test.each<[Partial<ShownResult>, string[]]>([
    [{}, ['  ✓ ok']],
    [{ ms: 420 }, ['  ✓ 0.42 s · ok']],
    [{ text: ' \n', ms: 420 }, ['  ✓ 0.42 s · no output']],
    [{ text: 'not run', isError: true }, ['error   ✗ not run']],
    [{ text: 'a\n\n\tb\n' }, ['  ✓ 2 lines', '    a', '     b']],
    [{ text: 'x'.repeat(30), ms: 1 }, ['  ✓ 0.00 s · 30 characters', `    ${'x'.repeat(26)}`, '    xxxx']],
    [{ text: lines(4) }, ['  ✓ 4 lines', '    line 1', '    line 2', '    line 3', '    line 4']],
    [
      { text: lines(120) },
      ['  ✓ 120 lines', '    line 1', '    line 2', '    line 3', '    … 117 more lines: /show 7'],
    ],
    [{ text: '\u001b[2Jx\u202e\r' }, ['  ✓ [2Jx']],
  ])('%j are %j', (result, shown) => {
    expect(rows(result)).toEqual(shown);
  });

  test('name their call where another was shown since', () => {
    const of = { name: 'save', number: 2, input: { text: lines(3) } };
    expect(resultRows({ text: '', isError: false, ms: 1 }, ROOM, of).map(({ text }) => text)).toEqual([
      '  ✓ 0.00 s · #2 save text: li…',
      '    no output',
    ]);
  });

  test('keep every line where all is wanted', () => {
    expect(rows({ text: 'a\n\n\tb\n\n' }, { ...ROOM, isWhole: true })).toEqual(['  ✓ 3 lines', '    a', '', '    \tb']);
  });

  test('leave out how to see all where that does not fit', () => {
    expect(rows({ text: lines(120) }, { columns: 25, showAll: '/show 7' }).at(-1)).toBe('    … 117 more lines');
  });
});

test('a call without a result says so', () => {
  expect(callAndResultRows({ name: 'save', input: {}, result: undefined }, { columns: 80 })).toEqual([
    { tone: 'call', text: '● save' },
    { tone: 'error', text: '  ✗ no result: not run, or not finished' },
  ]);
});

test('thinking is broken between words, and folded', () => {
  expect(thinkingRows(`The quick brown fox\n${'jumps over the lazy dog and '.repeat(9)}`, { columns: 20 })).toEqual(
    ['The quick brown fox', 'jumps over the lazy', 'dog and jumps over', '… 12 more lines'].map((text) => ({
      tone: 'hint',
      text,
    })),
  );
});

test('all of an input is text by its keys', () => {
  expect(inputText({ path: 'a', text: 'x\n\ny', n: [1] })).toBe('path: a\ntext (3 lines):\n  x\n\n  y\nn: [1]');
  expect(inputText({})).toBe('');
});

test('no row is wider than the window or steers it, whatever is called and comes back', () => {
  // oxlint-disable-next-line no-control-regex
  const steering = /[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/;
  const unit = fc.oneof(
    fc.constantFrom('\u001b', '\u009b', '\u202e', '\r', '\n', '\t', ' ', '日', 'word '),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  );
  const text = fc.string({ unit, maxLength: 200 });
  fc.assert(
    fc.property(
      text,
      fc.oneof(fc.dictionary(text, fc.oneof(text, fc.jsonValue()), { maxKeys: 10 }), text),
      text,
      fc.integer({ min: 20, max: 100 }),
      (name, input, result, columns) => {
        const room = { columns, showAll: '/show 1' };
        const call = { name, input, number: 1 };
        const rows = [
          ...callRows(call, room),
          ...resultRows({ text: result, isError: false }, room),
          ...resultRows({ text: result, isError: true, ms: 5 }, room, call),
        ];
        for (const row of rows) {
          expect(row.text).not.toMatch(steering);
          expect(roughWidth(row.text)).toBeLessThanOrEqual(columns);
        }
      },
    ),
  );
});
