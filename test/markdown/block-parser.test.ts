import { describe, expect, it } from 'vitest';
import { BlockParser } from '../../src/markdown/block-parser.ts';
import type { Block, Container } from '../../src/markdown/blocks/block-registry.ts';

/** A block in a few words: `quote item > paragraph "text"`, with `+` before it where a blank line stands. */
function described(block: Block, containers: readonly Container[], isSpaced: boolean): string {
  const path = containers
    .filter(({ type }) => type !== 'list')
    .map((one) => (one.type === 'item' ? `${one.number}` : one.type));
  const { text, line, rows } = block as { text?: string; line?: string; rows?: readonly (readonly string[])[] };
  const shown = text ?? line ?? rows?.map((row) => row.join('|')).join('/');
  return `${isSpaced ? '+ ' : ''}${[...path, block.type].join(' > ')}${shown === undefined ? '' : ` ${JSON.stringify(shown)}`}`;
}

function blocks(text: string): string[] {
  const found: string[] = [];
  const parser = new BlockParser((...block) => found.push(described(...block)));
  for (const line of text.split('\n')) parser.line(line);
  parser.end();
  return found;
}

describe('leaves', () => {
  it.each([
    ['one\ntwo\n\nthree', ['paragraph "one\\ntwo"', '+ paragraph "three"']],
    ['one\n# two\nthree', ['paragraph "one"', 'heading "two"', 'paragraph "three"']],
    ['one\n===\ntwo', ['heading "one"', 'paragraph "two"']],
    ['[a]: /u\none\n---', ['paragraph "[a]: /u"', 'heading "one"']],
    ['[a]: /u\n---', ['paragraph "[a]: /u"', 'thematic-break']],
    ['one\n    ===\n    two', ['paragraph "one\\n===\\ntwo"']],
    ['one\n***', ['paragraph "one"', 'thematic-break']],
    ['one\n<b>\n<div>', ['paragraph "one\\n<b>"', 'html "<div>"']],
    ['one\n```\ntwo', ['paragraph "one"', 'fenced-code "two"']],
    ['```\n# a\n\n- b\n```\nc', ['fenced-code "# a"', 'fenced-code ""', 'fenced-code "- b"', 'paragraph "c"']],
    [
      '    a\n\n\n    b\n\nc',
      ['indented-code "a"', ...['', '', 'b'].map((line) => `indented-code "${line}"`), '+ paragraph "c"'],
    ],
    ['    a\nb', ['indented-code "a"', 'paragraph "b"']],
    ['<div>\n# a\n\nb', ['html "<div>"', 'html "# a"', '+ paragraph "b"']],
    ['<!-- a\n\n# b -->\nc', ['paragraph "c"']],
    ['one\n|a|\n|-|\n|1|\n2\n\n3', ['paragraph "one"', 'table "1/2"', '+ paragraph "3"']],
    ['|a|\n|-|\n# b', ['table ""', 'heading "b"']],
    ['|a|\n|-|\n    b', ['table ""', 'indented-code "b"']],
    ['|a|\n    |-|', ['paragraph "|a|\\n|-|"']],
    ['|a|\n|-|\n- b', ['table ""', '0 > paragraph "b"']],
    ['', []],
    ['\n \n\t', []],
  ])('%j', (text, expected) => {
    expect(blocks(text)).toEqual(expected);
  });
});

