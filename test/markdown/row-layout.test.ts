import { describe, expect, it } from 'vitest';
import type { Block, Container } from '../../src/markdown/blocks/block-registry.ts';
import { inItem, inQuote, item, layOut, rowLayout } from './blocks/lay-out.ts';

const text = (shown: string, isOpen = false): Block => ({ type: 'paragraph', text: shown, isOpen });
const bullets = inItem[0]!;
const another: Container = { ...item };
const numbers = { type: 'list', ordered: true, delimiter: '.', start: 1 } as const;
const tenth: readonly Container[] = [numbers, { type: 'item', list: numbers, number: 10, indent: 4 }];

/** Rows of blocks that each stand in containers of their own. */
const rows = (...blocks: readonly (readonly [Block, readonly Container[], isSpaced?: boolean])[]) => {
  const layout = rowLayout();
  return blocks.flatMap(([block, containers, isSpaced = false]) => layout.rows(block, containers, isSpaced));
};

describe('blank rows', () => {
  it('stand between blocks of a document, and of a quote', () => {
    expect(rows([text('a'), []], [text('b'), []])).toEqual(['a', '', 'b']);
    expect(rows([text('a'), inQuote], [text('b'), inQuote])).toEqual(['│ a', '│', '│ b']);
  });

  it('are not before the first block, though the source has a blank line there', () => {
    expect(rows([text('a'), [], true])).toEqual(['a']);
  });

  it('stand in lists only where the source has them', () => {
    expect(rows([text('a'), inItem], [text('b'), inItem])).toEqual(['• a', '  b']);
    expect(rows([text('a'), inItem], [text('b'), inItem, true])).toEqual(['• a', '', '  b']);
    expect(rows([text('a'), inItem], [text('b'), [bullets, another]])).toEqual(['• a', '• b']);
    expect(rows([text('a'), inItem], [text('b'), [bullets, another], true])).toEqual(['• a', '', '• b']);
  });

  it('stand between two lists, and between two quotes, without a bar', () => {
    expect(rows([text('a'), inItem], [text('b'), tenth])).toEqual(['• a', '', '10. b']);
    expect(rows([text('a'), inQuote], [text('b'), [{ type: 'quote' }]])).toEqual(['│ a', '', '│ b']);
  });

  it('have the bars of the containers that both blocks stand in', () => {
    const deeper = [...inQuote, ...tenth];
    expect(rows([text('a'), inQuote], [text('b'), deeper])).toEqual(['│ a', '│', '│ 10. b']);
    expect(rows([text('a'), deeper], [text('b'), inQuote])).toEqual(['│ 10. a', '│', '│ b']);
  });

  it('are not between the parts of one block', () => {
    expect(rows([text('a', true), []], [text('b'), []])).toEqual(['a', 'b']);
  });
});

describe('what stands before rows', () => {
  it('is the marker before the first, and as many blanks before the rest', () => {
    expect(layOut([text('one two'), text('three')], { width: 8, containers: tenth })).toEqual([
      '10. one',
      '    two',
      '    thre',
      '    e',
    ]);
  });

  it('has a bar in each row', () => {
    expect(layOut([text('one two')], { width: 6, containers: [...inQuote, ...inQuote] })).toEqual([
      '│ │ on',
      '│ │ e',
      '│ │ tw',
      '│ │ o',
    ]);
  });

  it('has the markers of all items that begin with the block', () => {
    expect(layOut([text('a b')], { width: 5, containers: [...inItem, ...inQuote, bullets, another] })).toEqual(['a b']);
    expect(layOut([text('a b')], { width: 7, containers: [...inItem, ...inQuote, bullets, another] })).toEqual([
      '• │ • a',
      '  │   b',
    ]);
  });

  it('puts the box of a task into the innermost marker', () => {
    expect(layOut([text('[x] a b')], { width: 5, containers: [...inItem, bullets, another] })).toEqual([
      '• ☑ a',
      '    b',
    ]);
    expect(layOut([text('[ ] a b')], { width: 7, containers: tenth })).toEqual(['10. ☐ a', '      b']);
  });

  it('is left out where the window is no wider', () => {
    expect(layOut([text('abcd')], { width: 4, containers: tenth })).toEqual(['abcd']);
    expect(layOut([text('ab')], { width: 5, containers: tenth })).toEqual(['10. a', '    b']);
  });

  it('has no blanks behind it where it stands alone', () => {
    expect(layOut([{ type: 'empty-item' }], { containers: [...inQuote, ...inItem], color: 1 })).toEqual([
      '\u001b[2m│ \u001b[0m\u001b[36m•\u001b[0m',
    ]);
  });

  it('takes room from prose', () => {
    expect(layOut([text('one two')], { width: 40, proseWidth: 7, containers: inQuote })).toEqual(['│ one', '│ two']);
    expect(layOut([text('ab')], { width: 40, proseWidth: 1, containers: inQuote })).toEqual(['│ a', '│ b']);
    expect(layOut([text('one two')], { width: 8, proseWidth: undefined, containers: inQuote })).toEqual(['│ one two']);
  });
});

it('a fork goes on by itself', () => {
  const layout = rowLayout();
  layout.rows(text('[a]: /u'), inItem, false);
  const fork = layout.fork(9);
  expect(fork.rows(text('[b]: /v'), inItem, false)).toEqual(['  [b]: /v']);
  expect(fork.rows(text('[a] [b]'), inItem, false)).toEqual(['  a (/u) b (/v)']);
  expect(layout.rows(text('[a] [b]'), inItem, true)).toEqual(['', '  a (/u) [b]']);
});
