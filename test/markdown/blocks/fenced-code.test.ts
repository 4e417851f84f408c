import { describe, expect, it } from 'vitest';
import { fencedCode, type FencedCode, type OpenFence } from '../../../src/markdown/blocks/fenced-code.ts';
import { lineFrom } from '../../../src/markdown/source-line.ts';
import { inItem, inQuote, layOut, rowLayout } from './lay-out.ts';

const fence: OpenFence = { type: 'fenced-code', char: '`', length: 3, info: 'js', indent: 0, isFirst: true };
const code = (line: string, isFirst = false, info = ''): FencedCode => ({ ...fence, info, line, isFirst });

describe('fenced code', () => {
  it.each([
    ['```', '`', 3, '', 0],
    ['````  js {1,2} ', '`', 4, 'js {1,2}', 0],
    ['~~~ `a` ~', '~', 3, '`a` ~', 0],
    ['  ```js', '`', 3, 'js', 2],
  ])('begins with %j', (text, char, length, info, indent) => {
    const open = { type: 'fenced-code', char, length, info, indent, isFirst: true };
    expect(fencedCode.starts(lineFrom(text))).toEqual({ blocks: [], open });
  });

  it.each(['``', '~~', '``` a`b', 'a```', '', '`~`'])('does not begin with %j', (text) => {
    expect(fencedCode.starts(lineFrom(text))).toBeUndefined();
  });

  it.each(['```', '````', '   ```  ', '```\t'])('ends with %j', (text) => {
    expect(fencedCode.continues(fence, lineFrom(text))).toEqual({ blocks: [] });
  });

  it.each(['``', '~~~', '``` a', '    ```', '```~', '', ' text', '# a'])('%j is code of it', (text) => {
    expect(fencedCode.continues(fence, lineFrom(text))).toEqual({
      blocks: [{ ...fence, line: text }],
      open: { ...fence, isFirst: false },
    });
  });

  it('ends only with as many marks of its own', () => {
    const tildes = { ...fence, char: '~', length: 4 };
    expect(fencedCode.continues(tildes, lineFrom('~~~'))).toHaveProperty('open');
    expect(fencedCode.continues(tildes, lineFrom('````'))).toHaveProperty('open');
    expect(fencedCode.continues(tildes, lineFrom('~~~~~'))).not.toHaveProperty('open');
  });

  it.each([
    ['    a', '  a'],
    [' a', 'a'],
    ['a', 'a'],
    ['', ''],
  ])('takes as much indentation from %j as the fence has', (text, line) => {
    const { blocks } = fencedCode.continues({ ...fence, indent: 2 }, lineFrom(text));
    expect(blocks).toMatchObject([{ line }]);
  });

  it('takes more of a long line as another line, a fence or not', () => {
    const open = { ...fence, isFirst: false };
    expect(fencedCode.takesMore(open, '```')).toEqual({ blocks: [{ ...open, line: '```' }], open });
  });

  it('keeps its lines, with tabs as blanks and without blanks at their ends', () => {
    expect(layOut([code('\ta  b  ', true), code(''), code('longer than that')], { width: 10 })).toEqual([
      '──',
      '    a  b',
      '',
      'longer than that',
    ]);
  });

  it('stands at the column of an item, below its marker', () => {
    expect(layOut([code('a', true), code('b')], { containers: inItem })).toEqual(['• ──', '  a', '  b']);
  });

  it('keeps the bars of quotes', () => {
    expect(layOut([code('abc', true), code('b')], { containers: inQuote, width: 4 })).toEqual(['│ ──', '│ abc', '│ b']);
    expect(layOut([code('a', true)], { containers: [...inQuote, ...inItem] })).toEqual(['│ • ──', '│   a']);
  });

  it('has a blank row before its first line only', () => {
    expect(layOut([code('a', true), code('b'), code('c', true)])).toEqual(['──', 'a', 'b', '', '──', 'c']);
  });

  it('is coloured over its lines, and anew in the next block', () => {
    const rows = layOut([code('/* a', true, 'js'), code('b', false, 'js'), code('c', true, 'js')], { color: 1 });
    const label = '\u001b[2m── js\u001b[0m';
    const comment = (text: string) => `\u001b[2m\u001b[3m${text}\u001b[0m`;
    expect(rows).toEqual([label, comment('/* a'), comment('b'), '', label, 'c']);
  });

  it('has a language in which entities are decoded', () => {
    expect(layOut([code('let a', true, 'j&#115;')], { color: 1 })).toEqual([
      '\u001b[2m── js\u001b[0m',
      '\u001b[35mlet\u001b[0m a',
    ]);
  });

  it('is coloured on its own in a copy of the layout', () => {
    const layout = rowLayout({ color: 1 });
    layout.rows(code('/* a', true, 'js'), [], false);
    layout.fork(9).rows(code('*/', false, 'js'), [], false);
    expect(layout.rows(code('let', false, 'js'), [], false)).toEqual(['\u001b[2m\u001b[3mlet\u001b[0m']);
  });
});
