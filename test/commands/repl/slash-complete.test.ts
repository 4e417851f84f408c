import { expect, test } from 'vitest';
import { completableAt } from '../../../src/commands/repl/slash-complete.ts';

/** What is completed stands between brackets; `undefined`: nothing is. */
test.each([
  ['/[]', 'command'],
  ['/[mo]', 'command'],
  ['/help [mo]', 'command'],
  ['/model []', 'model'],
  ['/model [claude-o]', 'model'],
  ['/effort [x]', 'effort'],
  ['/resume [kx]', 'session'],
  ['/raw [o]', 'switch'],
  ['/thinking  [of]', 'switch'],
  ['/save []', 'path'],
  ['/save [with blanks.m]', 'path'],
  ['/save [~/chat]', 'path'],
  ['/system @[pirate]', 'path'],
  ['/exit ', undefined],
  ['/retry x', undefined],
  ['/nothing x', undefined],
  ['hi', undefined],
  ['', undefined],
  ['one two ', undefined],
  ['what is in [./src/]', 'path'],
  ['what is in [../x]', 'path'],
  ['what is in [src/co]', 'path'],
  ['[/usr/lo]', 'path'],
  ['[~/]', 'path'],
  ['look at @[READ]', 'path'],
  ['look at @[]', 'path'],
  ['one\n@[two]', 'path'],
  ['somebody@example', undefined],
])('%s', (text, kind) => {
  const from = text.indexOf('[');
  const before = text.replaceAll(/[[\]]/g, '');
  const wanted = kind && { kind, from, word: before.slice(from) };
  expect(completableAt(before)).toEqual(wanted);
});
