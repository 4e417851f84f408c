import { expect, test } from 'vitest';
import { maskSecrets } from '../../../src/core/text/mask.ts';

test.each<[string, string, (string | undefined)[]]>([
  ['given my-secret twice my-secret', 'given *** twice ***', ['my-secret']],
  ['one four', 'one ***', ['one', 'four']],
  ['nothing', 'nothing', [undefined, '', 'x']],
  ['key sk-ant-api03-abc_DEF!', 'key ***!', []],
  ['sk-ant-a,sk-ant-b', '***,***', []],
  ['authorization: Bearer tok-en, x', 'authorization: Bearer ***, x', []],
  ['"bearer  abc.def"', '"Bearer ***"', []],
  ['a standardbearer of x', 'a standardbearer of x', []],
])('in %j secrets are masked: %j', (line, masked, secrets) => {
  expect(maskSecrets(line, secrets)).toBe(masked);
});
