import { calcPrice } from '@pydantic/genai-prices';
import { describe, expect, test } from 'vitest';
import { KNOWN_MODELS, MODEL_ALIASES } from '../../../src/core/config/known-models.ts';
import { LIST_PRICES, PRICES_AS_OF } from '../../../src/core/cost/list-prices.ts';
import type { Price, Rates } from '../../../src/core/cost/price.ts';
import piPrices from '../../fixtures/pi-ai-prices.json' with { type: 'json' };

const now = (model: string): Price => LIST_PRICES[model]!.at(-1)!;

/** Models whose price was found nowhere. */
const UNPRICED = ['claude-mythos-5-2', 'claude-mythos-preview'];
/** Models that only the price list itself has, not the tables of others. */
const ONLY_LISTED = ['claude-mythos-5', 'claude-mythos-5-1'];

test('every known model has a price, or is known to have none', () => {
  expect(KNOWN_MODELS.filter((model) => !Object.hasOwn(LIST_PRICES, model))).toEqual(UNPRICED);
  expect(Object.values(MODEL_ALIASES).filter((model) => UNPRICED.includes(model))).toEqual([]);
});

test('prices of a model are in the order of time, and only the last has no end', () => {
  for (const prices of Object.values(LIST_PRICES)) {
    const ends = prices.map(({ until }) => until);
    expect(ends.pop()).toBeUndefined();
    expect(ends).toEqual(ends.toSorted((a, b) => (a! < b! ? -1 : 1)));
    for (const end of [...ends, PRICES_AS_OF]) expect(end).toMatch(/^\d{4}-\d\d-\d\d$/);
  }
});

test('a model costs the same by its dated id', () => {
  const dated = Object.keys(LIST_PRICES).filter((model) => /-\d{8}$/.test(model));
  for (const model of dated) expect(LIST_PRICES[model]).toEqual(LIST_PRICES[model.replace(/-\d{8}$/, '')]);
});

// Whoever updates the package is told which prices have changed.
describe('the prices of genai-prices are ours', () => {
  /** It has no price for these, or takes another model for them. */
  const MISSING = ['claude-fable-5-2', 'claude-haiku-5-5', 'claude-sonnet-5-5', ...ONLY_LISTED];

  function theirs(model: string) {
    const found = calcPrice({ input_tokens: 1 }, model, { providerId: 'anthropic', timestamp: new Date(PRICES_AS_OF) });
    return found?.model.id === model ? found.model_price : undefined;
  }

  const models = Object.keys(LIST_PRICES).filter((model) => !/-\d{8}$/.test(model));

  test('but for the models that it lacks', () => {
    expect(models.filter((model) => theirs(model) === undefined).toSorted()).toEqual(MISSING.toSorted());
  });

  test.each(models.filter((model) => !MISSING.includes(model)))('%s', (model) => {
    const { rates, above } = now(model);
    const price = (name: keyof Rates) =>
      above ? { base: rates[name], tiers: [{ start: above.tokens, price: above.rates[name] }] } : rates[name];
    expect(theirs(model)).toEqual({
      input_mtok: price('input'),
      output_mtok: price('output'),
      cache_write_mtok: price('cacheWrite'),
      cache_write_1h_mtok: price('cacheWrite1h'),
      cache_read_mtok: price('cacheRead'),
      web_searches_kcount: 10,
    });
  });
});

// That package is too large to depend on, so its prices are copied.
describe('the prices of pi-ai are ours', () => {
  test('but for the models that it lacks', () => {
    const models = Object.keys(LIST_PRICES).filter((model) => !Object.hasOwn(piPrices.models, model));
    expect(models.toSorted()).toEqual(ONLY_LISTED);
  });

  /** It knows no long requests to this model. */
  const isShort = (model: string) => model.startsWith('claude-sonnet-4-5');

  test.each(Object.entries(piPrices.models))('%s', (model, given) => {
    const { rates } = now(model);
    const above = isShort(model) ? undefined : now(model).above;
    const { cacheWrite1h: _, ...same } = rates;
    const { cacheWrite1h: __, ...long } = above?.rates ?? rates;
    expect({ ...same, ...(above && { above: { tokens: above.tokens, ...long } }) }).toEqual(given);
  });
});
