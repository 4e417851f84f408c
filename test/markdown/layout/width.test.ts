import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { graphemeWidth, isNarrow, splitGraphemes, widthOf } from '../../../src/markdown/layout/width.ts';

describe('the columns', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['日本', 4],
    ['a日b', 4],
    ['é', 1],
    ['e\u0301', 1],
    ['🙂', 2],
    ['👩‍👩‍👧‍👦', 2],
    ['\u200b', 0],
  ])('of %j are %i', (text, columns) => {
    expect(widthOf(text)).toBe(columns);
    expect(splitGraphemes(text).reduce((sum, one) => sum + graphemeWidth(one), 0)).toBe(columns);
  });

  it('stay right when more characters have been measured than are remembered', () => {
    for (let code = 0x4e00; code < 0x4e00 + 5000; code++) expect(graphemeWidth(String.fromCharCode(code))).toBe(2);
    expect(graphemeWidth('é')).toBe(1);
  });
});

it('what is narrow can be counted', () => {
  expect([isNarrow('a ~'), isNarrow('é'), isNarrow('\t'), isNarrow('日'), isNarrow('e\u0301')]).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
  const codes = Array.from({ length: 0x40000 }, (_, code) => String.fromCodePoint(code));
  expect(codes.filter((text) => isNarrow(text) && stringWidth(text) !== 1)).toEqual([]);
  expect(codes.filter((text) => graphemeWidth(text) !== stringWidth(text))).toEqual([]);
});
