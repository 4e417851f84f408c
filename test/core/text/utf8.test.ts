import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ProblemError } from '../../../src/core/problem/problem.ts';
import { decodeUtf8 } from '../../../src/core/text/utf8.ts';

/** The offset in the message; `undefined` if there is none. */
function namedOffset(bytes: Uint8Array): number | undefined {
  try {
    decodeUtf8(bytes, 'input');
  } catch (error) {
    expect((error as ProblemError).problem.exit).toBe('usage');
    return Number(/^input .* byte (\d+)/.exec((error as Error).message)?.[1]);
  }
  return undefined;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The length of the longest beginning that is UTF-8. */
function longestValid(bytes: Uint8Array): number {
  let length = bytes.length;
  while (!isUtf8(bytes.subarray(0, length))) length--;
  return length;
}

/** The first and the last byte of each range in the table of well-formed sequences, and their neighbours. */
const EDGES = [
  ...[0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf],
  ...[0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff],
];

describe('the first byte that is not UTF-8 is named', () => {
  test.each([
    ['a byte that starts nothing', [0x41, 0x80], 1],
    ['an overlong form', [0xc3, 0xa9, 0xc0, 0x80], 2],
    ['half a surrogate pair', [0xe2, 0x82, 0xac, 0xed, 0xa0, 0x80], 3],
    ['a code point over U+10FFFF', [0xf0, 0x9f, 0x99, 0x82, 0xf4, 0x90, 0x80, 0x80], 4],
    ['a character cut off at the end', [0x41, 0xf0, 0x9f, 0x99], 1],
    ['a character cut off by another', [0x41, 0xe2, 0x82, 0x41], 1],
  ])('in %s', (_what, bytes, offset) => {
    expect(namedOffset(Uint8Array.from(bytes))).toBe(offset);
  });

  test('after the longest beginning that a decoder accepts, for every pair of edges', () => {
    for (const first of EDGES) {
      for (const second of EDGES) {
        const bytes = Uint8Array.of(0xc3, 0xa9, first, second, 0x80, 0xbf);
        expect(namedOffset(bytes)).toBe(isUtf8(bytes) ? undefined : longestValid(bytes));
      }
    }
  });

  test('in any bytes', () => {
    const edges = fc.array(fc.constantFrom(...EDGES), { maxLength: 8 });
    const texts = fc.string({ unit: 'binary', maxLength: 3 }).map((text) => Array.from(Buffer.from(text)));
    fc.assert(
      fc.property(fc.array(fc.oneof(edges, texts), { maxLength: 4 }), (parts) => {
        const bytes = Uint8Array.from(parts.flat());
        expect(namedOffset(bytes)).toBe(isUtf8(bytes) ? undefined : longestValid(bytes));
      }),
      { numRuns: 1000 },
    );
  });
});

test('a byte order mark is dropped, line ends stay', () => {
  expect(decodeUtf8(Buffer.from('\ufeffa\r\nb'), 'input')).toBe('a\r\nb');
});
