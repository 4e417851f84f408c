import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createWordWrap, wrapParts, wrapWords } from '../../../src/core/text/word-wrap.ts';
import { widthOf } from '../../../src/markdown/layout/width.ts';

function wrapped(pieces: string | readonly string[], columns: number | undefined): string {
  const wrap = createWordWrap(() => columns);
  return (
    [pieces]
      .flat()
      .map((piece) => wrap.push(piece))
      .join('') + wrap.end()
  );
}

/** The same words, however the rows are. */
const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

const LONG = 'The quick brown fox jumps over the lazy dog, and then it sleeps.';

describe('text is broken between words', () => {
  test.each([
    [20, ['The quick brown fox', 'jumps over the lazy', 'dog, and then it ', 'sleeps.']],
    [40, ['The quick brown fox jumps over the lazy', 'dog, and then it sleeps.']],
    [80, [LONG]],
    [undefined, [LONG]],
  ])('in %s columns', (columns, rows) => {
    expect(wrapped(LONG, columns)).toBe(rows.join('\n'));
  });

  test.each([
    ['lines stay lines', 'one\ntwo\n\nthree', 'one\ntwo\n\nthree'],
    ['blanks at the end of a line are left out', 'one  \ntwo', 'one\ntwo'],
    ['a line stays as far in as it is', 'one\n  - two', 'one\n  - two'],
    ['a tab takes two columns', 'a\tb', 'a  b'],
    ['a line break behind a full row is no blank row', 'one two three four \nfive', 'one two three four \nfive'],
    ['a word that is too long stays whole', `a ${'x'.repeat(30)} b`, `a \n${'x'.repeat(30)} b`],
    ['emoji take two columns', '🙂🙂 🙂🙂 🙂🙂 🙂🙂 🙂🙂', '🙂🙂 🙂🙂 🙂🙂 🙂🙂\n🙂🙂'],
  ])('and %s', (_, text, expected) => {
    const normal = (result: string) => result.replaceAll(/ +$/gm, '');
    expect(normal(wrapped(text, 20))).toBe(normal(expected));
  });

  test('and a script without words between its characters', () => {
    expect(wrapped('日本語の文章には空白がありません。', 20)).toBe('日本語の文章には空\n白がありません。');
  });

  test('of which the terminal need not wait for the end', () => {
    const wrap = createWordWrap(() => 80);
    expect(wrap.push('这是一个')).toBe('这是一');
    expect(wrap.push('很长的')).toBe('个很长');
    expect(wrap.push('word and')).toBe('的word ');
    expect(wrap.push('\n')).toBe('and\n');
  });

  test('and what comes after the end begins a row', () => {
    const wrap = createWordWrap(() => 20);
    expect(wrap.push('The quick brown ') + wrap.end()).toBe('The quick brown ');
    expect(wrap.push('fox jumps over it') + wrap.end()).toBe('fox jumps over it');
  });

  test('in the width that the window has now', () => {
    let columns = 80;
    const wrap = createWordWrap(() => columns);
    const first = wrap.push(`${LONG}\n`);
    columns = 20;
    expect(first + wrap.push(LONG) + wrap.end()).toBe(`${LONG}\n${wrapped(LONG, 20)}`);
  });
});

const text = fc
  .array(
    fc.constantFrom(
      'a',
      'word',
      ' ',
      '  ',
      '\n',
      '\t',
      '日本',
      '🙂',
      '\u3000',
      'é',
      'x'.repeat(30),
      'y'.repeat(450),
      ' '.repeat(220),
    ),
  )
  .map((parts) => parts.join(''));
const columns = fc.integer({ min: 10, max: 80 });

test('however it is cut up, it is broken the same', () => {
  fc.assert(
    fc.property(text, columns, fc.array(fc.nat(600)), (whole, most, cuts) => {
      const at = [0, ...cuts.filter((cut) => cut < whole.length), whole.length].toSorted((a, b) => a - b);
      const pieces = at.slice(1).map((end, i) => whole.slice(at[i], end));
      expect(wrapped(pieces, most)).toBe(wrapped(whole, most));
    }),
  );
});

test('no word is lost, and no row is too wide but for a word that is', () => {
  fc.assert(
    fc.property(text, columns, (whole, most) => {
      const result = wrapped(whole, most);
      expect(words(result).join('')).toBe(words(whole).join(''));
      for (const row of result.split('\n')) {
        const widest = Math.max(0, ...words(row).map(widthOf));
        if (widest < most - 1) expect(widthOf(row)).toBeLessThan(most);
      }
    }),
  );
});

