import { describe, expect, test } from 'vitest';
import { commandNamed, SLASH_COMMANDS } from '../../../src/commands/repl/slash-commands.ts';

describe('a command', () => {
  test('has a name of its own, and is found by it', () => {
    const mains = Object.keys(SLASH_COMMANDS);
    const names = Object.entries(SLASH_COMMANDS).flatMap(([name, { also }]) => [name].concat(also ?? []));
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(mains).toContain(commandNamed(name));
    expect(commandNamed('nothing')).toBeUndefined();
    expect(commandNamed('toString')).toBeUndefined();
  });
});
