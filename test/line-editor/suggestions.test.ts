import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clipSuggestions } from '../../src/line-editor/suggestions.ts';
import { widthOf } from '../../src/markdown/layout/width.ts';

const COMMANDS = [
  { label: '/model', help: 'show or change the model' },
  { label: '/continue', help: 'continue the last reply where it was cut off' },
  { label: '/raw', help: 'show replies as raw Markdown, or rendered' },
];

describe('suggestions', () => {
  const rows = (max: number, width: number) =>
    clipSuggestions(COMMANDS, max, width, widthOf).map(({ label, help }) => label + help);

  test('stand in two columns', () => {
    expect(rows(3, 79)).toEqual([
      '  /model      show or change the model',
      '  /continue   continue the last reply where it was cut off',
      '  /raw        show replies as raw Markdown, or rendered',
    ]);
  });

  test('are clipped at 40 columns', () => {
    expect(rows(3, 39)).toEqual([
      '  /model      show or change the model',
      '  /continue   continue the last reply…',
      '  /raw        show replies as raw Mark…',
    ]);
  });

  test('lose their help where there is no room for it', () => {
    expect(rows(3, 11)).toEqual(['  /model', '  /continue', '  /raw']);
    expect(rows(3, 6)).toEqual(['  /mo…', '  /co…', '  /raw']);
  });

  test('are counted where there are no more rows', () => {
    expect(rows(2, 40)).toEqual(['  /model      show or change the model', '  … 2 more']);
    expect(rows(1, 40)).toEqual(['  … 3 more']);
    expect(rows(0, 40)).toEqual([]);
    expect(clipSuggestions([], 3, 40, widthOf)).toEqual([]);
  });

  test('always fit', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 30 });
    const suggestions = fc.array(fc.record({ label: text, help: text }), { maxLength: 8 });
    fc.assert(
      fc.property(suggestions, fc.integer({ min: 0, max: 6 }), fc.integer({ min: 4, max: 40 }), (all, max, width) => {
        const clipped = clipSuggestions(all, max, width, widthOf);
        expect(clipped.length).toBe(Math.min(max, all.length));
        for (const { label, help } of clipped) expect(widthOf(label) + widthOf(help)).toBeLessThanOrEqual(width);
      }),
    );
  });
});
