import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printedText } from '../../../src/terminal/programs/printed-text.ts';
import { sanitize } from '../../../src/core/text/sanitize.ts';

test.each([
  ['plain\ttext\n', 'plain\ttext\n'],
  ['\u001b[1;31mred\u001b[0m and \u001b]8;;https://a.b\u0007a link\u001b]8;;\u001b\\\n', 'red and a link\n'],
  ['10 %\r20 %\rdone\nnext', 'done\nnext'],
  ['one\r\ntwo\r\n', 'one\ntwo\n'],
  ['bell\u0007, \u001b alone', 'bell,  alone'],
])('what was printed as %j reads %j', (printed, text) => expect(printedText(printed)).toBe(text));

test('nothing in it can steer a terminal, and text without such things stays as it is', () => {
  const pieces = fc.array(
    fc.oneof(fc.constantFrom('\u001b[', '\u001b]', '\u009b', '\r', '\n', '\u0007', '3', ';', 'm', 'K'), fc.string()),
  );
  fc.assert(
    fc.property(pieces, (parts) => {
      const text = printedText(parts.join(''));
      expect(sanitize(text)).toBe(text);
      expect(stripVTControlCharacters(text)).toBe(text);
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(printedText(sanitize(text))).toBe(sanitize(text));
    }),
  );
});
