import fc from 'fast-check';
import { expect, test } from 'vitest';
// Imported first: it counts only the code loaded after it.
import { stepsOf } from '../helpers/steps.ts';
import { allows } from '../../src/mcp/tool-pattern.ts';

test.each([
  ['echo', 'echo', true],
  ['echo', 'echo2', false],
  ['echo', 'Echo', false],
  ['*', 'anything', true],
  ['*', '', true],
  ['', 'echo', false],
  ['fs__*', 'fs__read_file', true],
  ['fs__*', 'xfs__read_file', false],
  ['*_file', 'read_file', true],
  ['*_file', 'read_files', false],
  ['read_*_file', 'read_text_file', true],
  ['read_*_file', 'read_file', false],
  ['read_*', 'read_', true],
  ['a*b*c', 'abc', true],
  ['a*b*c', 'a-b-b-c', true],
  ['a*b*c', 'acb', false],
  ['a*b*c', 'ac', false],
  ['a*b*c', 'a-c', false],
  ['a*b*c*d', 'a-b-d', false],
  ['a*b*b*c', 'a-b-c', false],
  ['a*b*b*c', 'a-b-b-c', true],
  ['*b*', 'a', false],
  ['*b*', 'abc', true],
  ['ab*ba', 'aba', false],
  ['ab*ba', 'abba', true],
  ['a**b', 'ab', true],
  ['fs__rea.', 'fs__read', false],
  ['[a-z]*', 'echo', false],
])('the pattern %j of %j: %s', (pattern, name, expected) => {
  expect(allows([pattern], name)).toBe(expected);
});

test('a pattern matches what the equivalent regular expression matches', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 });
  fc.assert(
    fc.property(pattern, text, (wanted, name) => {
      expect(allows([wanted], name)).toBe(new RegExp(`^${wanted.replaceAll('*', '.*')}$`).test(name));
    }),
    { numRuns: 1000 },
  );
});

test('one matching pattern is enough, and so is one name', () => {
  expect(allows(['nothing', 'echo'], 'echo')).toBe(true);
  expect(allows(['everything__*'], 'echo', 'everything__echo')).toBe(true);
  expect(allows(['everything__*'], 'echo')).toBe(false);
  expect(allows([], 'echo')).toBe(false);
});

test('a pattern made to be slow takes a few steps per part', async () => {
  const steps = (parts: number) =>
    stepsOf(() => expect(allows([`${'a*'.repeat(parts)}b`], 'a'.repeat(2 * parts))).toBe(false));
  await steps(500);
  const growth = (await steps(5000)) / (await steps(500));
  expect(growth).toBeGreaterThan(8);
  expect(growth).toBeLessThan(11);
});
