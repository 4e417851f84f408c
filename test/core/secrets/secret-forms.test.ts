import { expect, test } from 'vitest';
import { formsOf } from '../../../src/core/secrets/secret-forms.ts';

test.each(['', 'abc', 'a-1', 'true', 'debug', ' x-1 ', 'abcdefg'])('%j is no secret at all', (value) => {
  expect(formsOf(value)).toEqual({ anywhere: [], alone: [] });
});

test.each(['8080', '1234567', '12:30'])('%j is a number', (value) => {
  expect(formsOf(value)).toEqual({ anywhere: [], alone: [] });
});

test.each(['pin4', 'hunter2', 'u:PW', ' a b-1 '])('%j is hidden where it stands alone', (value) => {
  expect(formsOf(value)).toEqual({ anywhere: [], alone: [value.replaceAll(' ', '')] });
});

test('eight characters are hidden everywhere, without their blanks', () => {
  expect(formsOf('a bcd efgh').anywhere[0]).toBe('abcdefgh');
  expect(formsOf('12345678').anywhere[0]).toBe('12345678');
  expect(formsOf('a bcd efgh').alone).toEqual([]);
});

test('of several lines each is hidden too, if it is long enough', () => {
  expect(formsOf('-----BEGIN-----\nMIIabcde\nxy').anywhere.slice(0, 3)).toEqual([
    '-----BEGIN-----MIIabcdexy',
    '-----BEGIN-----',
    'MIIabcde',
  ]);
});

test.each(['', 'u', 'us', 'user'])('the base64 of %j and the secret has one of its forms', (before) => {
  const secret = '??>>~~secret/+ÿÿ';
  for (const after of ['', '!', '!!']) {
    for (const encoding of ['base64', 'base64url'] as const) {
      const encoded = Buffer.from(before + secret + after).toString(encoding);
      const hidden = formsOf(` ${secret} `).anywhere.filter((form) => encoded.includes(form));
      // All but the characters that are shared with what is around it.
      expect(Math.max(0, ...hidden.map(({ length }) => length))).toBeGreaterThanOrEqual(
        Math.floor((Buffer.byteLength(secret) * 8 - 4) / 6),
      );
    }
  }
});

test('base64 that says too little is no form', () => {
  expect(formsOf('a\u0001\u0002\u0003\u0004bcdefg')).toEqual({ anywhere: [], alone: [] });
  expect(formsOf('abcdefgh').anywhere).toEqual(['abcdefgh', 'YWJjZGVmZ2', 'FiY2RlZmdo', 'hYmNkZWZna']);
});
