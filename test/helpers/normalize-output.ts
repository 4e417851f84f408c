/**
 * Masks times and ports, which differ from run to run, as `N`. Removes the rate: whether a reply arrives at once, and so
 * has none, depends on the machine.
 */
export function normalizeOutput(text: string): string {
  return text
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:N')
    .replaceAll(/ · [\d,]+ tok\/s/g, '')
    .replaceAll(/[\d,]+(\.\d+)? (ms|s)\b/g, 'N $2');
}
