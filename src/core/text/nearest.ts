/** The candidates that `word` may be a typo of, most similar first. What was typed is never among them. */
export function nearest(word: string, candidates: readonly string[], max = 3): string[] {
  const limit = Math.max(2, Math.floor(word.length / 3));
  return candidates
    .filter((candidate) => candidate !== word)
    .map((candidate) => ({ candidate, distance: editDistance(word.toLowerCase(), candidate, limit) }))
    .filter(({ distance }) => distance <= limit)
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, max)
    .map(({ candidate }) => candidate);
}

/** The candidate that one added, removed, changed or swapped letter leads to. */
export function oneEditAway(word: string, candidates: readonly string[]): string | undefined {
  return candidates.find((candidate) => editDistance(word, candidate, 1) === 1);
}

/** How many letters have to be added, removed, changed or swapped; one above `limit` may come back as `limit + 1`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  let beforeThat: number[] = [];
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const changed = previous[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const swapped = isSwap ? beforeThat[column - 2]! + 1 : Infinity;
      current.push(Math.min(changed, swapped, previous[column]! + 1, current[column - 1]! + 1));
    }
    [beforeThat, previous] = [previous, current];
  }
  return previous[b.length]!;
}
