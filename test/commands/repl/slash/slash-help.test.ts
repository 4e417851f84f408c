import { describe, expect, test } from 'vitest';
import { SLASH_COMMANDS } from '../../../../src/commands/repl/slash/slash-commands.ts';
import { keyHelp, slashHelp } from '../../../../src/commands/repl/slash/slash-help.ts';

describe('the help', () => {
  test.each([20, 30, 40, 60, 80, 200])('fits in %i columns, with every command in it once', (columns) => {
    const rows = slashHelp(SLASH_COMMANDS, columns).split('\n');
    expect(rows.flatMap((row) => /^ {2}\/([a-z]+)/.exec(row)?.[1] ?? [])).toEqual(Object.keys(SLASH_COMMANDS));
    expect(rows.filter((row) => row.length >= Math.max(columns, 30))).toEqual([]);
    expect(
      keyHelp(columns)
        .split('\n')
        .filter((row) => row.length >= Math.max(columns, 30)),
    ).toEqual([]);
  });

  test('has two columns where there is room', () => {
    const { exit, copy } = SLASH_COMMANDS;
    expect(slashHelp({ exit, copy }, 80)).toBe(
      '  /exit      exit (also Ctrl-D)\n  /copy [n]  copy the last reply or its n-th code block (-1: last)\n',
    );
    expect(slashHelp({ copy }, 40)).toBe(
      '  /copy [n]\n    copy the last reply or its n-th\n    code block (-1: last)\n',
    );
  });
});
