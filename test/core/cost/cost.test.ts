import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCostOf, savedShare, totalCost, type Cost } from '../../../src/core/cost/cost.ts';
import { LIST_PRICES } from '../../../src/core/cost/list-prices.ts';
import type { Usage } from '../../../src/core/cost/usage.ts';

const NOW = '2026-11-10T12:00:00.000Z';
const costOf = createCostOf();
const usd = (usage: Usage, model = 'claude-opus-5-5', time = NOW) => costOf({ model, usage }, time)?.usd;

describe('a reply costs', () => {
  test.each<[string, Usage, number]>([
    ['its input and output', { input_tokens: 29, output_tokens: 38 }, 0.000876],
    ['only its input while there is no output', { input_tokens: 29 }, 0.000116],
    ['less for input from the cache, at the price of the model', { cache_read_input_tokens: 1_000_000 }, 0.2],
    ['more for input to the cache', { cache_creation_input_tokens: 1_000_000 }, 5],
    [
      'more again for input to the cache for an hour',
      {
        cache_creation_input_tokens: 1_000_000,
        cache_creation: { ephemeral_5m_input_tokens: 600_000, ephemeral_1h_input_tokens: 400_000 },
      },
      3 + 3.2,
    ],
    [
      'no more than the input to the cache, whatever its parts',
      { cache_creation_input_tokens: 1_000_000, cache_creation: { ephemeral_1h_input_tokens: 9_000_000 } },
      8,
    ],
    ['a cent for a web search', { input_tokens: 25, server_tool_use: { web_search_requests: 3 } }, 0.0301],
    ['nothing for a web fetch', { input_tokens: 25, server_tool_use: { web_fetch_requests: 3 } }, 0.0001],
    ['half in a batch, apart from searches', { input_tokens: 1e6, service_tier: 'batch' }, 2],
    ['a tenth more if it was processed in the US', { output_tokens: 1e6, inference_geo: 'us' }, 22],
    ['the same elsewhere', { output_tokens: 1e6, inference_geo: 'global', service_tier: 'standard', speed: null }, 20],
  ])('%s', (_, usage, dollars) => {
    expect(usd(usage)).toBe(dollars);
  });

  test('more in fast mode, where its price is known', () => {
    expect(usd({ input_tokens: 1e6, speed: 'fast' }, 'claude-opus-5')).toBe(10);
    expect(usd({ input_tokens: 1e6, speed: 'standard' }, 'claude-opus-5')).toBe(5);
    expect(usd({ input_tokens: 1e6, speed: 'fast' }, 'claude-opus-5-5')).toBeUndefined();
  });

  test('more for all of its tokens if its input, cached or not, is long', () => {
    const usage = { input_tokens: 50_000, cache_read_input_tokens: 50_000, output_tokens: 1000 };
    expect(usd(usage, 'claude-haiku-5-5')).toBe(0.006);
    expect(usd({ ...usage, input_tokens: 50_001 }, 'claude-haiku-5-5')).toBe(0.030_000_5);
  });

  test.each([
    ['2026-09-28T00:00:00.000Z', 0.2],
    ['2026-10-06T23:59:59.999Z', 0.2],
    ['2026-10-07', 0.1],
    ['2026-10-07T00:00:00.000Z', 0.1],
    ['2027-01-01T00:00:00.000Z', 0.1],
    ['some day', 0.1],
  ])('what was its price on its day: %s', (time, dollars) => {
    expect(usd({ cache_read_input_tokens: 1_000_000 }, 'claude-sonnet-5-5', time)).toBe(dollars);
  });
});

describe('the cost is unknown', () => {
  test.each([
    'claude-opus-5-6',
    'claude-opus-5-5-20260901',
    'claude-opus',
    'claude-opus-5-5-fast',
    'CLAUDE-OPUS-5-5',
    '',
    'toString',
    '__proto__',
  ])('of a model that is not listed, even if its name begins like another: %s', (model) => {
    expect(usd({ input_tokens: 5, output_tokens: 5 }, model)).toBeUndefined();
  });

  test('without a model', () => {
    expect(costOf({ usage: { input_tokens: 5 } }, NOW)).toBeUndefined();
  });

  test.each<Usage>([{}, { input_tokens: 0 }, { input_tokens: null }, { output_tokens: 'many' } as never])(
    'without tokens: %j',
    (usage) => {
      expect(usd(usage)).toBeUndefined();
    },
  );

  test('in a service tier whose price is agreed upon', () => {
    expect(usd({ input_tokens: 5, service_tier: 'priority' })).toBeUndefined();
  });
});

