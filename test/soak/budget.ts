import { SEED } from '../helpers/random.ts';

/** How long the soak lasts. */
export const MINUTES = Number(process.env['MINUTES'] ?? 30);

/** The one run to repeat; `undefined`: all. */
export const ONLY_RUN = process.env['RUN'] === undefined ? undefined : Number(process.env['RUN']);

/** The seed of one run, from which it can be repeated. */
export const seedOf = (run: number): number => (Math.imul(SEED, 100_003) + run) | 0;
