import { describe, expect, it } from 'vitest';
import { NO_TEXT, paragraph, type Paragraph } from '../../../src/markdown/blocks/paragraph.ts';
import { lineFrom } from '../../../src/markdown/source-line.ts';
import { inItem, inQuote, layOut } from './lay-out.ts';

const open = (text: string): Paragraph => ({ type: 'paragraph', text, isOpen: true });
const closed = (text: string): Paragraph => ({ type: 'paragraph', text, isOpen: false });

describe('a paragraph', () => {
  it('joins lines without their indentation', () => {
    expect(paragraph.continues(NO_TEXT, lineFrom('  one  '))).toEqual({ blocks: [], open: open('one  ') });
    expect(paragraph.continues(open('one'), lineFrom('\ttwo'))).toEqual({ blocks: [], open: open('one\ntwo') });
  });

  it('is given without blanks at its end, and not at all if it is empty', () => {
    expect(paragraph.closes(open('one\ntwo  '))).toEqual({ blocks: [closed('one\ntwo')] });
    expect(paragraph.closes(NO_TEXT)).toEqual({ blocks: [] });
  });

  it.each([
    ['at a blank', `${'a'.repeat(8000)} ${'b'.repeat(300)}`, 8000, 'b'.repeat(300)],
    ['between characters', 'a'.repeat(8193), 8192, 'a'],
    ['not at all', 'a'.repeat(8192), undefined, 'a'.repeat(8192)],
  ])('that is too long is given in parts: cut %s', (_, text, cut, rest) => {
    const blocks = cut === undefined ? [] : [open(text.slice(0, cut))];
    expect(paragraph.continues(NO_TEXT, lineFrom(text))).toEqual({ blocks, open: open(rest) });
  });

  it('is cut as often as needed, and at line ends too', () => {
    const { blocks, open: rest } = paragraph.continues(open('a'.repeat(8000)), lineFrom('b'.repeat(17_000)));
    expect(blocks.map(({ text }) => text.length)).toEqual([8000, 8192, 8192]);
    expect(rest.text).toBe('b'.repeat(616));
  });

  it('wraps, with its inline markup', () => {
    expect(layOut([closed('one **two**\nthree')], { width: 8 })).toEqual(['one two', 'three']);
    expect(layOut([closed('one two three')], { width: 8, proseWidth: undefined })).toEqual(['one two three']);
  });

  it('shows the definitions at its start', () => {
    expect(layOut([closed('[a]: /u "t"\n[b]: /v "x\ty"\nsee [a]')], { color: 1 })).toEqual([
      '\u001b[2m[a]: /u "t"\u001b[0m',
      '\u001b[2m[b]: /v "x y"\u001b[0m',
      'see a (\u001b[34m\u001b[4m/u\u001b[0m)',
    ]);
    expect(layOut([closed('[a]: /u')])).toEqual(['[a]: /u']);
  });

  it('has no rows if it is a part of nothing but blanks', () => {
    expect(layOut([open('   ')])).toEqual([]);
  });

  it('remembers them for the blocks that follow', () => {
    expect(layOut([closed('[a]: /u'), closed('[a]')])).toEqual(['[a]: /u', '', 'a (/u)']);
  });

  it.each([
    ['[ ] todo', ['☐ todo']],
    ['[x]  done', ['☑ done']],
    ['[X] done', ['☑ done']],
    ['[x]', ['• [x]']],
    ['[y] no', ['• [y] no']],
    ['a [x] b', ['• a [x] b']],
  ])('%j is a task only at the start of an item', (text, rows) => {
    expect(layOut([closed(text)], { containers: inItem })).toEqual(rows);
    expect(layOut([closed(text)], { containers: inQuote })).toEqual([`│ ${text}`]);
  });

  it('is followed without a blank row by more of itself, and by nothing else', () => {
    expect(paragraph.joins(open('a'))).toBe(true);
    expect(paragraph.joins(closed('a'))).toBe(false);
  });

  it('closes what it opened, and hides half a marker while it is typed', () => {
    expect(paragraph.repair(open('a `b'), false)).toEqual(open('a `b`'));
    expect(paragraph.repair(open('a **'), true)).toEqual(open('a'));
  });
});
