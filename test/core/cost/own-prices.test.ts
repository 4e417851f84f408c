import { describe, expect, test } from 'vitest';
import { readPrices } from '../../../src/core/cost/own-prices.ts';

const read = (json: unknown) => readPrices(json, 'prices');

describe('prices in the config', () => {
  test('are read by model', () => {
    const rates = { input: 1, output: 2, cacheWrite: 3, cacheWrite1h: 4, cacheRead: 0 };
    expect(read({ mine: rates, 'my/other': { input: 0, output: 0 } })).toEqual({
      mine: { rates },
      'my/other': { rates: { input: 0, output: 0, cacheWrite: 0, cacheWrite1h: 0, cacheRead: 0 } },
    });
    expect(read({})).toEqual({});
  });

  test('take cached input for other input where they do not say more', () => {
    expect(read({ m: { input: 3, output: 15, cacheRead: 1 } })['m']?.rates).toEqual({
      input: 3,
      output: 15,
      cacheWrite: 3,
      cacheWrite1h: 3,
      cacheRead: 1,
    });
  });

  const mustBe = 'must be a price in US dollars per million tokens, 0 or more';
  test.each<[unknown, string]>([
    [[], '"prices" must be an object, not an array'],
    [{ m: 3 }, '"prices": "m" must be an object, not a number'],
    [{ m: null }, '"prices": "m" must be an object, not null'],
    [{ m: { output: 1 } }, '"prices": "m": "input" is missing'],
    [{ m: { input: 1 } }, '"prices": "m": "output" is missing'],
    [{ m: { input: '1', output: 1 } }, `"prices": "m": "input" ${mustBe}`],
    [{ m: { input: 1, output: Infinity } }, `"prices": "m": "output" ${mustBe}`],
    [{ m: { input: 1, output: -1 } }, `"prices": "m": "output" ${mustBe}`],
    [{ m: { input: 1, output: 1, cacheRead: true } }, `"prices": "m": "cacheRead" ${mustBe}`],
    [
      { m: { input: 1, outputs: 1 } },
      '"prices": "m": "outputs" is not one of input, output, cacheWrite, cacheWrite1h, cacheRead',
    ],
  ])('%j: %s', (json, message) => {
    expect(() => read(json)).toThrow(message);
  });

  test('may be those of a model of any name', () => {
    const json = JSON.parse('{"__proto__": {"input": 1, "output": 2}}') as unknown;
    expect(Object.hasOwn(read(json), '__proto__')).toBe(true);
  });
});
