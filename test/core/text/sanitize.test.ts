import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFlusher, type FlushUnit } from '../../../src/core/text/flush.ts';
import { maskSecrets } from '../../../src/core/text/mask.ts';
import { sanitize, sanitizeJson, sanitizeLine } from '../../../src/core/text/sanitize.ts';
import { decodeUtf8 } from '../../../src/core/text/utf8.ts';

const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...Array.from('\u001b\u009b\u0007\u0000\u007f\u0090\r\n\t[]0;m\u202e\u2066é日🙂')),
    fc.string({ minLength: 1, maxLength: 1 }),
  ),
});
const pieces = fc.array(fc.oneof(hostile, fc.string({ unit: 'binary' })), { maxLength: 30 });
const STEERS = /[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/;

describe('sanitize', () => {
  test('leaves no control character in any text, and takes nothing else away', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const clean = sanitize(text);
        expect(clean).not.toMatch(STEERS);
        expect(clean).toBe(
          Array.from(text)
            .filter((char) => !STEERS.test(char))
            .join(''),
        );
      }),
    );
  });

  test('gives the same however the text is split', () => {
    fc.assert(
      fc.property(pieces, (parts) => {
        expect(parts.map((part) => sanitize(part)).join('')).toBe(sanitize(parts.join('')));
      }),
    );
  });

  test('makes any text one line, no longer than asked for', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 40 }), (text, most) => {
        const line = sanitizeLine(text, most);
        expect(line).not.toMatch(/[\n\r\t]/);
        expect(line).not.toMatch(STEERS);
        expect(line.length).toBeLessThanOrEqual(most);
      }),
    );
  });

  test('keeps the value of JSON', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const json = sanitizeJson(JSON.stringify({ text }));
        expect(json).not.toMatch(STEERS);
        expect(JSON.parse(json)).toEqual({ text });
      }),
    );
  });
});

describe('a flusher', () => {
  const units: FlushUnit[] = ['delta', 'word', 'line'];

  test.each(units)('loses and changes nothing, whatever comes (%s)', (unit) => {
    fc.assert(
      fc.property(pieces, (parts) => {
        const flusher = createFlusher(unit);
        expect(parts.map((part) => flusher.push(part)).join('') + flusher.end()).toBe(parts.join(''));
      }),
    );
  });

  test('gives whole words, or whole lines, only', () => {
    const shown = (unit: FlushUnit, parts: string[]) => {
      const flusher = createFlusher(unit);
      return [...parts.map((part) => flusher.push(part)), flusher.end()];
    };
    expect(shown('word', ['Hel', 'lo wo', 'rld', '!\nBy', 'e'])).toEqual(['', 'Hello ', '', 'world!\n', '', 'Bye']);
    expect(shown('line', ['Hel', 'lo wo', 'rld', '!\nBy', 'e'])).toEqual(['', '', '', 'Hello world!\n', '', 'Bye']);
    expect(shown('delta', ['a\ud83d', '\ude42b'])).toEqual(['a', '\ud83d\ude42b', '']);
  });
});

describe('decodeUtf8', () => {
  test('accepts and refuses the bytes that Node does, and names the first bad one', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 12 }),
      fc.string({ unit: 'grapheme' }).map((text) => new TextEncoder().encode(text)),
    );
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 4 }), (parts) => {
        const all = Buffer.concat(parts);
        let offset = -1;
        try {
          decodeUtf8(all, 'input');
        } catch (error) {
          offset = Number(/byte (\d+)/.exec((error as Error).message)?.[1]);
        }
        const whole = Buffer.from(all.toString('utf8')).equals(all);
        expect(offset === -1).toBe(whole);
        if (offset === -1) return;
        const before = all.subarray(0, offset);
        expect(Buffer.from(before.toString('utf8')).equals(before)).toBe(true);
        expect(() => new TextDecoder('utf-8', { fatal: true }).decode(all.subarray(0, offset + 1))).toThrow(
          /not valid/,
        );
      }),
      { numRuns: 2000 },
    );
  });

  test('drops a byte order mark and keeps CRLF', () => {
    expect(decodeUtf8(Buffer.from('\ufeffa\r\nb'), 'input')).toBe('a\r\nb');
  });
});

test('secrets are masked in a log wherever they stand', () => {
  const line = 'authorization: Bearer tok-en, key sk-ant-api03-abc_DEF, given my-secret twice my-secret';
  expect(maskSecrets(line, ['my-secret', undefined, ''])).toBe(
    'authorization: Bearer ***, key ***, given *** twice ***',
  );
});
