/**
 * Replaces what differs from run to run, times and ports, by `N`.
 * The rate is left out: a reply that came at once has none, and what is at once depends on the machine.
 */
export function steady(text: string): string {
  return text
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:N')
    .replaceAll(/ · [\d,]+ tok\/s/g, '')
    .replaceAll(/[\d,]+(\.\d+)? (ms|s)\b/g, 'N $2');
}
