import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { imageSize } from '../../../src/core/conversation/image-size.ts';
import { GIF, JPEG, PNG, WEBP } from '../../helpers/attachments.ts';

const bytes = (...parts: (string | readonly number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));
const png = (...size: number[]) => bytes('\x89PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR', size);
const webp = (...parts: (string | readonly number[])[]) => bytes('RIFF', [0, 0, 0, 0], 'WEBP', ...parts);
/** The start of a frame: its length, its precision, height and width. */
const frame = (marker: number) => [0xff, marker, 0, 17, 8, 0x01, 0xe0, 0x02, 0x80];
const start = [0xff, 0xd8];
const table = [0xff, 0xc4, 0, 4, 1, 2];

describe('the size of an image', () => {
  test.each([
    ['PNG', PNG],
    ['JPEG', JPEG],
    ['GIF', GIF],
    ['WebP', WEBP],
  ])('is read from a %s file', (_, file) => {
    expect(imageSize(file)).toEqual({ width: 1, height: 1 });
  });

  test.each<[string, Buffer]>([
    ['a PNG', png(0, 0, 2, 0x80, 0, 0, 1, 0xe0)],
    ['a GIF', bytes('GIF89a', [0x80, 2, 0xe0, 1])],
    ['a baseline JPEG', bytes(start, [0xff, 0xe0, 0, 4, 0, 0], frame(0xc0))],
    ['a progressive JPEG behind tables and fill bytes', bytes(start, table, [0xff, 0xff], frame(0xc2))],
    ['a lossy WebP', webp('VP8 ', '\x00'.repeat(10), [0x80, 2, 0xe0, 1])],
    ['a WebP that is scaled up', webp('VP8 ', '\x00'.repeat(10), [0x80, 0x42, 0xe0, 0x81])],
    ['a lossless WebP', webp('VP8L', [0, 0, 0, 0, 0x2f, 0x7f, 0xc2, 0x77, 0])],
    ['an extended WebP', webp('VP8X', '\x00'.repeat(8), [0x7f, 2, 0, 0xdf, 1, 0])],
  ])('is 640 × 480 for %s', (_, file) => {
    expect(imageSize(file)).toEqual({ width: 640, height: 480 });
  });

  test('is read from where a file is in memory', () => {
    const file = png(0, 0, 2, 0x80, 0, 0, 1, 0xe0);
    const within = Buffer.concat([Buffer.from('before'), file, Buffer.from('after')]);
    expect(imageSize(within.subarray(6, 6 + file.length))).toEqual({ width: 640, height: 480 });
  });

  test('is not the limit of what 32 bits hold', () => {
    expect(imageSize(png(0xff, 0xff, 0xff, 0xff, 0, 0, 0, 1))).toEqual({ width: 0xffffffff, height: 1 });
  });

  test.each<[string, Buffer]>([
    ['nothing', bytes('')],
    ['a text', bytes('hello, world, how are you?')],
    ['a PNG that is cut off', png(0, 0, 2)],
    ['a PNG whose first part is another', bytes('\x89PNG\r\n\x1a\n', [0, 0, 0, 13], 'IDAT', [0, 0, 0, 1, 0, 0, 0, 1])],
    ['a PNG without width', png(0, 0, 0, 0, 0, 0, 0, 1)],
    ['a GIF without height', bytes('GIF89a', [1, 0, 0, 0])],
    ['a JPEG without a frame', bytes(start, table)],
    ['a JPEG with other bytes between its parts', bytes(start, table, [0], frame(0xc0))],
    ['a JPEG whose part has no length', bytes(start, [0xff, 0xe0, 0, 0])],
    ['a WebP of an unknown kind', webp('VP9 ', '\x01'.repeat(20))],
  ])('is unknown for %s', (_, file) => {
    expect(imageSize(file)).toBeUndefined();
  });

  test('is a size or unknown, whatever follows the first bytes', () => {
    const starts = [
      png(),
      bytes(start, [0xff]),
      bytes('GIF89a'),
      ...['VP8 ', 'VP8L', 'VP8X'].map((kind) => webp(kind)),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 100 }), (first, rest) => {
        const size = imageSize(Buffer.concat([first, rest]));
        expect(size === undefined || (size.width > 0 && size.height > 0)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
