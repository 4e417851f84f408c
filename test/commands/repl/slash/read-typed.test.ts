import { expect, test } from 'vitest';
import { readTyped } from '../../../../src/commands/repl/slash/read-typed.ts';

test.each([
  ['!git status ', { kind: 'shell', line: 'git status' }],
  ['! ls', { kind: 'shell', line: 'ls' }],
  ['!', { kind: 'shell', line: '' }],
  ['!!', { kind: 'shell', line: '!' }],
  ['!one\ntwo', { kind: 'shell', line: 'one\ntwo' }],
  ['!!one', { kind: 'prompt', text: '!one' }],
  ['!!!one', { kind: 'prompt', text: '!!one' }],
  ['!!\none', { kind: 'prompt', text: '!\none' }],
  ['a!!b', { kind: 'prompt', text: 'a!!b' }],
  [' !ls', { kind: 'prompt', text: ' !ls' }],
  ['', { kind: 'nothing' }],
  [' \n\t ', { kind: 'nothing' }],
  ['hi', { kind: 'prompt', text: 'hi' }],
  [' /help', { kind: 'prompt', text: ' /help' }],
  ['/help', { kind: 'command', name: 'help', argument: '' }],
  ['/HELP', { kind: 'command', name: 'help', argument: '' }],
  ['/?', { kind: 'command', name: 'help', argument: '' }],
  ['/quit', { kind: 'command', name: 'exit', argument: '' }],
  ['/cost', { kind: 'command', name: 'usage', argument: '' }],
  ['/save  my chat.md ', { kind: 'command', name: 'save', argument: 'my chat.md' }],
  ['/edit one\n  two', { kind: 'command', name: 'edit', argument: 'one\n  two' }],
  ['/edit\none', { kind: 'command', name: 'edit', argument: 'one' }],
  ['/hlep me', { kind: 'unknown', name: 'hlep', nearest: 'help' }],
  ['/qiut', { kind: 'unknown', name: 'qiut', nearest: 'quit' }],
  ['/xyzzyxyzzy', { kind: 'unknown', name: 'xyzzyxyzzy', nearest: undefined }],
  ['/', { kind: 'unknown', name: '', nearest: undefined }],
  ['//help', { kind: 'prompt', text: '/help' }],
  ['//help me', { kind: 'prompt', text: '/help me' }],
  ['//xyzzy', { kind: 'prompt', text: '/xyzzy' }],
  ['//', { kind: 'prompt', text: '/' }],
  ['// a comment\ncode();', { kind: 'prompt', text: '// a comment\ncode();' }],
  ['///', { kind: 'prompt', text: '///' }],
  ['/* a comment */', { kind: 'prompt', text: '/* a comment */' }],
  ['/ is a slash', { kind: 'prompt', text: '/ is a slash' }],
  ['/usr/bin/env what is it', { kind: 'prompt', text: '/usr/bin/env what is it' }],
  ['/1', { kind: 'prompt', text: '/1' }],
])('as %j is read', (text, typed) => {
  expect(readTyped(text, false)).toEqual(typed);
});

test.each([
  ['!ls', { kind: 'shell', line: 'ls' }],
  ['!ls\n', { kind: 'shell', line: 'ls' }],
  ['![a picture](b.png)\nWhat is it?', { kind: 'prompt', text: '![a picture](b.png)\nWhat is it?' }],
  ['/help', { kind: 'command', name: 'help', argument: '' }],
])('as %j is read when it was pasted', (text, typed) => {
  expect(readTyped(text, true)).toEqual(typed);
});
