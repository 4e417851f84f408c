import { describe, expect, it } from 'vitest';
import { plainRows } from '../helpers/rows.ts';
import { createCleaner } from '../../src/markdown/clean.ts';

const clean = (...pieces: readonly string[]) => {
  const cleaner = createCleaner();
  return [...pieces.map((piece) => cleaner.push(piece)), cleaner.end()];
};

describe('text becomes clean', () => {
  it.each([
    ['a\r\nb\rc\nd', 'a\nb\nc\nd'],
    ['a\u2028b\u2029c', 'a\nb\nc'],
    ['\u001b[31ma\u009b\0\u202e', '[31ma'],
    ['a\tb', 'a\tb'],
    ['\ud83d a \ude42', '\ufffd a \ufffd'],
    ['🙂', '🙂'],
  ])('%j', (text, expected) => {
    expect(clean(text).join('')).toBe(expected);
    expect(clean(...text.split('')).join('')).toBe(expected);
  });

  it('without a byte order mark at its start, which the engine would take for text', () => {
    expect(clean('\ufeff# T').join('')).toBe('# T');
    expect(clean('', '\ufeff', '# T').join('')).toBe('# T');
    expect(plainRows('\ufeff- a')).toEqual(['• a']);
  });

  it('with a last carriage return and half of a pair held until more comes', () => {
    expect(clean('a\r', '\nb')).toEqual(['a', '\nb', '']);
    expect(clean('a\r', 'b')).toEqual(['a', '\nb', '']);
    expect(clean('\ud83d', '\ude42')).toEqual(['', '🙂', '']);
    expect(clean('a\r')).toEqual(['a', '\n']);
    expect(clean('a\ud83d')).toEqual(['a', '\ufffd']);
  });

  it('and gives what was held once', () => {
    const cleaner = createCleaner();
    cleaner.push('\r');
    expect([cleaner.end(), cleaner.end()]).toEqual(['\n', '']);
  });
});
