import { describe, expect, it } from 'vitest';
import { createEditor } from '../../src/line-editor/editor.ts';
import { paste } from '../../src/line-editor/handle-key.ts';
import { after, play, shown, submitted } from './play-keys.ts';

const FAMILY = '👩‍👩‍👧';

describe('the cursor', () => {
  it.each([
    ['by characters, as people count them', `a${FAMILY}e\u0301🇩🇪<left><left>|`, `a${FAMILY}||e\u0301🇩🇪`],
    ['and back', `a${FAMILY}b<ctrl-a><right><ctrl-f>|`, `a${FAMILY}||b`],
    ['by words', 'one two, three<alt-b><alt-b>|', 'one ||two, three'],
    ['to the end of the next word', 'one two, three<ctrl-a><alt-f><ctrl-right>|', 'one two||, three'],
    ['to the ends of its line', 'one<ctrl-j>two<ctrl-j>three<up><home>|<end>|', 'one\n|two||\nthree'],
    ['to the ends of the text', 'one<ctrl-j>two<alt-<>|<alt->>|', '|one\ntwo||'],
    ['not beyond the text', '<left>a<right><right>|', 'a||'],
  ])('goes %s', (_, keys, wanted) => {
    expect(after(keys)).toBe(wanted);
  });

  it('stays in its column from line to line, also over a shorter one', () => {
    expect(after('long line<ctrl-j>is<ctrl-j>longer<left><up>')).toBe('long line\nis|\nlonger');
    expect(after('long line<ctrl-j>is<ctrl-j>longer<left><up><up>')).toBe('long |line\nis\nlonger');
    expect(after('long line<ctrl-j>is<ctrl-j>longer<left><up><up><down><down>')).toBe('long line\nis\nlonge|r');
  });

  it('does not stop within a character that came together later', () => {
    expect(shown(play('👧<left>👩\u200d').editor)).toBe('👩\u200d👧|');
  });
});

describe('deleting', () => {
  it.each([
    ['Backspace takes a whole character', `a${FAMILY}<backspace>`, 'a|'],
    ['Delete takes the character at the cursor', 'abc<ctrl-a><delete>', '|bc'],
    ['Ctrl-D does too', 'abc<ctrl-a><ctrl-d>', '|bc'],
    ['Ctrl-K takes the rest of the line', 'one two<alt-b><ctrl-k>', 'one |'],
    ['Ctrl-K takes a line break at the end of a line', 'one<ctrl-j>two<up><end><ctrl-k>', 'one|two'],
    ['Ctrl-U takes the start of the line', 'one<ctrl-j>two three<alt-b><ctrl-u>', 'one\n|three'],
    ['Ctrl-U takes a line break at the start of a line', 'one<ctrl-j>two<home><ctrl-u>', 'one|two'],
    ['Ctrl-W goes to the blank', 'see /a/b.c<ctrl-w>', 'see |'],
    ['Alt-Backspace goes to the start of the word', 'see /a/b.c<alt-backspace>', 'see /a/b.|'],
    ['Alt-D takes the next word', 'one two<ctrl-a><alt-d>', '| two'],
  ])('%s', (_, keys, wanted) => {
    expect(after(keys)).toBe(wanted);
  });
});

describe('what was killed', () => {
  it.each([
    ['comes back with Ctrl-Y', 'one two<ctrl-w><ctrl-a><ctrl-y>', 'two|one '],
    ['is one part, if it was killed at once', 'one two three<ctrl-w><ctrl-w><ctrl-y>', 'one two three|'],
    ['in the order of the text', 'one two three<alt-b><alt-d><ctrl-w><ctrl-y>', 'one two three|'],
    ['is several parts, if something came between', 'one two<ctrl-w><left><right><ctrl-w><ctrl-y>', 'one |'],
    ['is gone through with Alt-Y', 'one two<ctrl-w><left><right><ctrl-w><ctrl-y><alt-y>', 'two|'],
    ['round and round', 'one two<ctrl-w><left><right><ctrl-w><ctrl-y><alt-y><alt-y>', 'one |'],
    ['is not looked for when nothing was yanked', 'one<ctrl-w>two<alt-y>', 'two|'],
  ])('%s', (_, keys, wanted) => {
    expect(after(keys)).toBe(wanted);
  });

  it('is still there at the next prompt', () => {
    expect(after('one<ctrl-w><enter><ctrl-y>')).toBe('one|');
  });
});

