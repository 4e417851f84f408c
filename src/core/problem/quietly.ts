/** The result of `act`; `undefined` if it throws, where the reason does not matter. */
export function quietly<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
