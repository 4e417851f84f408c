import { expect, test } from 'vitest';
import { BlockWalker, type BlockVisitor } from '../../src/export/block-walker.ts';
import { BlockParser } from '../../src/markdown/block-parser.ts';

/** What a visitor is told, in short. */
class Recorder implements BlockVisitor {
  readonly told: string[] = [];

  open({ type }: Parameters<BlockVisitor['open']>[0]): void {
    this.told.push(`<${type}>`);
  }

  close({ type }: Parameters<BlockVisitor['close']>[0]): void {
    this.told.push(`</${type}>`);
  }

  leaf(leaf: Parameters<BlockVisitor['leaf']>[0]): void {
    const text = 'lines' in leaf ? leaf.lines : 'parts' in leaf ? leaf.parts : 'text' in leaf ? [leaf.text] : [];
    const task = leaf.type === 'paragraph' && leaf.task !== undefined ? [leaf.task] : [];
    this.told.push([leaf.type, ...task, text.join('/')].join(' ').trim());
  }

  loosen(): void {
    this.told.push('loosen');
  }
}

/** What a visitor is told after each line, and at the end. */
function toldOf(text: string): string[][] {
  const recorder = new Recorder();
  const walker = new BlockWalker(recorder);
  const parser = new BlockParser(walker.take);
  const told = text.split('\n').map((line) => {
    parser.line(line);
    return recorder.told.splice(0);
  });
  parser.end();
  walker.end();
  return [...told, recorder.told];
}

test.each([
  [
    'containers that are nested',
    '> - a\n>\n>   b\n\nc',
    '<quote> <list> <item> paragraph a|loosen paragraph b|</item> </list> </quote> paragraph c',
  ],
  [
    'a list with a blank line between its items',
    '- a\n- b\n\n- c',
    '<list> <item> paragraph a|</item> <item> paragraph b|</item> loosen <item> paragraph c|</item> </list>',
  ],
  [
    'a list after a list',
    '- a\n\n1. b',
    '<list> <item> paragraph a|</item> </list> <list> <item> paragraph b|</item> </list>',
  ],
  ['an item that is empty', '-\n- a', '<list> <item>|</item> <item> paragraph a|</item> </list>'],
  ['tasks', '- [ ] a\n- [x] > b', '<list> <item> paragraph open a|</item> <item> paragraph done > b|</item> </list>'],
  ['code that is given line by line', '```x\na\n\nb\n```\n\n    c\n\n    d', 'fenced: code a//b|code c//d'],
  ['code after code', '```\na\n```\n```\nb\n```', 'code a|code b'],
  ['HTML that is given line by line', '<div>\na\n</div>\n\n<p>', 'source <div>/a/</div>|source <p>'],
  ['a folded part', '<details><summary>a</summary>b\n</details>', 'summary a|source b'],
  ['images alone on their line', '<div>\n <img src=a> \n</div>', 'source <div>|paragraph <img src=a>|source </div>'],
  ['an alert', '> [!TIP]\n> a', '<quote> alert|paragraph a|</quote>'],
  ['definitions before a text', '[a]: /b\n[c]: /d\ne', 'definitions [a]: /b/[c]: /d|paragraph e'],
  ['a task that is a definition', '- [x] [a]: /b', '<list> <item> definitions [a]: /b|paragraph done|</item> </list>'],
  ['a footnote', '[^1]: a\n\n    b', '<note> paragraph a|paragraph b|</note>'],
])('tells of %s', (_, text, told) => {
  expect(toldOf(text).flat().join(' ')).toBe(told.replace('fenced: ', '').replaceAll('|', ' '));
});

test('tells of a block as soon as it is whole', () => {
  expect(toldOf('# a\n- b\n# c\n```\nd\ne\n```\n---')).toEqual([
    ['heading a'],
    [],
    ['<list>', '<item>', 'paragraph b', '</item>', '</list>', 'heading c'],
    [],
    [],
    [],
    [],
    ['code d/e', 'thematic-break'],
    [],
  ]);
});

test('joins a paragraph that is given in parts', () => {
  const long = Array.from({ length: 3000 }, (_, at) => `word${at}`).join(' ');
  const [told, ...others] = toldOf(long).flat();
  expect(others).toEqual([]);
  expect(told!.split('/').length).toBeGreaterThan(2);
  expect(told!.replaceAll('/', ' ')).toBe(`paragraph ${long}`);
});
