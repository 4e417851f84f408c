import { LIST_PRICES } from './list-prices.ts';
import type { Price, Prices, Rates } from './price.ts';
import { cacheReadTokens, cacheWriteTokens, counted, inputTokens, outputTokens, type Usage } from './usage.ts';
import { isObject } from '../text/json.ts';

/** What a reply cost, in US dollars. */
export interface Cost {
  readonly usd: number;
  /** How much more it would have been without caching; negative if writing to the cache cost more than reading saved. */
  readonly savedUsd: number;
}

/** As much of a reply as its cost depends on. */
export interface Billed {
  readonly model?: string | undefined;
  readonly usage: Usage;
}

/**
 * The cost of one request at the prices of the day of its reply, an ISO 8601 time. `undefined` if that is unknown, or no
 * tokens were counted.
 */
export type CostOf = (reply: Billed, time: string) => Cost | undefined;

/** Computes costs at list prices. `own`: the user's prices, which replace those of the same models. */
export function createCostOf(own: Prices = {}): CostOf {
  return ({ model = '', usage }, time) => {
    const price = Object.hasOwn(own, model) ? own[model] : listPrice(model, time);
    return price === undefined || !isBilled(usage) ? undefined : costAt(price, usage);
  };
}

/** What several replies cost together; `undefined` if that is unknown of any that used tokens. */
export function totalCost(replies: readonly { readonly usage: Usage; readonly cost: Cost | undefined }[]) {
  const costs = replies.flatMap(({ usage, cost }) => (isBilled(usage) ? [cost] : []));
  if (costs.length === 0) return undefined;
  return costs.reduce((sum, cost) => sum && cost && rounded(sum.usd + cost.usd, sum.savedUsd + cost.savedUsd));
}

/** The share of the price that caching saved; 0 if it saved nothing. */
export const savedShare = ({ usd, savedUsd }: Cost): number => (savedUsd > 0 ? savedUsd / (usd + savedUsd) : 0);

/** Whether any tokens were counted. */
export const isBilled = (usage: Usage): boolean => inputTokens(usage) + outputTokens(usage) > 0;

/** Exact ids only: a new model has no price until it is listed, rather than that of the one it is named after. */
function listPrice(model: string, time: string): Price | undefined {
  if (!Object.hasOwn(LIST_PRICES, model)) return undefined;
  return LIST_PRICES[model]!.find(({ until }) => until === undefined || time < until);
}

/** US dollars for a web search. Web fetches are free, and hours of code execution are not known from a reply. */
const WEB_SEARCH = 10 / 1000;

/** Factors on the price of tokens: for requests that are processed in the US only, and in batches. */
const US_ONLY = 1.1;
const BATCH = 0.5;

function costAt(price: Price, usage: Usage): Cost | undefined {
  const { service_tier: tier, inference_geo: geo, server_tool_use: tools } = usage;
  const rates = ratesFor(price, usage);
  // What other tiers cost is agreed upon with each customer.
  if (rates === undefined || ![undefined, null, 'standard', 'batch'].includes(tier as null)) return undefined;
  const factor = (tier === 'batch' ? BATCH : 1) * (geo === 'us' ? US_ONLY : 1);
  const [written, read] = [cacheWriteTokens(usage), cacheReadTokens(usage)];
  const uncached = inputTokens(usage) - written - read;
  const hourly = Math.min(written, hourlyWriteTokens(usage));
  const cached = (written - hourly) * rates.cacheWrite + hourly * rates.cacheWrite1h + read * rates.cacheRead;
  const tokens = uncached * rates.input + cached + outputTokens(usage) * rates.output;
  const saved = (written + read) * rates.input - cached;
  const searches = isObject(tools) ? counted(tools['web_search_requests']) : 0;
  return rounded((tokens * factor) / 1e6 + searches * WEB_SEARCH, (saved * factor) / 1e6);
}

function ratesFor({ rates, above, fast }: Price, usage: Usage): Rates | undefined {
  if (usage['speed'] === 'fast') return fast;
  return above !== undefined && inputTokens(usage) > above.tokens ? above.rates : rates;
}

/** Tokens that were written to the cache for an hour; all others are for five minutes. */
function hourlyWriteTokens({ cache_creation: created }: Usage): number {
  return isObject(created) ? counted(created['ephemeral_1h_input_tokens']) : 0;
}

/** Without the noise of binary fractions, far below what a token costs. */
const rounded = (usd: number, savedUsd: number): Cost => ({ usd: round(usd), savedUsd: round(savedUsd) });
const round = (usd: number) => Math.round(usd * 1e10) / 1e10;