test('half a character is never apart from its other half', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 210 }), columns, (before, most) => {
      const whole = `${'x'.repeat(before)}${'🙂'.repeat(200)}`;
      expect(
        wrapped(
          [...Array(whole.length).keys()].map((i) => whole[i]!),
          most,
        ).isWellFormed(),
      ).toBe(true);
    }),
  );
});

test('a word of any length stays whole', () => {
  const long = 'x'.repeat(450);
  expect(
    wrapped(`a ${long} b c`, 20)
      .split('\n')
      .map((row) => row.trim()),
  ).toContain(long);
  expect(wrapped([long.slice(0, 300), long.slice(300)], 20)).toBe(long);
});

test('a word as wide as the window or wider continues where the terminal breaks it', () => {
  expect(wrapped(`${'x'.repeat(20)} b`, 20)).toBe(`${'x'.repeat(20)} b`);
  expect(wrapped(`${'x'.repeat(35)} abc d`, 20)).toBe(`${'x'.repeat(35)} abc\nd`);
});

test.each(['x'.repeat(19), `${'x'.repeat(25)} b`])('after the end a row starts anew: %j', (row) => {
  const wrap = createWordWrap(() => 20);
  expect(wrap.push('word') + wrap.end()).toBe('word');
  expect(wrap.push(row) + wrap.end()).toBe(row);
});

test('a window too narrow for words is left to the terminal', () => {
  expect(wrapped('one two three', 9)).toBe('one two three');
  expect(wrapped('one two three', 0)).toBe('one two three');
  expect(wrapped('one two three', 10)).toBe('one two \nthree');
});

describe('a whole text', () => {
  test.each<[string, number | undefined, string]>([
    ['one two', 10, 'one two'],
    ['one two three', undefined, 'one two three'],
    ['one two three', 9, 'one two three'],
    ['one two three', 12, 'one two\n  three'],
    ['one two three', 13, 'one two three'],
    ['one twothree', 11, 'one\n  twothree'],
    ['one two three four\n  five six seven\n', 11, 'one two\n  three\n  four\n  five six\n    seven\n'],
    ['    one two three', 12, '    one two\n      three'],
    ['a-word-that-is-too-long b', 10, 'a-word-that-is-too-long\n  b'],
    [`    ${'x'.repeat(30)} b`, 12, `    ${'x'.repeat(30)}\n      b`],
    ['one   two      three', 12, 'one   two\n  three'],
    ['one two three   ', 12, 'one two\n  three'],
    ['a\n\nb', 10, 'a\n\nb'],
    ['日本語 日本語', 13, '日本語 日本語'],
    ['日本語 日本語', 12, '日本語 日本\n  語'],
  ])('%j in %s columns is %j', (whole, most, rows) => {
    expect(wrapWords(whole, most)).toBe(rows);
  });

  test('can continue lines without an indent', () => {
    expect(wrapWords('one two three', 10, 0)).toBe('one two\nthree');
    expect(wrapWords('  one two three', 10, 0)).toBe('  one two\n  three');
  });

  test('keeps its words, and a row is too wide only for a word that no row has room for', () => {
    const all = fc.array(fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 14 }));
    fc.assert(
      fc.property(all, fc.integer({ min: 10, max: 30 }), (parts, most) => {
        const rows = wrapWords(parts.join(' '), most);
        expect(words(rows)).toEqual(parts);
        for (const row of rows.split('\n'))
          if (row.length > most) expect(row.length - row.lastIndexOf(' ') - 1).toBeGreaterThan(most - 2);
      }),
    );
  });
});

describe('a line of parts is broken between them', () => {
  const line = 'end_turn · 1,929 in · 511 out · $0.0179 · 0.2 s\n';

  test.each([
    [undefined, line],
    [47, line],
    [46, 'end_turn · 1,929 in · 511 out · $0.0179 ·\n  0.2 s\n'],
    [40, 'end_turn · 1,929 in · 511 out ·\n  $0.0179 · 0.2 s\n'],
    [20, 'end_turn ·\n  1,929 in ·\n  511 out ·\n  $0.0179 · 0.2 s\n'],
  ])('in %s columns', (columns, rows) => {
    expect(wrapParts(line, columns)).toBe(rows);
  });

  test('and inside one only if it is wider than a row', () => {
    expect(wrapParts('the reply reached its limit · 12 in', 20)).toBe('the reply reached\n  its limit · 12 in');
    expect(wrapParts('12 in · the reply reached its limit', 20)).toBe('12 in ·\n  the reply reached\n  its limit');
  });
});
