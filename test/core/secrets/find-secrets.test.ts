import { expect, test } from 'vitest';
import { findSecrets } from '../../../src/core/secrets/find-secrets.ts';

const NEEDLE = 'TOKSECRET-98765';

/** What is found, in order. */
const found = (text: string, anywhere: readonly string[] = [NEEDLE], alone: readonly string[] = []) => [
  ...new Set(findSecrets(text, { anywhere, alone }).map(({ from, to }) => text.slice(from, to))),
];

test('without secrets nothing is found', () => {
  expect(findSecrets(NEEDLE, { anywhere: [], alone: [] })).toEqual([]);
  expect(found('')).toEqual([]);
});

test('a secret is found everywhere', () => {
  expect(findSecrets(`a${NEEDLE}${NEEDLE}`, { anywhere: [NEEDLE], alone: [] }).slice(0, 2)).toEqual([
    { from: 1, to: 16 },
    { from: 16, to: 31 },
  ]);
  expect(found('aaaaaaaaaa', ['aaaaaaaa']).join(' ')).toContain('aaaaaaaa');
  expect(findSecrets('abcabcabcabc', { anywhere: ['abcabcabc'], alone: [] })).toEqual(
    expect.arrayContaining([
      { from: 0, to: 9 },
      { from: 3, to: 12 },
    ]),
  );
});

test.each([
  ['pin-4', ['pin-4']],
  ['a pin-4.', ['pin-4']],
  ['xpin-4', []],
  ['1pin-4', []],
  ['pin-4x', []],
  ['pin-45', []],
  ['Zpin-4', []],
  ['"pin-4"', ['pin-4']],
  ['pin-4 pin-4x xpin-4', ['pin-4']],
  ['pin%2D4', ['pin%2D4']],
])('a short secret is found in %j only where it stands alone', (text, expected) => {
  expect(found(text, [], ['pin-4'])).toEqual(expected);
});

test('a short secret that begins or ends with a sign may touch a word', () => {
  expect(found('http://u:p@host', [], [':p@'])).toEqual([':p@']);
});

test.each([
  ['cut: TOKSECRE', ['TOKSECRE']],
  ['cut: TOKSECRET-9…', ['TOKSECRET-9']],
  ['cut: TOKSECRET-9...', ['TOKSECRET-9']],
  ['cut: TOKSECRET-9876\nmore', ['TOKSECRET-9876']],
  ['a TOKSECRET-9 | b', ['TOKSECRET-9']],
  ['a TOKSECRET-9: b', ['TOKSECRET-9']],
  ['cut: TOKSECR', []],
  ['cut: TOKSECRET and more', []],
  ['…OKSECRET-98765 is wrong', ['OKSECRET-98765']],
  ['x\nET-98765 is wrong', ['ET-98765']],
  ['T-98765 is wrong', []],
  ['…SECRET-98…', ['SECRET-98']],
  ['…SECRET-…', []],
  ['a\nKSECRET-9\nb', ['KSECRET-9']],
  ['a TOKSECRE, TOKSECRE', ['TOKSECRE']],
])('what is left in %j of a secret that was cut off is found', (text, expected) => {
  expect(found(text)).toEqual(expected);
});

test('a start and an end in one line are both found', () => {
  expect(found('ET-98765 and TOKSECRE')).toEqual(['TOKSECRE', 'ET-98765']);
});

test('the place of what was cut off is the place in the whole text', () => {
  expect(findSecrets('first line\nx T O K S E C R E', { anywhere: [NEEDLE], alone: [] })).toEqual([
    { from: 13, to: 28 },
  ]);
});
