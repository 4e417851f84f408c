import { count } from '../text/numbers.ts';

/** Formats US dollars: in cents from ten cents on ($0.12, $1,234.50), finer below ($0.0123, <$0.0001). */
export function formatUsd(usd: number): string {
  if (usd > 0 && usd < 0.0001) return '<$0.0001';
  const fine = usd.toFixed(4);
  if (usd > 0 && Number(fine) < 0.1) return `$${fine}`;
  const [dollars, cents] = usd.toFixed(2).split('.');
  return `$${count(Number(dollars))}.${cents}`;
}
