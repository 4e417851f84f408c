import { describe, expect, it } from 'vitest';
import { createEditor, resetEditor, typeText, type Editor } from '../../src/line-editor/editor.ts';
import { handlePaste, replaceText } from '../../src/line-editor/handle-key.ts';
import { createHistory } from '../../src/line-editor/history.ts';
import { after, marked, play, submitted } from './play-keys.ts';

const FAMILY = '👩‍👩‍👧';
const LONG_PASTE = 'line\n'.repeat(20);

describe('the cursor', () => {
  it.each([
    ['back by whole characters', `a${FAMILY}e\u0301🇩🇪<left><left>|`, `a${FAMILY}||e\u0301🇩🇪`],
    ['forward by whole characters', `a${FAMILY}b<ctrl-a><right><ctrl-f>|`, `a${FAMILY}||b`],
    ['back by words', 'one two, three<alt-b><alt-b>|', 'one ||two, three'],
    ['forward to the end of a word', 'one two, three<ctrl-a><alt-f><ctrl-right>|', 'one two||, three'],
    ['to both ends of a line', 'one<ctrl-j>two<ctrl-j>three<up><home>|<end>|', 'one\n|two||\nthree'],
    ['to both ends of the text', 'one<ctrl-j>two<alt-<>|<alt->>|', '|one\ntwo||'],
    ['not out of the text', '<left>a<right><right>|', 'a||'],
  ])('moves %s', (_, keys, expected) => {
    expect(after(keys)).toBe(expected);
  });

  it('keeps its column from line to line, even across a shorter one', () => {
    expect(after('long line<ctrl-j>is<ctrl-j>longer<left><up>')).toBe('long line\nis|\nlonger');
    expect(after('long line<ctrl-j>is<ctrl-j>longer<left><up><up>')).toBe('long |line\nis\nlonger');
    expect(after('long line<ctrl-j>is<ctrl-j>longer<left><up><up><down><down>')).toBe('long line\nis\nlonge|r');
  });

  it('gets a new column from any other key', () => {
    expect(after('long line<ctrl-j>is<ctrl-j>longer<left><up><left><up>')).toBe('l|ong line\nis\nlonger');
  });

  it('never stops inside a character that was joined later', () => {
    expect(after('👧<left>👩\u200d')).toBe('👩\u200d👧|');
  });
});

describe('deleting', () => {
  it.each([
    ['Backspace deletes a whole character', `a${FAMILY}<backspace>`, 'a|'],
    ['Delete deletes the character at the cursor', 'abc<ctrl-a><delete>', '|bc'],
    ['Ctrl-D does too', 'abc<ctrl-a><ctrl-d>', '|bc'],
    ['Ctrl-K deletes the rest of the line', 'one two<alt-b><ctrl-k>', 'one |'],
    ['Ctrl-K deletes the line break at the end of a line', 'one<ctrl-j>two<up><end><ctrl-k>', 'one|two'],
    ['Ctrl-U deletes the start of the line', 'one<ctrl-j>two three<alt-b><ctrl-u>', 'one\n|three'],
    ['Ctrl-U deletes the line break at the start of a line', 'one<ctrl-j>two<home><ctrl-u>', 'one|two'],
    ['Ctrl-W deletes back to whitespace', 'see /a/b.c<ctrl-w>', 'see |'],
    ['Alt-Backspace deletes back to the start of a word', 'see /a/b.c<alt-backspace>', 'see /a/b.|'],
    ['Alt-D deletes the next word', 'one two<ctrl-a><alt-d>', '| two'],
    ['Backspace stops at the start', '<backspace>', '|'],
    ['Delete stops at the end', 'a<delete>', 'a|'],
  ])('%s', (_, keys, expected) => {
    expect(after(keys)).toBe(expected);
  });
});

describe('rewriting', () => {
  it.each([
    ['Ctrl-T swaps the characters around the cursor', 'abcd<left><left><ctrl-t>', 'acb|d'],
    ['Ctrl-T swaps the last two at the end', 'abc<ctrl-t>', 'acb|'],
    ['Ctrl-T does nothing at the start', 'ab<ctrl-a><ctrl-t>', '|ab'],
    ['Ctrl-T stays within a line', 'a<ctrl-j>b<home><ctrl-t>', 'a\n|b'],
    ['Alt-U changes a word to upper case', 'one two<ctrl-a><alt-u>', 'ONE| two'],
    ['Alt-L changes a word to lower case', 'ONE TWO<alt-b><alt-l>', 'ONE two|'],
    ['Alt-C capitalizes words', 'oNE two<ctrl-a><alt-c><alt-c>', 'One Two|'],
  ])('%s', (_, keys, expected) => {
    expect(after(keys)).toBe(expected);
  });
});

