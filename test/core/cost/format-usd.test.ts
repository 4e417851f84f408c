import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatUsd } from '../../../src/core/cost/format-usd.ts';

test.each([
  [0, '$0.00'],
  [0.000_000_1, '<$0.0001'],
  [0.000_099_9, '<$0.0001'],
  [0.0001, '$0.0001'],
  [0.000_94, '$0.0009'],
  [0.0123, '$0.0123'],
  [0.099_94, '$0.0999'],
  [0.099_96, '$0.10'],
  [0.1, '$0.10'],
  [0.129, '$0.13'],
  [1.234, '$1.23'],
  [999.999, '$1,000.00'],
  [1234.5, '$1,234.50'],
])('%d is shown as %s', (usd, shown) => {
  expect(formatUsd(usd)).toBe(shown);
});

test('any amount is shown with cents, or finer, and never as nothing', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (usd) => {
      const shown = formatUsd(usd);
      expect(shown).toMatch(/^<?\$[\d,]+\.(\d\d|\d{4})$/);
      if (usd > 0) expect(shown).toMatch(/[1-9]/);
      const value = Number(shown.replaceAll(/[<$,]/g, ''));
      expect(Math.abs(value - usd)).toBeLessThanOrEqual(usd < 0.1 ? 0.0001 : 0.005 + usd * 1e-9);
    }),
  );
});
