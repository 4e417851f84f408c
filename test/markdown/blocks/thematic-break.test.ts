import { expect, it } from 'vitest';
import { isThematicBreak, thematicBreak } from '../../../src/markdown/blocks/thematic-break.ts';
import { lineFrom } from '../../../src/markdown/source-line.ts';
import { layOut, inQuote } from './lay-out.ts';

it.each(['***', '---', '___', '* * *', '-\t-\t-  ', '_ _ ____', '  ---', '----------'])(
  '%j is a thematic break',
  (text) => {
    expect(isThematicBreak(text.trimStart())).toBe(true);
    expect(thematicBreak.starts(lineFrom(text))).toEqual({ blocks: [{ type: 'thematic-break' }] });
  },
);

it.each(['**', '--', '_ _', '*-*', '---a', 'a---', '+++', '===', '', '- -- a'])('%j is none', (text) => {
  expect(isThematicBreak(text)).toBe(false);
  expect(thematicBreak.starts(lineFrom(text))).toBeUndefined();
});

it('is a line as wide as prose, or as the window where prose is not wrapped', () => {
  const blocks = [{ type: 'thematic-break' }] as const;
  expect(layOut(blocks, { width: 12, proseWidth: 5 })).toEqual(['─────']);
  expect(layOut(blocks, { width: 7, proseWidth: undefined })).toEqual(['───────']);
  expect(layOut(blocks, { width: 7, containers: inQuote })).toEqual(['│ ─────']);
  expect(layOut(blocks, { width: 1, color: 1 })).toEqual(['\u001b[2m─\u001b[0m']);
});
