import { describe, expect, it } from 'vitest';
import { createEditor } from '../../src/line-editor/editor.ts';
import { after, play, shown, submitted } from './play-keys.ts';

const HISTORY = ['first', 'second thing', 'third'];

describe('history', () => {
  it.each([
    ['Up goes to what was said before', '<up><up>', 'second thing|'],
    ['Ctrl-P and Ctrl-N do too', '<ctrl-p><ctrl-p><ctrl-n>', 'third|'],
    ['ends at the oldest', '<up><up><up><up><up>', 'first|'],
    ['keeps what was being typed as its newest', 'new<up><up><down><down>', 'new|'],
    ['keeps what was edited in it', '<up>!<up><down>', 'third!|'],
    ['is not filtered by what is typed', 'f<up>', 'third|'],
  ])('%s', (_, keys, wanted) => {
    expect(after(keys, HISTORY)).toBe(wanted);
  });

  it('is reached from the first line of a text, and left from the last', () => {
    const items = ['one\ntwo', 'three'];
    expect(after('<up><up>', items)).toBe('one\ntwo|');
    expect(after('<up><up><up>', items)).toBe('one|\ntwo');
    expect(after('<up><up><up><down><down>', items)).toBe('three|');
  });

  it('forgets edits once something was submitted, and has what was submitted as its last', () => {
    const { editor } = play('<up>!<up><enter>', createEditor(HISTORY));
    expect(shown(play('<up>', editor).editor)).toBe('second thing|');
    expect(shown(play('<up><up>', editor).editor)).toBe('third|');
  });

  it('keeps a line that was said twice only once, and no blank ones', () => {
    const { editor } = play('a<enter>a<enter>  <enter><enter>', createEditor(HISTORY));
    expect(editor.history.items).toEqual([...HISTORY, 'a']);
  });

  it('shows a long text by its size, and says it whole', () => {
    const long = 'line\n'.repeat(120);
    const { editor } = play('<up>', createEditor([long]));
    expect(editor.pastes[0]?.label).toBe('[120 lines]');
    expect(editor.text).toHaveLength(1);
    expect(submitted('<enter>', editor)).toEqual([long]);
  });
});

describe('the search through history', () => {
  const items = ['make test', 'git commit', 'make all', 'Make it so', 'make all'];
  const search = (keys: string) => {
    const { editor } = play(keys, createEditor(items));
    return [shown(editor), editor.search?.query, editor.search?.failing];
  };

  it.each([
    ['finds the newest that holds the query', '<ctrl-r>make', ['|make all', 'make', false]],
    ['goes on to older ones', '<ctrl-r>make<ctrl-r>', ['|Make it so', 'make', false]],
    ['does not find again what it shows', '<ctrl-r>make all<ctrl-r>', ['|make all', 'make all', true]],
    ['goes back to newer ones', '<ctrl-r>make<ctrl-r><ctrl-s>', ['|make all', 'make', false]],
    ['minds capitals when there are some', '<ctrl-r>Make', ['|Make it so', 'Make', false]],
    ['stands where the query was found', '<ctrl-r>comm', ['git |commit', 'comm', false]],
    ['says when nothing is found, and shows the last', '<ctrl-r>gitx', ['|git commit', 'gitx', true]],
    ['begins anew when some of the query goes', '<ctrl-r>gitx<backspace>', ['|git commit', 'git', false]],
    ['looks for what was looked for last', '<ctrl-r>git<escape><ctrl-r><ctrl-r>', ['|git commit', 'git', false]],
    ['takes signs for what they are', '<ctrl-r>.', ['|', '.', true]],
  ])('%s', (_, keys, wanted) => {
    expect(search(keys)).toEqual(wanted);
  });

  it('submits what it has found with Enter', () => {
    expect(submitted('<ctrl-r>comm<enter>', createEditor(items))).toEqual(['git commit']);
  });

  it.each([
    ['Escape', '<escape>', 'git |commit'],
    ['an arrow', '<left>', 'git| commit'],
    ['another key', '<ctrl-a>', '|git commit'],
  ])('takes what it has found for editing with %s', (_, key, wanted) => {
    expect(search(`typed<ctrl-r>comm${key}`)).toEqual([wanted, undefined, undefined]);
    expect(after(`typed<ctrl-r>comm${key}<down><down><down><down>`, items)).toBe('typed|');
  });

  it.each(['<ctrl-g>', '<ctrl-c>'])('gives the line back as it was with %s', (key) => {
    expect(search(`typed<left><ctrl-r>comm${key}`)).toEqual(['type|d', undefined, undefined]);
  });
});