describe('caching saves', () => {
  const saved = (usage: Usage, model = 'claude-opus-5-5') => costOf({ model, usage }, NOW)!;

  test('at the price of the model, not at a fixed one', () => {
    const usage = { cache_read_input_tokens: 1_000_000 };
    expect(saved(usage)).toEqual({ usd: 0.2, savedUsd: 3.8 });
    expect(saved(usage, 'claude-haiku-4-5')).toEqual({ usd: 0.1, savedUsd: 0.9 });
    expect(savedShare(saved(usage))).toBe(0.95);
    expect(saved({ ...usage, service_tier: 'batch' })).toEqual({ usd: 0.1, savedUsd: 1.9 });
  });

  test('less than nothing the first time', () => {
    const cost = saved({ cache_creation_input_tokens: 1_000_000 });
    expect(cost).toEqual({ usd: 5, savedUsd: -1 });
    expect(savedShare(cost)).toBe(0);
    expect(savedShare({ usd: 0, savedUsd: 0 })).toBe(0);
  });
});

describe('the user’s prices', () => {
  const rates = { input: 1, output: 2, cacheWrite: 3, cacheWrite1h: 4, cacheRead: 0.5 };
  const own = createCostOf({ 'my-model': { rates }, 'claude-opus-5-5': { rates } });
  const usage = { input_tokens: 1e6, output_tokens: 1e6 };

  test('add models, and replace those of the list', () => {
    expect(own({ model: 'my-model', usage }, NOW)?.usd).toBe(3);
    expect(own({ model: 'claude-opus-5-5', usage }, NOW)?.usd).toBe(3);
    expect(own({ model: 'claude-opus-5', usage }, NOW)?.usd).toBe(30);
  });
});

describe('several replies', () => {
  const one: Cost = { usd: 0.1, savedUsd: 0.01 };
  const used = { input_tokens: 1 };

  test.each<[string, Parameters<typeof totalCost>[0], Cost | undefined]>([
    [
      'cost their sum',
      [
        { usage: used, cost: one },
        { usage: used, cost: { usd: 0.2, savedUsd: -0.02 } },
      ],
      { usd: 0.3, savedUsd: -0.01 },
    ],
    [
      'cost an unknown amount if one does',
      [
        { usage: used, cost: one },
        { usage: used, cost: undefined },
      ],
      undefined,
    ],
    [
      'in whatever order',
      [
        { usage: used, cost: undefined },
        { usage: used, cost: one },
      ],
      undefined,
    ],
    [
      'cost what the others do if one failed at once',
      [
        { usage: {}, cost: undefined },
        { usage: used, cost: one },
      ],
      one,
    ],
    ['cost nothing that is known if there are none', [], undefined],
  ])('%s', (_, replies, total) => {
    expect(totalCost(replies)).toEqual(total);
  });
});

test('whatever a server counts, a cost is a number of dollars, 0 or more', () => {
  const counts = fc.oneof(fc.integer(), fc.double(), fc.string(), fc.constant(null), fc.object());
  const usage = fc.record(
    {
      input_tokens: counts,
      output_tokens: counts,
      cache_read_input_tokens: counts,
      cache_creation_input_tokens: counts,
      cache_creation: fc.oneof(counts, fc.record({ ephemeral_1h_input_tokens: counts })),
      server_tool_use: fc.oneof(counts, fc.record({ web_search_requests: counts })),
      service_tier: fc.oneof(counts, fc.constantFrom('standard', 'batch')),
      speed: fc.oneof(counts, fc.constantFrom('standard', 'fast')),
      inference_geo: fc.oneof(counts, fc.constantFrom('us', 'global')),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(LIST_PRICES)), usage, (model, given) => {
      const cost = costOf({ model, usage: given as Usage }, NOW);
      if (cost === undefined) return;
      expect(cost.usd).toBeGreaterThanOrEqual(0);
      expect(Number.isFinite(cost.usd) && Number.isFinite(cost.savedUsd)).toBe(true);
    }),
  );
});
