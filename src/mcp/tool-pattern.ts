/**
 * Whether one of the patterns names a tool. A tool may have more than one name: the one that the model sees, and
 * `server__tool`. In a pattern, `*` stands for anything, also for nothing.
 */
export function allows(patterns: readonly string[], ...names: readonly string[]): boolean {
  return patterns.some((pattern) => names.some((name) => matches(pattern, name)));
}

/** In time that grows with pattern times name at most, whatever they are: a regular expression would have to try all. */
function matches(pattern: string, name: string): boolean {
  const [first, ...rest] = pattern.split('*') as [string, ...string[]];
  const last = rest.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}
