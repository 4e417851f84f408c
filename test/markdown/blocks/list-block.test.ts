import { describe, expect, it } from 'vitest';
import { item, itemMarker, list, type Item, type List } from '../../../src/markdown/blocks/list-block.ts';
import { createStyles } from '../../../src/markdown/layout/theme-styles.ts';
import { lineFrom } from '../../../src/markdown/source-line.ts';
import { inItem, layOut } from './lay-out.ts';

const bullets: List = { type: 'list', ordered: false, delimiter: '-', start: 0 };
const numbers: List = { type: 'list', ordered: true, delimiter: '.', start: 1 };
const third: Item = { type: 'item', list: numbers, number: 3, indent: 3 };
const starts = (text: string, open: readonly (List | Item)[] = [], inParagraph = false) =>
  item.starts(lineFrom(text), open, inParagraph);

describe('a marker', () => {
  it.each([
    ['- a', false, '-', 0, 1, false],
    ['+', false, '+', 0, 1, true],
    ['*\ta', false, '*', 0, 1, false],
    ['1. a', true, '.', 1, 2, false],
    ['007) a', true, ')', 7, 4, false],
    ['123456789.  ', true, '.', 123456789, 10, true],
  ])('%j', (text, ordered, delimiter, number, length, isEmpty) => {
    expect(itemMarker(text)).toEqual({ ordered, delimiter, number, length, isEmpty });
  });

  it.each(['-a', '1.a', '1', '1234567890. a', '. a', '', 'a - b', '~ a', '-1. a'])('is not %j', (text) => {
    expect(itemMarker(text)).toBeUndefined();
  });
});

describe('an item', () => {
  it.each([
    ['- a', bullets, 0, 2, 'a'],
    ['  - a', bullets, 0, 4, 'a'],
    ['-   a', bullets, 0, 4, 'a'],
    ['-    a', bullets, 0, 5, 'a'],
    ['-     a', bullets, 0, 2, '    a'],
    ['-', bullets, 0, 2, ''],
    ['12. a', { ...numbers, start: 12 }, 12, 4, 'a'],
    ['2) a', { ...numbers, delimiter: ')', start: 2 }, 2, 3, 'a'],
  ])('%j opens a list and an item', (text, parent, number, indent, rest) => {
    const opened = starts(text)!;
    expect(opened.containers).toEqual([parent, { type: 'item', list: parent, number, indent }]);
    expect(opened.rest.text).toBe(rest);
  });

  it.each(['- - -', '***', '* * *', 'text'])('does not begin with %j', (text) => {
    expect(starts(text)).toBeUndefined();
  });

  it('counts on in the same list, whatever number its marker has', () => {
    const { containers } = starts('9. a', [numbers, third])!;
    expect(containers[0]).toBe(numbers);
    expect(containers[1]).toMatchObject({ list: numbers, number: 4 });
  });

  it('takes the number of its marker where the list has no item open', () => {
    expect(starts('9. a', [numbers])!.containers[1]).toMatchObject({ list: numbers, number: 9 });
  });

  it.each([
    ['9) a', 'another delimiter'],
    ['- a', 'another kind'],
  ])('%j begins a new list: %s', (text) => {
    expect(starts(text, [numbers, third])!.containers[0]).not.toBe(numbers);
  });

  it('of bullets begins a new list behind a numbered one with the same delimiter', () => {
    const odd: List = { type: 'list', ordered: true, delimiter: '-', start: 1 };
    expect(starts('- a', [odd])!.containers[0]).toEqual(bullets);
  });

  it.each([
    ['- a', true],
    ['1. a', true],
    ['2. a', false],
    ['-', false],
    ['1.', false],
    ['+', false],
  ])('%j may interrupt a paragraph: %j', (text, may) => {
    expect(starts(text, [], true) !== undefined).toBe(may);
  });

  it.each(['9. a', '9.'])('%j of an open list may interrupt a paragraph', (text) => {
    expect(starts(text, [numbers, third], true)).toBeDefined();
  });

  it('does not take the underline of a heading', () => {
    expect(starts('-', [bullets], true)).toBeUndefined();
    expect(starts('-', [bullets], false)).toBeDefined();
  });

  it.each([
    ['   a', 0, 'a'],
    ['    a', 0, ' a'],
    ['  a', 0, undefined],
    ['a', 0, undefined],
    ['', 0, ''],
    ['', 1, undefined],
    ['    ', 0, ' '],
    ['   a', 1, 'a'],
    ['   a', 2, undefined],
  ])('continues with %j behind %i blank lines as %j', (text, blankLines, rest) => {
    expect(item.continues(third, lineFrom(text), blankLines)?.text).toBe(rest);
  });

  it.each([
    [third, true, undefined, '3. '],
    [third, false, undefined, '   '],
    [third, true, 'done', '3. ☑ '],
    [third, true, 'open', '3. ☐ '],
    [third, false, 'done', '   '],
    [{ ...third, list: bullets }, true, undefined, '• '],
    [{ ...third, list: bullets }, false, undefined, '  '],
    [{ ...third, list: bullets }, true, 'done', '☑ '],
    [{ ...third, list: bullets }, true, 'open', '☐ '],
  ] as const)('%#: has its marker or blanks before its rows', (container, isFirst, task, prefix) => {
    expect(item.prefix(container, createStyles(0), isFirst, task)).toBe(prefix);
    const styled = createStyles(1).marker(prefix);
    expect(item.prefix(container, createStyles(1), isFirst, task)).toBe(isFirst ? styled : prefix);
  });

  it('is a row of its own if it holds nothing', () => {
    expect(item.whenEmpty).toEqual({ type: 'empty-item' });
    expect(layOut([{ type: 'empty-item' }], { containers: inItem })).toEqual(['•']);
  });
});

describe('a list', () => {
  it('takes every line as it is, and has nothing before its rows', () => {
    const line = lineFrom('  text');
    expect(list.continues(bullets, line)).toBe(line);
    expect(list.prefix()).toBe('');
  });

  it('and its items have no blank rows that the source has not', () => {
    expect([list.isTight, item.isTight]).toEqual([true, true]);
  });
});
