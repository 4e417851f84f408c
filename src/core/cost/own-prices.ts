import { JsonError, readObject } from '../text/json.ts';
import type { Prices, Rates } from './price.ts';

const NAMES = ['input', 'output', 'cacheWrite', 'cacheWrite1h', 'cacheRead'] as const satisfies (keyof Rates)[];

/**
 * Reads the prices that a user gives, by model id: `{"my-model": {"input": 3, "output": 15}}`, in US dollars for a million
 * tokens. Cached input whose price is left out costs as much as other input. Throws a `JsonError`.
 */
export function readPrices(json: unknown, key: string): Prices {
  const models = Object.entries(readObject(json, [key]));
  return Object.fromEntries(models.map(([model, given]) => [model, { rates: readRates(given, [key, model]) }]));
}

function readRates(json: unknown, path: readonly string[]): Rates {
  const given = readObject(json, path);
  const unknown = Object.keys(given).find((name) => !(NAMES as readonly string[]).includes(name));
  if (unknown !== undefined) throw new JsonError([...path, unknown], `is not one of ${NAMES.join(', ')}`);
  const rate = (name: keyof Rates, preset?: number): number => {
    const value = given[name] ?? preset;
    if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
    const what = value === undefined ? 'is missing' : 'must be a price in US dollars per million tokens, 0 or more';
    throw new JsonError([...path, name], what);
  };
  const input = rate('input');
  return {
    input,
    output: rate('output'),
    cacheWrite: rate('cacheWrite', input),
    cacheWrite1h: rate('cacheWrite1h', input),
    cacheRead: rate('cacheRead', input),
  };
}
