import { describe, expect, it } from 'vitest';
import { commandOf, searchCommandOf } from '../../src/line-editor/keymap.ts';

const command = (chord: string, prefixed = false) => commandOf({ chord, text: '' }, prefixed);

describe('a key', () => {
  it.each([
    ['left', ['left', 'ctrl-b']],
    ['right', ['right', 'ctrl-f']],
    ['word-left', ['alt-b', 'ctrl-left', 'alt-left']],
    ['word-right', ['alt-f', 'ctrl-right', 'alt-right']],
    ['line-start', ['home', 'ctrl-a']],
    ['line-end', ['end', 'ctrl-e']],
    ['text-start', ['alt-<', 'ctrl-home']],
    ['text-end', ['alt->', 'ctrl-end']],
    ['up', ['up', 'ctrl-p']],
    ['down', ['down', 'ctrl-n']],
    ['delete-left', ['backspace', 'shift-backspace']],
    ['delete-right', ['delete']],
    ['delete-right-or-end', ['ctrl-d']],
    ['kill-line-right', ['ctrl-k']],
    ['kill-line-left', ['ctrl-u']],
    ['kill-long-word-left', ['ctrl-w']],
    ['kill-word-right', ['alt-d', 'ctrl-delete', 'alt-delete']],
    ['kill-word-left', ['alt-backspace', 'ctrl-backspace']],
    ['yank', ['ctrl-y']],
    ['yank-older', ['alt-y']],
    ['transpose', ['ctrl-t']],
    ['upper-case', ['alt-u']],
    ['lower-case', ['alt-l']],
    ['capitalize', ['alt-c']],
    ['undo', ['ctrl-_']],
    ['enter', ['enter']],
    ['newline', ['ctrl-j', 'alt-enter', 'shift-enter']],
    ['complete', ['tab']],
    ['search', ['ctrl-r', 'ctrl-s']],
    ['interrupt', ['ctrl-c']],
    ['suspend', ['ctrl-z']],
    ['clear-screen', ['ctrl-l']],
    ['prefix', ['ctrl-x']],
  ])('is bound to %s: %j', (name, chords) => {
    expect(chords.map((chord) => command(chord))).toEqual(chords.map(() => name));
  });

  it.each([
    ['undo', 'ctrl-u'],
    ['edit-externally', 'ctrl-e'],
  ])('is bound to %s after Ctrl-X: %s', (name, chord) => {
    expect(command(chord, true)).toBe(name);
  });

  it.each(['a', 'f5', 'ctrl-o', 'shift-left', 'ctrl-x ctrl-o', 'toString'])('may have no command: %s', (chord) => {
    expect(command(chord)).toBeUndefined();
  });

  it.each(['a', 'f5', 'left', 'ctrl-x', 'ctrl-x ctrl-u', 'toString'])(
    'may have no command after Ctrl-X: %s',
    (chord) => {
      expect(command(chord, true)).toBeUndefined();
    },
  );
});

it.each([
  ['ctrl-r', 'older'],
  ['ctrl-s', 'newer'],
  ['backspace', 'delete-left'],
  ['ctrl-g', 'cancel'],
  ['ctrl-c', 'cancel'],
  ['escape', 'accept'],
  ['enter', undefined],
  ['left', undefined],
  ['toString', undefined],
])('during a search, %s is bound to %s', (chord, name) => {
  expect(searchCommandOf({ chord, text: '' })).toBe(name);
});
