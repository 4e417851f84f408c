import { describe, expect, it } from 'vitest';
import { BlockParser } from '../../../src/markdown/block-parser.ts';
import { htmlBlock } from '../../../src/markdown/blocks/html-block.ts';
import { lineFrom } from '../../../src/markdown/source-line.ts';
import { inQuote, layOut } from './lay-out.ts';

const html = (line: string, shownAs: 'source' | 'summary' | 'images' = 'source') =>
  ({ type: 'html', line, shownAs }) as const;

function blocksOf(text: string): unknown[] {
  const found: unknown[] = [];
  const parser = new BlockParser((block) => found.push(block));
  for (const line of text.split('\n')) parser.line(line);
  parser.end();
  return found;
}

describe('a block of HTML', () => {
  it.each([
    ['<script>', '</pre> text', 'until a closing tag of its kind'],
    ['<PRE class="a">', 'a</STYLE>', 'whatever the case'],
    ['<textarea', '</textarea>', ''],
    ['<?php', '?>', 'an instruction'],
    ['<!DOCTYPE', 'html>', 'a declaration'],
    ['<![CDATA[', 'a ]]>', 'character data'],
  ])('%j goes on over blank lines, until %j: %s', (first, last) => {
    const { blocks, open } = htmlBlock.starts(lineFrom(first), true)!;
    expect(blocks).toEqual([html(first)]);
    expect(htmlBlock.continues(open!, lineFrom(''))).toEqual({ blocks: [html('')], open });
    expect(htmlBlock.continues(open!, lineFrom('<'))).toEqual({ blocks: [html('<')], open });
    expect(htmlBlock.continues(open!, lineFrom(`  ${last}`))).toEqual({ blocks: [html(`  ${last}`)] });
  });

  it.each(['<script></script>', '<?a?>', '<!A>', '<![CDATA[]]>'])('%j is whole in one line', (text) => {
    expect(htmlBlock.starts(lineFrom(text), true)).toEqual({ blocks: [html(text)] });
  });

  it.each(['<div>', '</P', '<h1 a', '<TABLE/>', '<details', '<hr /> text', ' <li>'])(
    '%j goes on to the next blank line, and interrupts a paragraph',
    (text) => {
      const { blocks, open } = htmlBlock.starts(lineFrom(text), true)!;
      expect(blocks).toEqual([html(text)]);
      expect(htmlBlock.continues(open!, lineFrom('</div>'))).toEqual({ blocks: [html('</div>')], open });
      expect(htmlBlock.continues(open!, lineFrom(' '))).toBeUndefined();
    },
  );

  it.each(['<b>', '</b >', '<a href="x" b c=\'d\' e=f>', '<x-y />  ', '<a b = "c"\td>', '<h7>', '<a:b>'])(
    'a tag alone on its line, %j, goes on to the next blank line, and does not interrupt a paragraph',
    (text) => {
      const alone = !text.includes(':');
      expect(htmlBlock.starts(lineFrom(text), false) !== undefined).toBe(alone);
      expect(htmlBlock.starts(lineFrom(text), true)).toBeUndefined();
    },
  );

  it('a tag of the head of a page interrupts no paragraph', () => {
    expect(htmlBlock.starts(lineFrom('<meta a="b">'), true)).toBeUndefined();
    expect(htmlBlock.starts(lineFrom('<meta a="b">'), false)).toBeDefined();
  });

  it.each([
    '<b> a',
    '<1>',
    '< a>',
    'a <div>',
    'a <!-- b',
    'a <![CDATA[',
    'a <?b',
    'a <!b',
    'a <pre>',
    'a <b>',
    '<ab c=d e=>',
    '<divx',
    '<a b="c>',
    '<a b=>',
    '</b c>',
    '',
    '<!>',
  ])('does not begin with %j', (text) => {
    expect(htmlBlock.starts(lineFrom(text), false)).toBeUndefined();
  });

  it('takes more of a long line as another line', () => {
    const leaf = { type: 'html', end: /x/, inside: 'code' } as const;
    expect(htmlBlock.takesMore(leaf, 'x')).toEqual({ blocks: [html('x')], open: leaf });
  });

  it.each([
    ['<!-- a -->', []],
    ['<!-->', []],
    ['  <!-- a --> b', ['   b']],
    ['<!-- a\n\nb --> c', [' c']],
    ['<div>\n<!-- a\nb -->\n</div>', ['<div>', '</div>']],
    ['<div><!-- a -->b<!-- c -->', ['<div>b']],
    ['<style>\n<!-- a -->\n</style>', ['<style>', '<!-- a -->', '</style>']],
  ])('hides comments: %j', (text, lines) => {
    expect(blocksOf(text)).toEqual(lines.map((line) => html(line)));
  });

  it.each([
    ['<details>\n<summary>a <b>b</b></summary>', [html('a <b>b</b>', 'summary')]],
    ['<details open><summary>a</summary>b\nc\n</details>', [html('a', 'summary'), html('b'), html('c')]],
    ['<details>\n<summary>\na\n</summary>\n', [html('a', 'summary')]],
    ['</details>', []],
    ['<detailsx>', [html('<detailsx>')]],
  ])('shows a folded part by its summary: %j', (text, blocks) => {
    expect(blocksOf(text)).toEqual(blocks);
  });

  it('marks a summary, in which Markdown and tags are shown', () => {
    expect(layOut([html('a <b>b</b> `c` and more', 'summary')], { width: 12 })).toEqual(['▸ a b c and', '  more']);
  });

  it.each([
    ['<img src="u" alt="a">', '<img src="u" alt="a">'],
    ["<p align=center>\n  <img alt=a src='u'/> \n</p>", "  <img alt=a src='u'/> "],
    ['<div>\n<a href="v"><img src="u"></a> <img src=w>\n</div>', '<a href="v"><img src="u"></a> <img src=w>'],
  ])('shows images alone on their line as images: %j', (text, line) => {
    expect(blocksOf(text)).toContainEqual(html(line, 'images'));
    expect(layOut([html('  <img src="u" alt="a b"> <img src=v>', 'images')], { width: 9 })).toEqual(['a b (u) v']);
  });

  it.each(['<img alt="a">', '<img src="u"', '<div><img src="u">', '<imgs src="u">'])(
    'shows what is not an image as it is: %j',
    (line) => {
      expect(blocksOf(`<div>\n${line}`)).toContainEqual(html(line));
    },
  );

  it('hides an image that is only half there in a live view', () => {
    expect(htmlBlock.repair(html('a <img src="'), true)).toEqual(html('a '));
  });

  it('is shown as it is, with tabs as blanks', () => {
    expect(layOut([html('\t<b>  ')], { color: 1 })).toEqual(['\u001b[2m    <b>\u001b[0m']);
    expect(layOut([html('<abc>')], { width: 5, containers: inQuote })).toEqual(['│ <ab', '│ c>']);
  });

  it('has blank rows between its lines only where the source has some', () => {
    expect(layOut([html('<a>'), html('<b>')])).toEqual(['<a>', '<b>']);
    expect(htmlBlock.joins(html(''), html(''), true)).toBe(false);
    expect(htmlBlock.joins(html(''), { type: 'paragraph' }, false)).toBe(false);
  });
});
