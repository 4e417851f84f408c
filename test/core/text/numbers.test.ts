import { expect, test } from 'vitest';
import { count, seconds } from '../../../src/core/text/numbers.ts';

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [123_456, '123,456'],
  [1_234_567, '1,234,567'],
])('%i is written %s', (n, text) => {
  expect(count(n)).toBe(text);
});

test.each([
  [0, '0.00 s'],
  [620, '0.62 s'],
  [994, '0.99 s'],
  [995, '1.0 s'],
  [3949, '3.9 s'],
  [99_949, '99.9 s'],
  [99_950, '100 s'],
  [128_400, '128 s'],
])('%i ms are written %s', (ms, text) => {
  expect(seconds(ms)).toBe(text);
});
