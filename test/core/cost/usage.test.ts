import { describe, expect, test } from 'vitest';
import {
  addUsage,
  cacheReadTokens,
  cacheWriteTokens,
  inputTokens,
  outputTokens,
  type Usage,
} from '../../../src/core/cost/usage.ts';

const full: Usage = {
  input_tokens: 1,
  cache_read_input_tokens: 20,
  cache_creation_input_tokens: 300,
  output_tokens: 4000,
};

test.each<[string, (usage: Usage) => number, number]>([
  ['input tokens, cached or not,', inputTokens, 321],
  ['output tokens', outputTokens, 4000],
  ['tokens read from the cache', cacheReadTokens, 20],
  ['tokens written to the cache', cacheWriteTokens, 300],
])('%s are counted, and what is no count is nothing', (_, tokens, expected) => {
  expect(tokens(full)).toBe(expected);
  expect(tokens({})).toBe(0);
  for (const odd of [null, 'many', '5', 1.5, Number.NaN, Number.MAX_VALUE, [1], { n: 1 }]) {
    expect(tokens(Object.fromEntries(Object.keys(full).map((name) => [name, odd])))).toBe(0);
  }
});

describe('usage that is added', () => {
  test.each<[string, Usage, Usage, Usage]>([
    ['sums counts', { input_tokens: 1 }, { input_tokens: 10 }, { input_tokens: 11 }],
    ['keeps the fields of both', { input_tokens: 1 }, { output_tokens: 5 }, { input_tokens: 1, output_tokens: 5 }],
    [
      'sums counts at every depth',
      { output_tokens_details: { thinking_tokens: 2 } },
      { output_tokens_details: { thinking_tokens: 20, more: 1 } as object },
      { output_tokens_details: { thinking_tokens: 22, more: 1 } as object },
    ],
    ['has the later of other values', { tier: 'a' }, { tier: 'b' }, { tier: 'b' }],
    [
      'keeps a value that is not given again',
      { tier: 'a', speed: 'fast' },
      { tier: null },
      { tier: 'a', speed: 'fast' },
    ],
    ['keeps null', { input_tokens: null }, {}, { input_tokens: null }],
    ['takes null where there was nothing', {}, { input_tokens: null }, { input_tokens: null }],
    ['keeps a count in place of a text', { input_tokens: 1 }, { input_tokens: 'many' as never }, { input_tokens: 1 }],
    ['takes a count in place of a text', { input_tokens: 'many' as never }, { input_tokens: 1 }, { input_tokens: 1 }],
    ['keeps a count in place of an object', { n: 1 }, { n: { m: 1 } }, { n: 1 }],
    ['has the later of two lists', { n: [1] }, { n: [2] }, { n: [2] }],
    ['has the later of an object and a list', { n: { m: 1 } }, { n: [2] }, { n: [2] }],
  ])('%s', (_, one, next, sum) => {
    expect(addUsage(one, next)).toStrictEqual(sum);
  });
});
