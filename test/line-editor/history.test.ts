import { describe, expect, it } from 'vitest';
import { createEditor } from '../../src/line-editor/editor.ts';
import { createHistory, findItem, indexOfQuery, remember, visit } from '../../src/line-editor/history.ts';
import { after, marked, play, submitted } from './play-keys.ts';

const ITEMS = ['first', 'second thing', 'third'];

describe('history', () => {
  it.each([
    ['is reached with Up', '<up><up>', 'second thing|'],
    ['is reached with Ctrl-P, and left with Ctrl-N', '<ctrl-p><ctrl-p><ctrl-n>', 'third|'],
    ['stops at the oldest item', '<up><up><up><up><up>', 'first|'],
    ['stops at the new text', 'a<up><down><down><down>', 'a|'],
    ['keeps the unfinished text', 'new<up><up><down><down>', 'new|'],
    ['keeps edits to its items', '<up>!<up><down>', 'third!|'],
    ['ignores what is already typed', 'f<up>', 'third|'],
    ['keeps the undo stack of an item', '<up>!<up><down><ctrl-_>', 'third|'],
  ])('%s', (_, keys, expected) => {
    expect(after(keys, ITEMS)).toBe(expected);
  });

  it('is reached from the first line of a text and left from the last', () => {
    const items = ['one\ntwo', 'three'];
    expect(after('<up><up>', items)).toBe('one\ntwo|');
    expect(after('<up><up><up>', items)).toBe('one|\ntwo');
    expect(after('<up><up><up><down><down>', items)).toBe('three|');
  });

  it('forgets edits after a submit, and ends with the submitted text', () => {
    const { editor } = play('<up>!<up><enter>', createEditor(ITEMS));
    expect(marked(play('<up>', editor).editor)).toBe('second thing|');
    expect(marked(play('<up><up>', editor).editor)).toBe('third|');
  });

  it('skips blank texts and repetitions', () => {
    const { editor } = play('a<enter>a<enter>  <enter><enter>', createEditor(ITEMS));
    expect(editor.history.items).toEqual([...ITEMS, 'a']);
  });

  it('folds a long item, which is submitted in full', () => {
    const long = 'line\n'.repeat(120);
    const { editor } = play('<up>', createEditor([long]));
    expect(editor.pastes[0]?.label).toBe('[120 lines]');
    expect(editor.text).toHaveLength(1);
    expect(submitted('<enter>', editor)).toEqual([long]);
  });
});

it.each([
  ['b', ['a', 'b']],
  ['a', ['a']],
  ['A', ['a', 'A']],
  [' a', ['a', ' a']],
  ['', ['a']],
  [' \n', ['a']],
])('remembering %j after "a" gives %j', (text, items) => {
  const draft = { text: '', cursor: 0, undoStack: [], pasted: 'nowhere' as const };
  const history = remember(visit(createHistory(['a']), 0, draft), text);
  expect(history).toEqual({ items, index: items.length, drafts: new Map() });
});

it('visiting an item keeps the drafts of those left before', () => {
  const draft = (text: string) => ({ text, cursor: 0, undoStack: [], pasted: 'nowhere' as const });
  const history = visit(visit(createHistory(['a', 'b']), 1, draft('new')), 0, draft('b!'));
  expect(history).toEqual({
    items: ['a', 'b'],
    index: 0,
    drafts: new Map([
      [2, draft('new')],
      [1, draft('b!')],
    ]),
  });
});

describe('an item that contains a query', () => {
  const items = ['one', 'Two', 'three.', 'one two'];

  it.each([
    ['one', 3, -1, 3],
    ['one', 2, -1, 0],
    ['one', 1, 1, 3],
    ['one', 0, 1, 0],
    ['three', 4, -1, 2],
    ['three', 1, -1, undefined],
    ['three', 3, 1, undefined],
    ['two', 4, -1, 3],
    ['two', 2, -1, 1],
    ['Two', 4, -1, 1],
    ['t.o', 4, -1, undefined],
    ['.', 4, -1, 2],
    ['one', -1, -1, undefined],
    ['one', 5, 1, undefined],
    ['', 4, -1, 3],
  ] as const)('%j from index %i in steps of %i is at %s', (query, from, step, index) => {
    expect(findItem(items, query, from, step)).toBe(index);
  });

  it.each(Array.from('\\^$.*+?()[]{}|/'))('may contain %s', (sign) => {
    expect(findItem([`a${sign}b`, 'ab', 'axb'], `a${sign}b`, 3, -1)).toBe(0);
    expect(indexOfQuery(`x a${sign}b`, `a${sign}b`)).toBe(2);
  });

  it('contains it first at an index that depends on capitals', () => {
    expect(indexOfQuery('one ONE', 'one')).toBe(0);
    expect(indexOfQuery('one ONE', 'ONE')).toBe(4);
    expect(indexOfQuery('Élan ÉLAN', 'éLAN')).toBe(-1);
    expect(indexOfQuery('one', 'two')).toBe(-1);
  });
});
