import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inParts } from '../../../src/markdown/inline/parts.ts';
import { plainRows } from '../../helpers/rows.ts';

it('no part of a text has so many markers that parsing it takes long, and nothing is lost between the parts', () => {
  const units = fc.constantFrom('*__a ', '**', '!', '_x', 'word ', '日本 ', '* ', '***a** ');
  fc.assert(
    fc.property(units, fc.integer({ min: 1, max: 3000 }), (unit, count) => {
      const text = unit.repeat(count);
      const parts = inParts(text);
      expect(parts.join('')).toBe(text);
      for (const part of parts) expect(part.match(/\*+|_+|!/g)?.length ?? 0).toBeLessThanOrEqual(257);
    }),
    { numRuns: 200 },
  );
});

it('a paragraph of a hundred bold words is as bold at its end as at its start', () => {
  const words = Array.from({ length: 100 }, (_, index) => `w${index}`);
  const text = words.map((word) => `**${word}**`).join(' ');
  expect(plainRows(text, { wrap: 'none' })).toEqual([words.join(' ')]);
});

it.each([
  ['a text of few markers', ['*a* b '.repeat(128)]],
  ['before the word with the marker that is one too many', ['*a '.repeat(256), '*a *a']],
  ['at the marker, where there is no blank', ['*a'.repeat(256), '*a*a']],
  ['again and again', ['! '.repeat(256), '! '.repeat(256), '! ']],
])('cuts %s', (_, parts) => {
  expect(inParts(parts.join(''))).toEqual(parts);
});
