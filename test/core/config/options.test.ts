import { describe, expect, test } from 'vitest';
import { longFlag, OPTION_NAMES, OPTIONS } from '../../../src/core/config/options.ts';
import { onOff } from '../../../src/core/config/value-types.ts';

const rows = OPTION_NAMES.map((name) => Object.assign({ name }, OPTIONS[name]));
const withFlag = rows.flatMap(({ flag, ...row }) => (flag === undefined ? [] : [{ ...row, flag }]));

const camelCase = (flag: string) => flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();

describe('the table of options', () => {
  test.each(withFlag)('derives the name $name from the flag $flag, as commander does', ({ name, flag, takes }) => {
    expect(flag).toMatch(/^(-[a-z], )?--[a-z]+(-[a-z]+)*( <\S+>| \[\S+\])?$/);
    expect(camelCase(longFlag(name).replace(/^--(no-)?/, ''))).toBe(name);
    expect(/[<[]/.test(flag)).toBe(takes !== onOff);
  });

  test('has no flag twice', () => {
    const flags = withFlag.flatMap(({ flag }) => flag.match(/(?<=^|, )--?[\w-]+/g) ?? []);
    expect(new Set(flags).size).toBe(flags.length);
    expect(flags.length).toBeGreaterThan(withFlag.length);
  });

  test.each(rows.filter(({ env }) => env !== undefined))('derives the variable of $name from it', ({ name, env }) => {
    expect(env![0]).toBe(`CLAUDE_STREAM_${snakeCase(name)}`);
  });

  test('has a --no- flag for what is on by default, and for nothing else', () => {
    const on = rows.filter((row) => row.default === true).map(({ name }) => longFlag(name));
    expect(on).toEqual(['--no-save', '--no-cache', '--no-stdin', '--no-stream']);
    expect(rows.map(({ name }) => longFlag(name)).filter((flag) => flag.startsWith('--no-'))).toEqual(on);
  });

  test.each(rows)('explains $name in a line that names every choice', ({ help, takes }) => {
    expect(help).toMatch(/^\w.+[^.]$/);
    for (const choice of takes.choices ?? []) expect(help).toMatch(new RegExp(`\\b${choice}\\b`));
  });

  test('keeps the options of a group together', () => {
    const groups = rows.map(({ group }) => group);
    const runs = groups.filter((group, index) => group !== groups[index - 1]);
    expect(runs).toEqual(['Model', 'Conversation', 'Input', 'Tools', 'Output', 'Connection', 'Recordings', 'Help']);
  });

  test.each(rows.filter((row) => row.default !== undefined))('has a default for $name that fits', (row) => {
    expect(row.takes.fromJson(row.default)).toBe(row.default);
  });

  test('has no flag that takes a secret, and no temperature, which the API has removed', () => {
    const secrets = /key|secret|password|auth|temperature|top-?[kp]\b/i;
    expect(withFlag.filter(({ flag }) => secrets.test(flag))).toEqual([]);
  });
});

test.each([
  ['maxTokens', '--max-tokens'],
  ['stream', '--no-stream'],
  ['theme', 'theme'],
] as const)('%s is called %s in messages', (name, flag) => {
  expect(longFlag(name)).toBe(flag);
});
