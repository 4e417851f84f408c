/**
 * Runs every contestant once per round, one after another, so that a busy moment of the machine affects them all alike.
 * The first round only warms up and is thrown away; each round starts with another contestant.
 * @template T
 * @param {number} count
 * @param {Record<string, () => Promise<T>>} contestants
 * @returns {Promise<Record<string, T[]>>} the results by contestant
 */
export async function rounds(count, contestants) {
  const names = Object.keys(contestants);
  const results = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round <= count; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(round + turn) % names.length];
      const result = await contestants[name]();
      if (round > 0) results[name].push(result);
    }
  }
  return results;
}
