import { describe, expect, it } from 'vitest';
import { expandTabs, wrapExactly, wrapStyled } from '../../../src/markdown/layout/wrap.ts';

describe('wrapStyled', () => {
  it.each([
    ['one two three', 7, ['one two', 'three']],
    ['one two three', 8, ['one two', 'three']],
    ['one two', 6, ['one', 'two']],
    ['one  two', 8, ['one  two']],
    ['one  two', 7, ['one', 'two']],
    ['unbreakable', 4, ['unbr', 'eaka', 'ble']],
    ['a unbreakable', 4, ['a', 'unbr', 'eaka', 'ble']],
    ['unbreakable a', 4, ['unbr', 'eaka', 'ble', 'a']],
    ['abcde f', 4, ['abcd', 'e f']],
    ['  two', 5, ['two']],
    ['one  ', 5, ['one']],
    ['one\ntwo', 9, ['one', 'two']],
    ['one\n\ntwo', 9, ['one', '', 'two']],
    ['\none', 9, ['', 'one']],
    ['', 9, ['']],
    ['日本語', 4, ['日本', '語']],
    ['日本。語', 4, ['日', '本。', '語']],
    ['ab日本', 4, ['ab日', '本']],
    ['日本ab', 5, ['日本', 'ab']],
    ['日ab', 3, ['日', 'ab']],
    ['a日', 2, ['a', '日']],
    ['日 a', 3, ['日', 'a']],
    ['日', 1, ['?']],
    ['🙂🙂', 3, ['🙂', '🙂']],
    ['éé é', 2, ['éé', 'é']],
  ])('%j in %i columns', (text, width, rows) => {
    expect(wrapStyled(text, width)).toEqual(rows);
  });

  it('breaks only at line feeds where there is no width', () => {
    expect(wrapStyled('one  two \nthree', undefined)).toEqual(['one  two ', 'three']);
  });

  it('closes styles at the end of a row, and opens them in the next', () => {
    expect(wrapStyled('\u001b[1mone two\u001b[22m a', 4)).toEqual([
      '\u001b[1mone\u001b[0m',
      '\u001b[1mtwo\u001b[0m',
      'a',
    ]);
    expect(wrapStyled('\u001b[1mone\ntwo\u001b[22m', undefined)).toEqual([
      '\u001b[1mone\u001b[0m',
      '\u001b[1mtwo\u001b[0m',
    ]);
  });

  it('keeps a word of several styles whole', () => {
    expect(wrapStyled('a b\u001b[1mc\u001b[22md', 4)).toEqual(['a', 'b\u001b[1mc\u001b[0md']);
    expect(wrapStyled('a b\u001b[1mc\u001b[22md', 5)).toEqual(['a b\u001b[1mc\u001b[0md']);
    expect(wrapStyled('b\u001b[1mcde\u001b[22mf', 3)).toEqual(['b\u001b[1mcd\u001b[0m', '\u001b[1me\u001b[0mf']);
  });
});

describe('wrapExactly', () => {
  it.each([
    ['one two', 4, ['one ', 'two']],
    ['  a  b', 3, ['  a', '  b']],
    ['abc', 3, ['abc']],
    ['日本', 3, ['日', '本']],
    ['a日', 1, ['a', '?']],
    ['', 3, ['']],
    ['a\u001b[1mbc\u001b[22md', 2, ['a\u001b[1mb\u001b[0m', '\u001b[1mc\u001b[0md']],
    ['ab\u001b[1mc', 2, ['ab', '\u001b[1mc\u001b[0m']],
    ['<a href="http://e.x/a/b">', 6, ['<a hre', 'f="', 'http://e.x/a/b">']],
  ])('%j in %i columns', (text, width, rows) => {
    expect(wrapExactly(text, width)).toEqual(rows);
  });
});

it.each([
  ['a', 'a'],
  ['\ta', '    a'],
  ['ab\tc\td', 'ab  c   d'],
  ['日\ta', '日  a'],
  ['abcd\te', 'abcd    e'],
])('expandTabs(%j) is %j', (text, expanded) => {
  expect(expandTabs(text)).toBe(expanded);
});
