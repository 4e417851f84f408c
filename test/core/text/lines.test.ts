import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLineCutter } from '../../../src/core/text/lines.ts';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

describe('a line cutter', () => {
  test('cuts the same lines however the bytes arrive', () => {
    const chunks = fc.array(fc.string({ unit: fc.constantFrom('a', '\r', '\n') }).map((chunk) => Buffer.from(chunk)));
    fc.assert(
      fc.property(chunks, (all) => {
        const cutter = createLineCutter();
        const lines = all.flatMap((chunk) => cutter.push(chunk).map(text));
        const rest = text(cutter.rest());
        expect(lines.join('') + rest).toBe(Buffer.concat(all).toString());
        expect(rest).not.toContain('\n');
        for (const line of lines) expect(line.indexOf('\n')).toBe(line.length - 1);
      }),
    );
  });

  test('returns the rest once', () => {
    const cutter = createLineCutter();
    cutter.push(Buffer.from('a\nb'));
    cutter.push(Buffer.from('c'));
    expect(text(cutter.rest())).toBe('bc');
    expect(text(cutter.rest())).toBe('');
  });

  test('gives out a line that is too long in pieces', () => {
    const cutter = createLineCutter(4);
    const push = (chunk: string) => cutter.push(Buffer.from(chunk)).map(text);
    expect(push('aaaa')).toEqual([]);
    expect(push('a')).toEqual(['aaaaa']);
    expect(push('a\nbbbbbb\ncccc')).toEqual(['a\n', 'bbbbbb\n']);
    expect(push('\ndd')).toEqual(['cccc\n']);
    expect(push('ddd')).toEqual(['ddddd']);
    expect(push('\n')).toEqual(['\n']);
  });
});
