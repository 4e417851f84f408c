import { numbers } from '../helpers/random.ts';

/** Random decisions, the same for the same seed. */
export interface Dice {
  /** A number from `least` up to `most`. */
  between(least: number, most: number): number;
  whole(least: number, most: number): number;
  chance(probability: number): boolean;
  pick<T>(values: readonly T[]): T;
}

export function createDice(seed: number): Dice {
  const next = numbers(seed);
  const between = (least: number, most: number) => least + next() * (most - least);
  const whole = (least: number, most: number) => Math.floor(between(least, most + 1));
  return {
    between,
    whole,
    chance: (probability) => next() < probability,
    pick: (values) => values[whole(0, values.length - 1)]!,
  };
}
