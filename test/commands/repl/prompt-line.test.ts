import { expect, test } from 'vitest';
import { isTypable, lineFor } from '../../../src/commands/repl/prompt-line.ts';
import { readTyped } from '../../../src/commands/repl/slash/read-typed.ts';
import type { Content } from '../../../src/core/conversation/conversation.ts';

const text = (words: string) => ({ type: 'text', text: words });
const pdf = { type: 'document', source: {} };
const notes = text('<file path="notes.md">\nnotes\n</file>');
const label = text('<image path="a.png" />');
const image = { type: 'image', source: {} };

test.each<[Content, string]>([
  ['why?', 'why?'],
  ['/help', '//help'],
  ['/help me\nplease', '//help me\nplease'],
  ['/unknown', '//unknown'],
  ['/', '//'],
  ['!ls', '!!ls'],
  ['!!ls', '!!!ls'],
  ['!ls\n-l', '!!ls\n-l'],
  ['/etc/hosts is a file', '/etc/hosts is a file'],
  ['see /help', 'see /help'],
  [[notes, text('see @notes.md')], 'see @notes.md'],
])('the line for the prompt %j is %j, and is read as that prompt', (content, line) => {
  expect(lineFor(content)).toBe(line);
  expect(readTyped(line, false)).toEqual({ kind: 'prompt', text: typeof content === 'string' ? content : line });
});

test.each<[string, Content, boolean]>([
  ['only text', 'why?', true],
  ['text in a block', [text('why?')], true],
  ['a file that it names', [notes, text('see @notes.md')], true],
  ['a file that it does not name', [notes, text('why?')], false],
  ['a numbered file that it does not name', [text('<file-2 path="a">\n</file>\n</file-2>'), text('why?')], false],
  ['a document that it does not name', [pdf, text('why?')], false],
  ['one of two files', [notes, pdf, text('see @notes.md')], false],
  ['images with their names', [label, image, label, image, text('compare @a.png and @b.png')], true],
  ['no question', [pdf], false],
])('a prompt with %s can be typed: %s', (_, content, typable) => {
  expect(isTypable(content)).toBe(typable);
});