describe('Enter', () => {
  it.each(['<alt-enter>', '<ctrl-j>', '<shift-enter>', '\\<enter>'])('comes later in lines broken by %s', (newline) => {
    expect(submitted(`one${newline}two<enter>`)).toEqual(['one\ntwo']);
  });

  it('breaks the line only after a backslash right before the cursor', () => {
    expect(submitted('a\\<left><enter>')).toEqual(['a\\']);
    expect(after('a\\b<left><enter>')).toBe('a\n|b');
  });

  it('submits after two backslashes, which stay', () => {
    expect(submitted('C:\\\\<enter>')).toEqual(['C:\\\\']);
    expect(after('C:\\\\\\<enter>')).toBe('C:\\\\\n|');
  });

  it('submits the whole text, wherever the cursor is', () => {
    expect(submitted('one<ctrl-j>two<up><home><enter>')).toEqual(['one\ntwo']);
  });

  it('submits a folded paste in full, and reports it folded', () => {
    const { editor } = play('a', handlePaste(createEditor(), LONG_PASTE));
    const { effects } = play('<enter>', editor);
    const folded = { text: editor.text, pastes: editor.pastes };
    expect(effects).toEqual([{ type: 'submit', text: `${LONG_PASTE}a`, folded, isPasted: true }]);
  });

  it('empties the editor', () => {
    expect(after('abc<enter>')).toBe('|');
  });
});

describe('a text in triple quotes', () => {
  it.each([
    ['"""<enter>one\\<enter><enter>two<enter>"""<enter>', ['one\\\n\ntwo']],
    ['"""one"""<enter>', ['one']],
    ['"""one<enter>two"""<enter>', ['one\ntwo']],
    ['"""one""" <enter>', ['one']],
    ['""""""<enter>', ['']],
    ['"""<enter>"""<enter>', ['']],
    ['"""<enter><enter>one<enter><enter>"""<enter>', ['\none\n']],
    ['"""""<enter>', []],
    ['"""one"""two<enter>', []],
    ['one"""<enter>', ['one"""']],
    ['one """two"""<enter>', ['one """two"""']],
  ])('ends at its closing quotes and is submitted without quotes: %s', (keys, texts) => {
    expect(submitted(keys)).toEqual(texts);
  });

  it('breaks the line on Enter while it is open', () => {
    expect(after('"""<enter>one<left><enter>')).toBe('"""\non\n|e');
  });
});

describe('a key for the owner of the editor', () => {
  it.each([
    ['<ctrl-d>', { type: 'end' }],
    ['<ctrl-l>', { type: 'clear-screen' }],
    ['<ctrl-z>', { type: 'suspend' }],
    ['<tab>', { type: 'complete' }],
    ['a<ctrl-x><ctrl-e>', { type: 'edit-externally', text: 'a' }],
    ['<ctrl-c>', { type: 'interrupt', text: '', folded: { text: '', pastes: [] } }],
  ])('%s has an effect', (keys, effect) => {
    expect(play(keys).effects).toEqual([effect]);
  });

  it.each(['<ctrl-l>', '<ctrl-z>', '<tab>', '<ctrl-x><ctrl-e>'])('%s keeps the text and ends a word', (keys) => {
    expect(after(`a${keys}b`)).toBe('ab|');
    expect(after(`a${keys}b<ctrl-_>`)).toBe('a|');
  });

  it('is not Ctrl-D while there is text', () => {
    expect(play('a<ctrl-d>').effects).toEqual([]);
    expect(play('a<left><ctrl-d><ctrl-d>').effects).toEqual([{ type: 'end' }]);
  });

  it('gets the text with its pastes in full', () => {
    const editor = handlePaste(createEditor(), LONG_PASTE);
    expect(play('<ctrl-x><ctrl-e>', editor).effects).toMatchObject([{ text: LONG_PASTE }]);
    expect(play('<ctrl-c>', editor).effects).toMatchObject([{ text: LONG_PASTE, folded: { text: editor.text } }]);
  });
});

describe('a key without a command', () => {
  it('types nothing after Ctrl-X', () => {
    expect(after('a<ctrl-x>bc')).toBe('ac|');
  });

  it('does nothing', () => {
    expect(after('a<f5><ctrl-o>b')).toBe('ab|');
  });

  it('ends a word of typing', () => {
    expect(after('a<f5>b<ctrl-_>')).toBe('a|');
  });
});

