import { describe, expect, it } from 'vitest';
import { change, createEditor, loadText, resetEditor, undo } from '../../src/line-editor/editor.ts';
import { createHistory } from '../../src/line-editor/history.ts';
import { after, marked, play } from './play-keys.ts';

describe('undo', () => {
  it.each([
    ['reverts typing word by word', 'one two<ctrl-_>', 'one |'],
    ['reverts one word after another', 'one two six<ctrl-_><ctrl-_>', 'one |'],
    ['ends a word at a line break', 'one<ctrl-j>two<ctrl-_>', 'one\n|'],
    ['reverts typing up to another key', 'one<left>two<ctrl-_>', 'on|e'],
    ['reverts deletions one at a time', 'abc<backspace><backspace><ctrl-_>', 'ab|'],
    ['restores the cursor', 'one two<ctrl-a><alt-d><ctrl-_>', '|one two'],
    ['is also on Ctrl-X Ctrl-U', 'one<ctrl-w><ctrl-x><ctrl-u>', 'one|'],
    ['stops at the empty text', 'a<ctrl-_><ctrl-_><ctrl-_>', '|'],
    ['ignores keys that changed nothing', 'a<backspace><backspace><ctrl-_>', 'a|'],
    ['can itself be followed by typing', 'one two<ctrl-_>six<ctrl-_>', 'one |'],
  ])('%s', (_, keys, expected) => {
    expect(after(keys)).toBe(expected);
  });

  it('stops at a recalled text', () => {
    expect(after('<up>x<ctrl-_><ctrl-_>', ['old'])).toBe('old|');
  });

  it('goes back a thousand changes', () => {
    let editor = createEditor();
    for (let n = 0; n < 1001; n++) editor = change(editor, { text: `${n}`, cursor: 0 });
    expect(editor.undoStack).toHaveLength(1000);
    for (let n = 0; n < 1001; n++) editor = undo(editor);
    expect(editor.text).toBe('0');
  });
});

describe('a loaded text', () => {
  it('has the cursor at its end and nothing to undo', () => {
    const editor = loadText(play('abc').editor, 'one\ntwo');
    expect(marked(editor)).toBe('one\ntwo|');
    expect(editor.undoStack).toEqual([]);
  });

  it('is folded if it is long', () => {
    expect(loadText(createEditor(), 'x'.repeat(1001)).pastes).toMatchObject([{ label: '[1,001 characters]' }]);
  });
});

describe('a reset editor', () => {
  it('keeps the kill ring and the last query, and nothing else', () => {
    const { editor } = play('x<ctrl-w>a<ctrl-r>one<escape>', createEditor(['one']));
    const history = createHistory(['two']);
    expect(resetEditor(editor, history)).toEqual({ ...createEditor(), history, killRing: ['x'], lastQuery: 'one' });
  });

  it('starts with a given text', () => {
    expect(marked(resetEditor(createEditor(), createHistory([]), 'abc'))).toBe('abc|');
  });
});
