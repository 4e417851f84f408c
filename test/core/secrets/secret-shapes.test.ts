import { expect, test } from 'vitest';
import { maskShapes } from '../../../src/core/secrets/secret-shapes.ts';

const SIXTEEN = 'abcdefghijklmnop';

test.each([
  ['key sk-ant-api03-abc_DEF!', 'key ***!'],
  ['sk-ant-a,sk-ant-b', '***,***'],
  [`sk-${SIXTEEN}`, '***'],
  [`ghp_${SIXTEEN} gho_${SIXTEEN} ghr_${SIXTEEN} ghs_${SIXTEEN} ghu_${SIXTEEN}`, '*** *** *** *** ***'],
  [`github_pat_${SIXTEEN} glpat-${SIXTEEN} xoxb-${SIXTEEN} hf_${SIXTEEN}`, '*** *** *** ***'],
  ['AKIAABCDEFGHIJKLMNOP ASIAABCDEFGHIJKLMNOP', '*** ***'],
  [`AIza${SIXTEEN}${SIXTEEN}`, '***'],
  ['eyJhbGciOiJ.eyJzdWIiOiJ.c2ln-_ and eyJhbGciOiJ.eyJzdWIiOiJ', '*** and ***'],
  ['authorization: Bearer tok-en, x', 'authorization: Bearer ***, x'],
  ['"bearer  abc-def"', '"bearer  ***"'],
  ['Bearer%20abc-def', 'Bearer%20***'],
  ['Basic dXNlcjpwdw==', 'Basic ***'],
  [`Bearer ${SIXTEEN}`, 'Bearer ***'],
  ['x-api-key: upstream-1', 'x-api-key: ***'],
  ['"X-Api-Key":"abc123"', '"X-Api-Key":"***"'],
  [String.raw`{\"apiKey\" : \"abc123\"}`, String.raw`{\"apiKey\" : \"***\"}`],
  ['?api_key=abc123&x=1', '?api_key=***&x=1'],
  ['token=abc123;x', 'token=***;x'],
  ['secret = abc123, x', 'secret = ***, x'],
  ["password: 'abc123'", "password: '***'"],
  ['passwd=abc123<br>', 'passwd=***<br>'],
  [`authorization: ${SIXTEEN}`, 'authorization: ***'],
  ['Set-Cookie: SID=abc; Path=/\nnext', 'Set-Cookie: ***\nnext'],
  ["cookie: 'a=bcdef' x", "cookie: '***' x"],
  ['at http://u:PW@host', 'at http://host'],
])('in %j is masked what looks like a secret: %j', (text, masked) => {
  expect(maskShapes(text)).toBe(masked);
});

test.each([
  'a standardbearer of-1 x',
  'the bearer of this',
  'invalid Bearer token. Try again',
  'Bearer a-1',
  'Basic authentication',
  'invalid x-api-key',
  'x-api-key: missing',
  'x-api-key:           abc123',
  'api key is wrong',
  'max_tokens: 64000',
  'tokens=abc123',
  'password: a1',
  'unexpected token: expected',
  'cookie: accepted by default',
  'macookie: a=bcdef',
  'task-a sk-short-1 sk-ant- risk-abcdefghijklmnop',
  'ghp_short eyJ.eyJ AKIA123 AIza123',
  'xAKIAABCDEFGHIJKLMNOP xeyJhbGciOiJ.eyJzdWIiOiJ AKIAabcdefghijklmnop',
])('%j is no secret', (text) => {
  expect(maskShapes(text)).toBe(text);
});
