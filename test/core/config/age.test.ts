import { expect, test } from 'vitest';
import { age } from '../../../src/core/config/age.ts';

const HOUR = 3_600_000;

test.each([
  ['1h', HOUR],
  ['30d', 720 * HOUR],
  ['8w', 1344 * HOUR],
  ['1y', 8760 * HOUR],
  ['999999y', 999_999 * 8760 * HOUR],
  ['0d', undefined],
  ['1000000d', undefined],
  ['30', undefined],
  ['30m', undefined],
  ['30 d', undefined],
  ['-1d', undefined],
  ['1.5d', undefined],
  ['1d2h', undefined],
  ['d', undefined],
  ['', undefined],
])('the age %j is %s ms', (text, ms) => {
  expect(age.parse(text)).toBe(ms);
});

test('an age is not in the config file', () => {
  expect(age.fromJson('30d')).toBeUndefined();
});
