import { expect, test } from 'vitest';
import { roughWidth } from '../../../src/core/text/rough-width.ts';

test.each([
  ['', 0],
  ['abc é', 5],
  ['日本', 4],
  ['한글', 4],
  ['ｆｕ', 4],
  ['🙂', 2],
])('%j takes about %i columns', (text, columns) => {
  expect(roughWidth(text)).toBe(columns);
});
