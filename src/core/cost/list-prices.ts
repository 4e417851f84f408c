import type { Price, Rates } from './price.ts';

/** The day on which the table was last compared with the price list. */
export const PRICES_AS_OF = '2026-11-10';

/** A price, and the day (UTC) from which it no longer held. */
export interface DatedPrice extends Price {
  readonly until?: string;
}

const rates = (input: number, output: number, cacheWrite: number, cacheWrite1h: number, cacheRead: number): Rates => ({
  input,
  output,
  cacheWrite,
  cacheWrite1h,
  cacheRead,
});

const FABLE_5_2 = rates(8, 40, 10, 16, 0.2);
const FABLE_5_1 = rates(10, 50, 12.5, 20, 0.25);
const FABLE_5 = rates(10, 50, 12.5, 20, 1);
const OPUS_5_5 = rates(4, 20, 5, 8, 0.2);
const OPUS = rates(5, 25, 6.25, 10, 0.5);
const FAST_OPUS = rates(10, 50, 12.5, 20, 1);
const SONNET_5_5 = rates(2, 10, 2.5, 4, 0.1);
const SONNET_5 = rates(2, 10, 2.5, 4, 0.2);
const SONNET_4 = rates(3, 15, 3.75, 6, 0.3);
const LONG_SONNET_4_5 = rates(6, 22.5, 7.5, 12, 0.6);
const HAIKU_5_5 = rates(0.1, 0.5, 0.125, 0.2, 0.01);
const LONG_HAIKU_5_5 = rates(0.5, 2.5, 0.625, 1, 0.05);
const HAIKU_4_5 = rates(1, 5, 1.25, 2, 0.1);

/**
 * Anthropic's list prices, for each model in the order of time; the last one holds now. A price that is only announced is
 * not listed: some never came. A model that is not listed has no price.
 */
export const LIST_PRICES: Readonly<Record<string, readonly DatedPrice[]>> = {
  'claude-fable-5-2': [{ rates: FABLE_5_2 }],
  'claude-fable-5-1': [{ rates: FABLE_5_1 }],
  'claude-fable-5': [{ rates: FABLE_5 }],
  'claude-mythos-5-1': [{ rates: FABLE_5_1 }],
  'claude-mythos-5': [{ rates: FABLE_5 }],
  'claude-opus-5-5': [{ rates: OPUS_5_5 }],
  'claude-opus-5': [{ rates: OPUS, fast: FAST_OPUS }],
  'claude-opus-4-8': [{ rates: OPUS, fast: FAST_OPUS }],
  'claude-opus-4-7': [{ rates: OPUS }],
  'claude-opus-4-6': [{ rates: OPUS }],
  'claude-opus-4-5': [{ rates: OPUS }],
  'claude-opus-4-5-20251101': [{ rates: OPUS }],
  'claude-sonnet-5-5': [{ rates: SONNET_5, until: '2026-10-07' }, { rates: SONNET_5_5 }],
  'claude-sonnet-5': [{ rates: SONNET_5 }],
  'claude-sonnet-4-6': [{ rates: SONNET_4 }],
  'claude-sonnet-4-5': [{ rates: SONNET_4, above: { tokens: 200_000, rates: LONG_SONNET_4_5 } }],
  'claude-sonnet-4-5-20250929': [{ rates: SONNET_4, above: { tokens: 200_000, rates: LONG_SONNET_4_5 } }],
  'claude-haiku-5-5': [{ rates: HAIKU_5_5, above: { tokens: 100_000, rates: LONG_HAIKU_5_5 } }],
  'claude-haiku-4-5': [{ rates: HAIKU_4_5 }],
  'claude-haiku-4-5-20251001': [{ rates: HAIKU_4_5 }],
};
