import { describe, expect, it } from 'vitest';
import { heading, underlineDepth } from '../../../src/markdown/blocks/heading.ts';
import { lineFrom } from '../../../src/markdown/source-line.ts';
import { layOut } from './lay-out.ts';

describe('a heading', () => {
  it.each([
    ['# a', 1, 'a'],
    ['###### a', 6, 'a'],
    ['#', 1, ''],
    ['##\ta  ', 2, 'a'],
    ['# a #', 1, 'a'],
    ['# a ###  ', 1, 'a'],
    ['# a#', 1, 'a#'],
    ['# # b', 1, '# b'],
    ['### ###', 3, ''],
    ['## #a#', 2, '#a#'],
    ['  # a', 1, 'a'],
    // An ideographic space is a character like others.
    ['# \u3000a\u3000', 1, '\u3000a\u3000'],
  ])('begins with %j', (text, depth, shown) => {
    expect(heading.starts(lineFrom(text))).toEqual({ blocks: [{ type: 'heading', depth, text: shown }] });
  });

  it.each(['#a', '####### a', 'a # b', '', '\\# a'])('does not begin with %j', (text) => {
    expect(heading.starts(lineFrom(text))).toBeUndefined();
  });

  it.each([
    ['=', 1],
    ['===  ', 1],
    ['-', 2],
    ['---\t', 2],
    ['--- -', undefined],
    ['=-', undefined],
    ['== a', undefined],
    ['a ==', undefined],
    ['a --', undefined],
    ['', undefined],
  ])('the depth that %j makes is %j', (text, depth) => {
    expect(underlineDepth(text)).toBe(depth);
  });

  it('is made of the paragraph above an underline', () => {
    const block = { type: 'heading', depth: 1, text: 'one\ntwo' };
    expect(heading.replaces('one\ntwo ', lineFrom('==='))).toEqual({ above: '', blocks: [block] });
    expect(heading.replaces('one', lineFrom('text'))).toBeUndefined();
  });

  it('leaves the definitions above it, and is not made of them alone', () => {
    expect(heading.replaces('[a]: /u\n[b]: /v\none', lineFrom('---'))).toEqual({
      above: '[a]: /u\n[b]: /v',
      blocks: [{ type: 'heading', depth: 2, text: 'one' }],
    });
    expect(heading.replaces('[a]: /u', lineFrom('---'))).toBeUndefined();
    expect(heading.replaces('  ', lineFrom('---'))).toBeUndefined();
  });

  it('wraps as prose', () => {
    expect(layOut([{ type: 'heading', depth: 2, text: 'one **two** three' }], { width: 8 })).toEqual([
      '## one',
      'two',
      'three',
    ]);
  });

  it('closes what it opened, and hides half a marker while it is typed', () => {
    const block = { type: 'heading', depth: 1, text: 'a **b' } as const;
    expect(heading.repair(block, false)).toEqual({ ...block, text: 'a **b**' });
    expect(heading.repair({ ...block, text: 'a *' }, true)).toEqual({ ...block, text: 'a' });
  });
});
