import { describe, expect, test } from 'vitest';
import {
  efforts,
  models,
  onOrOff,
  paths,
  sessions,
  shellPaths,
} from '../../../../src/commands/repl/slash/candidates.ts';
import { completableAt, createCompleter } from '../../../../src/commands/repl/slash/complete.ts';
import { commandNames } from '../../../../src/commands/repl/slash/slash-commands.ts';
import type { Offered } from '../../../../src/terminal/input/line-input.ts';
import { tempFolder, writeIn } from '../../../helpers/sandbox.ts';

/** The word that is completed is in brackets. */
describe('the word to complete', () => {
  test.each([
    ['/[]', commandNames],
    ['/[mo]', commandNames],
    ['/help [mo]', commandNames],
    ['/model []', models],
    ['/model [claude-o]', models],
    ['/effort [x]', efforts],
    ['/resume [kx]', sessions],
    ['/raw [o]', onOrOff],
    ['/thinking  [of]', onOrOff],
    ['/save []', paths],
    ['/save [with blanks.m]', paths],
    ['/save [~/chat]', paths],
    ['/system @[pirate]', paths],
    ['/exit ', undefined],
    ['/retry x', undefined],
    ['/nothing x', undefined],
    ['hi', undefined],
    ['', undefined],
    ['one two ', undefined],
    ['what is in [./src/]', paths],
    ['what is in [../x]', paths],
    ['what is in [src/co]', paths],
    ['[/usr/lo]', paths],
    ['[~/]', paths],
    ['look at @[READ]', paths],
    ['look at @[]', paths],
    ['one\n@[two]', paths],
    ['somebody@example', undefined],
    ['![]', shellPaths],
    ['/file []', paths],
    ['/file [src/a b]', paths],
    ['/file !cat [a]', shellPaths],
    ['![l]', shellPaths],
    ['!cat []', shellPaths],
    ['!cat a.md [b]', shellPaths],
    [String.raw`!cat [my\ no]`, shellPaths],
    ['a !cat [/b]', paths],
  ])('%s', (text, complete) => {
    const from = text.indexOf('[');
    const expected = complete && { from, complete };
    expect(completableAt(text.replaceAll(/[[\]]/g, ''))).toEqual(expected);
  });
});

describe('Tab', () => {
  const complete = createCompleter({
    models: async () => [{ id: 'claude-opus-5-5' }, { id: 'claude-haiku-5' }],
    sessions: (prefix) => ['bcdf', 'bcgh', 'kxyz'].filter((id) => id.startsWith(prefix)),
    allowedTools: () => ['read_file', 'write_file'],
  });

  test.each([
    ['/re', 1, ['retry', 'resume', 'rename']],
    ['/help  S', 7, ['system', 'show', 'save', 'sessions']],
    ['/effort M', 8, ['medium', 'max']],
    ['/resume b', 8, ['bcdf', 'bcgh']],
    ['/raw ', 5, ['on', 'off']],
    ['/raw of', 5, ['off']],
    ['/tools ', 7, ['revoke']],
    ['/tools re', 7, ['revoke']],
    ['/tools revoke ', 7, ['revoke read_file', 'revoke write_file']],
    ['/tools revoke w', 7, ['revoke write_file']],
    ['hi', 2, []],
  ])('after %j completes from %i on: %j', (before, from, words) => {
    const offered = complete(before) as Offered;
    expect({ ...offered, candidates: offered.candidates.map(({ text }) => text) }).toEqual({ from, candidates: words });
  });

  test('adds a blank only after commands that take an argument', () => {
    expect(complete('/mo')).toEqual({ from: 1, candidates: [{ text: 'model', label: '/model', trailing: ' ' }] });
    expect(complete('/un')).toEqual({ from: 1, candidates: [{ text: 'undo', label: '/undo', trailing: '' }] });
  });

  test('waits only for models, and offers none if they cannot be listed', async () => {
    const offered = complete('/model claude-H');
    expect(offered).toBeInstanceOf(Promise);
    expect(await offered).toEqual({ from: 7, candidates: [{ text: 'claude-haiku-5' }] });
    const offline = createCompleter({
      models: () => Promise.reject(new Error('offline')),
      sessions: () => [],
      allowedTools: () => [],
    });
    expect(await offline('/model ')).toEqual({ from: 7, candidates: [] });
  });

  test('escapes what has a meaning in a shell, after a !', () => {
    const folder = tempFolder();
    writeIn(folder, "it's $5 & über.md", '');
    const from = '!cat '.length;
    const text = String.raw`${folder}/it\'s\ \$5\ \&\ über.md`;
    expect(complete(String.raw`!cat ${folder}/it\'s\ `)).toEqual({ from, candidates: [{ text, trailing: ' ' }] });
  });

  test('adds a blank after files, but not after folders', () => {
    const folder = tempFolder();
    writeIn(folder, 'notes.md', '');
    writeIn(folder, 'notebook/page.md', '');
    expect(complete(`read @${folder}/note`)).toEqual({
      from: 6,
      candidates: [
        { text: `${folder}/notebook/`, trailing: '' },
        { text: `${folder}/notes.md`, trailing: ' ' },
      ],
    });
  });
});
