/** Formats 1234567 as 1,234,567. */
export const count = (n: number): string => String(n).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** Formats milliseconds as seconds to a tenth: 0.6 s, 3.9 s, 128 s. */
export function tenths(ms: number): string {
  const s = ms / 1000;
  return `${s < 99.95 ? s.toFixed(1) : Math.round(s)} s`;
}

/** Formats milliseconds as seconds with about two digits: 0.62 s, 3.9 s, 128 s. */
export function seconds(ms: number): string {
  const s = ms / 1000;
  return `${s < 0.995 ? s.toFixed(2) : s < 99.95 ? s.toFixed(1) : Math.round(s)} s`;
}