describe('changing', () => {
  it.each([
    ['Ctrl-T changes the places of two characters', 'abcd<left><left><ctrl-t>', 'acb|d'],
    ['Ctrl-T at the end changes the last two', 'abc<ctrl-t>', 'acb|'],
    ['Ctrl-T at the start changes nothing', 'ab<ctrl-a><ctrl-t>', '|ab'],
    ['Ctrl-T stays in its line', 'a<ctrl-j>b<home><ctrl-t>', 'a\n|b'],
    ['Alt-U writes a word in capitals', 'one two<ctrl-a><alt-u>', 'ONE| two'],
    ['Alt-L writes it small', 'ONE TWO<alt-b><alt-l>', 'ONE two|'],
    ['Alt-C begins it with a capital', 'oNE two<ctrl-a><alt-c><alt-c>', 'One Two|'],
  ])('%s', (_, keys, wanted) => {
    expect(after(keys)).toBe(wanted);
  });
});

describe('undo', () => {
  it.each([
    ['takes back what was typed word by word', 'one two<ctrl-_>', 'one |'],
    ['takes back one deletion at a time', 'abc<backspace><backspace><ctrl-_>', 'ab|'],
    ['puts the cursor where it was', 'one two<ctrl-a><alt-d><ctrl-_>', '|one two'],
    ['comes with Ctrl-X Ctrl-U too', 'one<ctrl-w><ctrl-x><ctrl-u>', 'one|'],
    ['ends at the empty line', 'a<ctrl-_><ctrl-_><ctrl-_>', '|'],
  ])('%s', (_, keys, wanted) => {
    expect(after(keys)).toBe(wanted);
  });

  it('of a recalled line ends at what was recalled', () => {
    expect(after('<up>x<ctrl-_><ctrl-_>', ['old'])).toBe('old|');
  });
});

describe('a text of several lines', () => {
  it.each(['<alt-enter>', '<ctrl-j>', '<shift-enter>', '\\<enter>'])('is typed with %s', (newline) => {
    expect(submitted(`one${newline}two<enter>`)).toEqual(['one\ntwo']);
  });

  it('keeps two backslashes before Enter as they are', () => {
    expect(submitted('C:\\\\<enter>')).toEqual(['C:\\\\']);
  });

  it('in triple quotes ends with the second ones, and is said without them', () => {
    expect(submitted('"""<enter>one\\<enter><enter>two<enter>"""<enter>')).toEqual(['one\\\n\ntwo']);
    expect(submitted('"""one"""<enter>')).toEqual(['one']);
    expect(submitted('"""""<enter>')).toEqual([]);
  });

  it('is submitted whole, wherever the cursor is', () => {
    expect(submitted('one<ctrl-j>two<up><home><enter>')).toEqual(['one\ntwo']);
  });
});

describe('a key for those around the editor', () => {
  it.each([
    ['<ctrl-d>', { type: 'end' }],
    ['<ctrl-l>', { type: 'clear-screen' }],
    ['<ctrl-z>', { type: 'suspend' }],
    ['<tab>', { type: 'complete' }],
    ['a<ctrl-x><ctrl-e>', { type: 'edit-in-editor', text: 'a' }],
    ['<ctrl-c>', { type: 'interrupt', text: '', shown: { text: '', pastes: [] } }],
  ])('%s is told of', (keys, effect) => {
    expect(play(keys).effects).toEqual([effect]);
  });

  it('is not Ctrl-D as long as something is typed', () => {
    expect(play('a<ctrl-d>').effects).toEqual([]);
  });

  it('after Ctrl-X types nothing', () => {
    expect(after('a<ctrl-x>bc')).toBe('ac|');
  });

  it('that nobody knows does nothing', () => {
    expect(after('a<f5><ctrl-o>b')).toBe('ab|');
  });
});

describe('Ctrl-C', () => {
  it('gives a text up, which Up brings back', () => {
    const { editor, effects } = play('one<ctrl-j>two<ctrl-c>', createEditor(['old']));
    expect(effects).toMatchObject([{ type: 'interrupt', text: 'one\ntwo' }]);
    expect(shown(editor)).toBe('|');
    expect(shown(play('<up>', editor).editor)).toBe('one\ntwo|');
  });
});

describe('hostile text', () => {
  it('loses what steers a terminal, and keeps tabs and line breaks', () => {
    expect(shown(paste(createEditor(), 'a\u001b[2J\tb\r\nc\rd\u0007\u009b\u202e'))).toBe('a[2J\tb\nc\nd|');
  });

  it('cannot pretend to be a paste', () => {
    const editor = paste(createEditor(), 'x'.repeat(2000));
    expect(submitted('<enter>', paste(editor, '\ud800'))).toEqual([`${'x'.repeat(2000)}\ufffd`]);
    expect(submitted('\ud800<enter>', editor)).toEqual([`${'x'.repeat(2000)}\ufffd`]);
    expect(submitted('<up><enter>', createEditor(['\ud800']))).toEqual(['\ufffd']);
  });
});
