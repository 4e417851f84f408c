import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sanitize, sanitizeJson, sanitizeLine } from '../../../src/core/text/sanitize.ts';

const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...Array.from('\u001b\u009b\u0007\u0000\u007f\u0090\r\n\t[]0;m\u202e\u2066é日🙂')),
    fc.string({ minLength: 1, maxLength: 1 }),
  ),
});
const CONTROLS = /[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/;

describe('a sanitized text', () => {
  test('has no control characters, and everything else', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const clean = sanitize(text);
        expect(clean).not.toMatch(CONTROLS);
        expect(clean).toBe(
          Array.from(text)
            .filter((char) => !CONTROLS.test(char))
            .join(''),
        );
      }),
    );
  });

  test('is the same however the text is split', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(hostile, fc.string({ unit: 'binary' })), { maxLength: 30 }), (parts) => {
        expect(parts.map((part) => sanitize(part)).join('')).toBe(sanitize(parts.join('')));
      }),
    );
  });
});

describe('a sanitized line', () => {
  test('is one line, at most as long as it may be', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 40 }), (text, max) => {
        const line = sanitizeLine(text, max);
        expect(line).not.toMatch(/[\n\r\t]/);
        expect(line).not.toMatch(CONTROLS);
        expect(line.length).toBeLessThanOrEqual(max);
      }),
    );
  });

  test.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    [' a \r\n\t b ', 3, 'a b'],
    ['', 1, ''],
    ['🙂🙂🙂', 5, '🙂🙂…'],
    ['🙂🙂🙂', 4, '🙂…'],
    ['👩‍👩‍👧👩‍👩‍👧', 15, '👩‍👩‍👧…'],
    ['a\ud83d', 9, 'a\ufffd'],
  ])('of %j in %i code units is %j', (text, max, line) => {
    expect(sanitizeLine(text, max)).toBe(line);
  });

  test('has at most 500 code units by default', () => {
    expect(sanitizeLine('x'.repeat(500))).toBe('x'.repeat(500));
    expect(sanitizeLine('x'.repeat(501))).toBe(`${'x'.repeat(499)}…`);
  });
});

test('sanitized JSON has the same value', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const json = sanitizeJson(JSON.stringify({ text }));
      expect(json).not.toMatch(CONTROLS);
      expect(JSON.parse(json)).toEqual({ text });
    }),
  );
});

test('sanitized JSON has no bar of the approval prompt, which a terminal would show as another', () => {
  expect(sanitizeJson('"a┃b"')).toBe(String.raw`"a\u2503b"`);
});
