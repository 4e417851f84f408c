import { describe, expect, it } from 'vitest';
import { createEditor } from '../../src/line-editor/editor.ts';
import { handlePaste } from '../../src/line-editor/handle-key.ts';
import { after, marked, play, submitted } from './play-keys.ts';

const ITEMS = ['make test', 'git commit', 'make all', 'Make it so', 'make all'];

function search(keys: string) {
  const { editor } = play(keys, createEditor(ITEMS));
  return [marked(editor), editor.search?.query, editor.search?.failing];
}

describe('a search through the history', () => {
  it.each([
    ['starts at the unfinished text', 'a<ctrl-r>', ['a|', '', false]],
    ['finds the newest item with the query', '<ctrl-r>make', ['|make all', 'make', false]],
    ['starts from Ctrl-S too', '<ctrl-s>make', ['|make all', 'make', false]],
    ['continues to older items', '<ctrl-r>make<ctrl-r>', ['|Make it so', 'make', false]],
    ['skips what looks like the item shown', '<ctrl-r>make all<ctrl-r>', ['|make all', 'make all', true]],
    ['returns to newer items', '<ctrl-r>make<ctrl-r><ctrl-s>', ['|make all', 'make', false]],
    ['respects capitals if there are any', '<ctrl-r>Make', ['|Make it so', 'Make', false]],
    ['puts the cursor at the match', '<ctrl-r>comm', ['git |commit', 'comm', false]],
    ['keeps the last match when nothing is found', '<ctrl-r>gitx', ['|git commit', 'gitx', true]],
    ['starts over when the query gets shorter', '<ctrl-r>gitx<backspace>', ['|git commit', 'git', false]],
    ['shortens the query by a whole character', '<ctrl-r>e\u0301<backspace>', ['|', '', false]],
    [
      'finds newer items again after a shorter query',
      '<ctrl-r>m<ctrl-r>ake t<backspace>',
      ['|make all', 'make ', false],
    ],
    ['repeats the last query', '<ctrl-r>git<escape><ctrl-r><ctrl-r>', ['|git commit', 'git', false]],
    ['has no last query at first', '<ctrl-r><ctrl-r>', ['|', '', false]],
    ['does not treat the query as a pattern', '<ctrl-r>.', ['|', '.', true]],
    ['shows the unfinished text for an empty query', 'ab<left><ctrl-r>g<backspace>', ['a|b', '', false]],
  ])('%s', (_, keys, expected) => {
    expect(search(keys)).toEqual(expected);
  });

  it('submits the item found on Enter', () => {
    expect(submitted('<ctrl-r>comm<enter>', createEditor(ITEMS))).toEqual(['git commit']);
  });

  it('breaks the line on Enter after a backslash at the end of the item found', () => {
    expect(after('<ctrl-r>on<enter>', ['one\\'])).toBe('one\n|');
  });

  it.each([
    ['Escape', '<escape>', 'git |commit'],
    ['an arrow', '<left>', 'git| commit'],
    ['another command', '<ctrl-a>', '|git commit'],
  ])('leaves the item found for editing on %s', (_, key, expected) => {
    expect(search(`typed<ctrl-r>comm${key}`)).toEqual([expected, undefined, undefined]);
    expect(after(`typed<ctrl-r>comm${key}<down><down><down><down>`, ITEMS)).toBe('typed|');
  });

  it.each(['<ctrl-g>', '<ctrl-c>'])('restores the text on %s', (key) => {
    expect(search(`typed<left><ctrl-r>comm${key}`)).toEqual(['type|d', undefined, undefined]);
  });

  it('remembers the last query only if it was accepted and not empty', () => {
    const lastQuery = (keys: string) => play(keys, createEditor(ITEMS)).editor.lastQuery;
    expect(lastQuery('<ctrl-r>git<escape><ctrl-r><escape>')).toBe('git');
    expect(lastQuery('<ctrl-r>git<escape><ctrl-r>make<ctrl-g>')).toBe('git');
    expect(lastQuery('<ctrl-r>git<escape><ctrl-r>make<escape>')).toBe('make');
  });

  it('shows items as they were edited', () => {
    expect(after('<up>!<down><ctrl-r>make', ITEMS)).toBe('|make all!');
  });

  it('ends a word of typing', () => {
    expect(after('a<ctrl-r><escape>b<ctrl-_>')).toBe('a|');
  });

  it('leaves the history where it was if the new text itself is accepted', () => {
    expect(play('a<ctrl-r><escape>', createEditor(ITEMS)).editor.history).toEqual(createEditor(ITEMS).history);
  });
});

describe('a query', () => {
  const query = (pasted: string) => handlePaste(play('<ctrl-r>').editor, pasted).search?.query;

  it('is one line, even of pasted text', () => {
    expect(query('a\nb')).toBe('a b');
    expect(query('a\tb')).toBe('a b');
    expect(query('a  b')).toBe('a  b');
  });

  it('ends after 200 code units, and is well-formed', () => {
    expect(query('x'.repeat(201))).toBe('x'.repeat(200));
    expect(query(`${'x'.repeat(199)}🙂`)).toBe(`${'x'.repeat(199)}\ufffd`);
  });
});