describe('a text that was put at the prompt', () => {
  const offered = resetEditor(createEditor(), createHistory(['old']), 'why is');

  it.each([
    ['a slash replaces it', '/undo', '/undo|'],
    ['two slashes replace it', '//undo', '//undo|'],
    ['what is replaced comes back with Ctrl-_', '/undo<ctrl-_>', 'why is|'],
    ['any other key continues it', ' a/b', 'why is a/b|'],
    ['a slash after a move is text', '<ctrl-a>/', '/|why is'],
    ['a slash after a correction is text', '<backspace>/', 'why i/|'],
    ['a slash after a key without a command is text', '<f5>/', 'why is/|'],
  ])('%s', (_, keys, expected) => {
    expect(marked(play(keys, offered).editor)).toBe(expected);
  });

  it('is continued by a paste that starts with a slash', () => {
    expect(marked(handlePaste(offered, '/undo'))).toBe('why is/undo|');
  });

  it('is not one from the history, or typed by the user', () => {
    expect(marked(play('<up>/', resetEditor(offered, offered.history)).editor)).toBe('old/|');
    expect(after('a/b')).toBe('a/b|');
  });
});

describe('Ctrl-C', () => {
  it('discards the text, which Up brings back', () => {
    const { editor, effects } = play('one<ctrl-j>two<ctrl-c>', createEditor(['old']));
    expect(effects).toMatchObject([{ type: 'interrupt', text: 'one\ntwo' }]);
    expect(marked(editor)).toBe('|');
    expect(marked(play('<up>', editor).editor)).toBe('one\ntwo|');
  });
});

describe('unsafe text', () => {
  it('loses control characters other than tabs and line breaks', () => {
    const editor = handlePaste(createEditor(), 'a\u001b[2J\tb\r\nc\rd\u0007\u009b\u202e');
    expect(marked(editor)).toBe('a[2J\tb\nc\nd|');
  });

  it('cannot pose as a folded paste', () => {
    const editor = handlePaste(createEditor(), 'x'.repeat(2000));
    expect(submitted('<enter>', handlePaste(editor, '\ud800'))).toEqual([`${'x'.repeat(2000)}\ufffd`]);
    expect(submitted('\ud800<enter>', editor)).toEqual([`${'x'.repeat(2000)}\ufffd`]);
    expect(submitted('<up><enter>', createEditor(['\ud800']))).toEqual(['\ufffd']);
  });
});

describe('a text edited in another program', () => {
  it('replaces the whole text and can be undone', () => {
    const editor = replaceText(play('before').editor, 'one\ntwo\n');
    expect(marked(editor)).toBe('one\ntwo|');
    expect(marked(play('<ctrl-_>', editor).editor)).toBe('before|');
  });

  it.each([
    ['a\n', 'a'],
    ['a\r\n', 'a'],
    ['a\n\n', 'a\n'],
    ['a\nb', 'a\nb'],
    ['\n', ''],
  ])('loses one line break at its end: %j', (edited, text) => {
    expect(replaceText(createEditor(), edited).text).toBe(text);
  });

  it('is folded if it is long', () => {
    const editor = replaceText(createEditor(), LONG_PASTE);
    expect(editor.pastes.map(({ label }) => label)).toEqual(['[20 lines]']);
  });
});

describe('what a text begins with', () => {
  const isPasted = (editor: Editor) =>
    play('<enter>', editor).effects.some((effect) => 'isPasted' in effect && effect.isPasted);
  const paste = (text: string, keys = '', history: readonly string[] = []) =>
    handlePaste(play(keys, createEditor(history)).editor, text);

  it.each<[string, Editor, boolean]>([
    ['typed', play('!ls').editor, false],
    ['pasted', paste('!ls'), true],
    ['pasted, then typed', typeText(paste('!ls'), ' -l'), true],
    ['typed, then pasted', paste('ls', '!'), false],
    ['pasted, with something typed before it', play('<home>!', paste('ls')).editor, false],
    ['pasted before what was typed', paste('!', 'ls<home>'), true],
    ['pasted, and left for the history and back', play('<up><down>', paste('!ls', '', ['one'])).editor, true],
    ['pasted, and searched from', play('<ctrl-r>x<ctrl-g>', paste('!ls', '', ['one'])).editor, true],
    ['recalled', play('<up>', paste('ls', '', ['!one'])).editor, false],
    ['pasted, deleted and typed', play('<ctrl-u>!ls', paste('!rm')).editor, false],
    ['pasted, and taken back', typeText(play('<ctrl-_>', paste('!rm')).editor, '!ls'), false],
    ['from an editor', replaceText(paste('!rm'), '!ls'), false],
    ['quoted', play('"""!ls"""').editor, true],
  ])('is %s: %s', (_, editor, expected) => expect(isPasted(editor)).toBe(expected));
});
