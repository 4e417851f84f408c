import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskJson } from '../../../src/core/secrets/mask-json.ts';
import { isSecretName } from '../../../src/core/secrets/secret-names.ts';

const mask = (text: string) => text.replaceAll('a"b\\', '***');

test.each([
  ['{"x": "a\\"b\\\\", "y" : 1.0, "y":[ true,null ]}', '{"x": "***", "y" : 1.0, "y":[ true,null ]}'],
  ['"\\u0061\\"b\\\\"', '"***"'],
  ['["a", "\\\\", "", "\\"", "a\\"b\\\\"]', '["a", "\\\\", "", "\\"", "***"]'],
  ['{"a\\"b\\\\": 1}', '{"***": 1}'],
  ['{"x-api-key": "any", "token":"", "n" : "any"}', '{"x-api-key": "***", "token":"***", "n" : "any"}'],
  ['{"token"\n : "any", "key": 5, "more": ["any"]}', '{"token"\n : "***", "key": 5, "more": ["any"]}'],
  ['{"token": ["one", "two"]}', '{"token": ["***", "two"]}'],
  ['12', '12'],
  ['', ''],
])('%s becomes %s', (json, masked) => {
  expect(maskJson(json, mask)).toBe(masked);
});

test('any JSON stays as it is without secrets, and JSON with them', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), (json) => {
      fc.pre(!isSecretName(json));
      expect(maskJson(json, String)).toBe(json);
      expect(() => JSON.parse(maskJson(json, (text) => `"\\${text}\n`)) as unknown).not.toThrow();
    }),
  );
});

test('JSON of any depth and size is masked', () => {
  const deep = `${'['.repeat(100_000)}"a\\"b\\\\"${']'.repeat(100_000)}`;
  expect(maskJson(deep, mask)).toBe(deep.replace('a\\"b\\\\', '***'));
  const long = JSON.stringify('\\"'.repeat(1_000_000));
  expect(maskJson(long, mask)).toBe(long);
});
