import { describe, expect, test } from 'vitest';
import {
  commandNamed,
  keyHelp,
  readTyped,
  SLASH_NAMES,
  slashCommand,
  slashHelp,
} from '../../../src/commands/repl/slash-commands.ts';

describe('what was typed', () => {
  test.each([
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
    expect(readTyped(text)).toEqual(typed);
  });
});

describe('a command', () => {
  test('has a name of its own, and is found by it', () => {
    const names = SLASH_NAMES.flatMap((name) => [name, ...(slashCommand(name).also ?? [])]);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(SLASH_NAMES).toContain(commandNamed(name));
    expect(commandNamed('nothing')).toBeUndefined();
    expect(commandNamed('toString')).toBeUndefined();
  });
});

describe('the help', () => {
  test.each([20, 30, 40, 60, 80, 200])('fits in %i columns, with every command in it once', (columns) => {
    const rows = slashHelp(columns).split('\n');
    expect(rows.flatMap((row) => /^ {2}\/([a-z]+)/.exec(row)?.[1] ?? [])).toEqual(SLASH_NAMES);
    expect(rows.filter((row) => row.length >= Math.max(columns, 30))).toEqual([]);
    expect(
      keyHelp(columns)
        .split('\n')
        .filter((row) => row.length >= Math.max(columns, 30)),
    ).toEqual([]);
  });

  test('has two columns where there is room', () => {
    expect(slashHelp(80, ['exit', 'copy'])).toBe(
      '  /exit      exit (also Ctrl-D)\n  /copy [n]  copy the last reply or its n-th code block (-1: last)\n',
    );
    expect(slashHelp(40, ['copy'])).toBe(
      '  /copy [n]\n    copy the last reply or its n-th\n    code block (-1: last)\n',
    );
  });
});
