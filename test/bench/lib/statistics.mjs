/** The value below which this share of all values lies. */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  return below + (above - below) * (position % 1);
}

/** The value in the middle, which one slow run does not move. */
export function median(values) {
  return quantile(values, 0.5);
}

/** Half of the interquartile range. */
export function spread(values) {
  return (quantile(values, 0.75) - quantile(values, 0.25)) / 2;
}
