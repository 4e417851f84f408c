/** US dollars for a million tokens of each kind. */
export interface Rates {
  readonly input: number;
  readonly output: number;
  /** Input that is written to the cache for five minutes. */
  readonly cacheWrite: number;
  /** Input that is written to the cache for an hour. */
  readonly cacheWrite1h: number;
  /** Input that is read from the cache. */
  readonly cacheRead: number;
}

export interface Price {
  readonly rates: Rates;
  /** The rates of a request whose input, cached or not, has more tokens than this. */
  readonly above?: { readonly tokens: number; readonly rates: Rates };
  /** The rates in fast mode; without them, its price is unknown. */
  readonly fast?: Rates;
}

/** Prices by model id. */
export type Prices = Readonly<Record<string, Price>>;
