import type { ValueType } from './value-types.ts';

const HOUR_MS = 60 * 60_000;
const UNIT_MS: Readonly<Record<string, number>> = {
  h: HOUR_MS,
  d: 24 * HOUR_MS,
  w: 7 * 24 * HOUR_MS,
  y: 365 * 24 * HOUR_MS,
};

/** A length of time, in ms. There is no unit m, which could be minutes or months. */
export const age: ValueType<number> = {
  name: 'a time such as 12h, 30d, 8w or 1y',
  parse(text) {
    const [, digits, unit = ''] = /^([1-9]\d{0,5})([hdwy])$/.exec(text) ?? [];
    return digits === undefined ? undefined : Number(digits) * UNIT_MS[unit]!;
  },
  fromJson: () => undefined,
};
