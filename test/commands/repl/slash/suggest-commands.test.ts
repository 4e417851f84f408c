import { describe, expect, test } from 'vitest';
import { SLASH_COMMANDS } from '../../../../src/commands/repl/slash/slash-commands.ts';
import { suggestCommands } from '../../../../src/commands/repl/slash/suggest-commands.ts';

const labels = (line: string) => suggestCommands(line).map(({ label }) => label);

describe('the commands that a line may become', () => {
  test('are all of them after a slash, with what they do', () => {
    expect(labels('/')).toEqual(Object.keys(SLASH_COMMANDS).map((name) => `/${name}`));
    expect(suggestCommands('/')[0]).toEqual({ label: '/help', help: SLASH_COMMANDS.help.help });
  });

  test('are one that runs in the shell after a !', () => {
    expect(suggestCommands('!')).toEqual([
      { label: '!command', help: 'run a command in your shell; nothing of it is sent' },
    ]);
    expect(labels('!l')).toEqual([]);
  });

  test.each([
    ['/re', ['/retry', '/resume', '/rename']],
    ['/RE', ['/retry', '/resume', '/rename']],
    ['/mo', ['/model']],
    ['/qui', ['/exit']],
    ['/x', []],
    ['/model', []],
    ['/quit', []],
    ['/model ', []],
    ['/mo\n', []],
    ['//', []],
    ['/usr/', []],
    [' /mo', []],
    ['', []],
    ['hi', []],
  ])('are %s: %j', (line, expected) => expect(labels(line)).toEqual(expected));
});
