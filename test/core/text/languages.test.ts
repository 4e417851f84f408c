import { expect, test } from 'vitest';
import { languageNamed, LANGUAGES } from '../../../src/core/text/languages.ts';

test.each([
  ['python', 'python'],
  ['py', 'python'],
  ['HTML', 'xml'],
  ['c++', 'cpp'],
  ['nim', undefined],
  ['', undefined],
  ['constructor', undefined],
])('%j names the language %j', (word, language) => {
  expect(languageNamed(word)).toBe(language);
});

test('every language is called by its own name', () => {
  expect(LANGUAGES.map(languageNamed)).toEqual(LANGUAGES);
});