describe('containers', () => {
  it.each([
    ['> a\n> b\n\n> c', ['quote > paragraph "a\\nb"', '+ quote > paragraph "c"']],
    ['> a\nb', ['quote > paragraph "a\\nb"']],
    ['> > a\n> b\nc', ['quote > quote > paragraph "a\\nb\\nc"']],
    ['> a\n# b', ['quote > paragraph "a"', 'heading "b"']],
    ['> a\n    b', ['quote > paragraph "a\\nb"']],
    ['> # a\nb', ['quote > heading "a"', 'paragraph "b"']],
    ['> ```\n> a\nb', ['quote > fenced-code "a"', 'paragraph "b"']],
    ['> ```\n\nb', ['+ paragraph "b"']],
    ['>     a\n\n>     b', ['quote > indented-code "a"', '+ quote > indented-code "b"']],
    ['> a\n>\n> b', ['quote > paragraph "a"', '+ quote > paragraph "b"']],
    ['> |a|\n> |-|\nb', ['quote > table ""', 'paragraph "b"']],
    ['> a\n---', ['quote > paragraph "a"', 'thematic-break']],
    ['> a\n- b', ['quote > paragraph "a"', '0 > paragraph "b"']],
    ['> a\n2. b', ['quote > paragraph "a"', '2 > paragraph "b"']],
    ['a\n2. b', ['paragraph "a\\n2. b"']],
    ['a\n1. b\n2. c', ['paragraph "a"', '1 > paragraph "b"', '2 > paragraph "c"']],
    ['7. a\n9. b\n\n1. c', ['7 > paragraph "a"', '8 > paragraph "b"', '+ 9 > paragraph "c"']],
    ['1. a\n2) b', ['1 > paragraph "a"', '2 > paragraph "b"']],
    ['1. a\n\n   b\n\nc', ['1 > paragraph "a"', '+ 1 > paragraph "b"', '+ paragraph "c"']],
    ['1. a\nb', ['1 > paragraph "a\\nb"']],
    [
      '1. a\n   1. b\n   2. c\n2. d',
      ['1 > paragraph "a"', '1 > 1 > paragraph "b"', '1 > 2 > paragraph "c"', '2 > paragraph "d"'],
    ],
    ['1. - > a', ['1 > 0 > quote > paragraph "a"']],
    ['1. a\n   > b\n2. c', ['1 > paragraph "a"', '1 > quote > paragraph "b"', '2 > paragraph "c"']],
    ['1. ```\n   a\n\n   b\n   ```', ['1 > fenced-code "a"', '1 > fenced-code ""', '1 > fenced-code "b"']],
    ['1. ```\n   a\nb', ['1 > fenced-code "a"', 'paragraph "b"']],
    ['1.\n2. b\n3.', ['1 > empty-item', '2 > paragraph "b"', '3 > empty-item']],
    ['1.\n   a', ['1 > paragraph "a"']],
    ['1.\n\n   a', ['1 > empty-item', '+ paragraph "a"']],
    ['1.\n\n1. a', ['1 > empty-item', '+ 2 > paragraph "a"']],
    ['1.\n\n10. a', ['1 > empty-item', '+ 2 > paragraph "a"']],
    ['1.\n\n   a', ['1 > empty-item', '+ paragraph "a"']],
    ['1.\n   > a', ['1 > quote > paragraph "a"']],
    ['1. a\n\n\n   b', ['1 > paragraph "a"', '+ 1 > paragraph "b"']],
    ['1. > a\n\n\n   b', ['1 > quote > paragraph "a"', '+ 1 > paragraph "b"']],
    ['1. >\n2. a', ['1 > quote > empty-item', '2 > paragraph "a"']],
    ['1. a\n   >\n2. b', ['1 > paragraph "a"', '2 > paragraph "b"']],
    ['1. > 1.\n2. a', ['1 > quote > 1 > empty-item', '2 > paragraph "a"']],
    ['>\n\na', ['+ paragraph "a"']],
    ['> 1. a\n\n2. b', ['quote > 1 > paragraph "a"', '+ 2 > paragraph "b"']],
    ['1. > a\n\n   b', ['1 > quote > paragraph "a"', '+ 1 > paragraph "b"']],
    ['|a|\n|-|\n<b>', ['table ""', 'html "<b>"']],
    ['1. |a|\n   |-|\n   b\n\n   c', ['1 > table "b"', '+ 1 > paragraph "c"']],
  ])('%j', (text, expected) => {
    expect(blocks(text)).toEqual(expected);
  });

  it('stop at a depth of 32', () => {
    expect(blocks(`${'>'.repeat(40)} a`)).toEqual([`${'quote > '.repeat(32)}paragraph ">>>>>>>> a"`]);
    expect(blocks(`${'- '.repeat(20)}a`)).toEqual([`${'0 > '.repeat(16)}paragraph "- - - - a"`]);
  });
});

describe('a line that is too long to be held whole', () => {
  const rest = (first: string, more: string): string[] => {
    const found: string[] = [];
    const parser = new BlockParser((...block) => found.push(described(...block)));
    for (const line of first.split('\n')) parser.line(line);
    parser.more(more);
    parser.end();
    return found;
  };

  it.each([
    ['one', '# a', ['paragraph "one\\n# a"']],
    ['```', '```', ['fenced-code "```"']],
    ['    a', 'b', ['indented-code "a"', 'indented-code "b"']],
    ['<div>', '# b', ['html "<div>"', 'html "# b"']],
    ['|a|\n|-|\n|b', '- c', ['table "b"', 'paragraph "- c"']],
    ['# a', '# b', ['heading "a"', 'paragraph "# b"']],
    ['> a', 'b', ['quote > paragraph "a\\nb"']],
  ])('%j goes on with %j as text', (first, more, expected) => {
    expect(rest(first, more)).toEqual(expected);
  });
});

describe('a fork', () => {
  it('goes on by itself', () => {
    const found: string[] = [];
    const forked: string[] = [];
    const parser = new BlockParser((...block) => found.push(described(...block)));
    for (const line of ['|a|', '|-|', '|1|', '|2|']) parser.line(line);
    const fork = parser.fork((...block) => forked.push(described(...block)), 1);
    fork.line('|3|');
    fork.end();
    expect(forked).toEqual(['table "2/3"']);
    expect(parser.leaf?.type).toBe('table');
    parser.line('|4|');
    parser.end();
    expect(found).toEqual(['table "1/2/4"']);
    expect(parser.leaf).toBeUndefined();
  });

  it.each([
    ['| a | b |', ['table ""']],
    ['text', ['paragraph "text"']],
    ['# text', ['heading "text"']],
  ])('can assume what follows %j', (text, expected) => {
    const found: string[] = [];
    const parser = new BlockParser((...block) => found.push(described(...block)));
    parser.line(text);
    parser.assumeNext();
    parser.end();
    expect(found).toEqual(expected);
  });
});
