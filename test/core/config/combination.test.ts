import { describe, expect, test } from 'vitest';
import { checkCombination, isForOneReply } from '../../../src/core/config/combination.ts';
import { longFlag, OPTION_NAMES, OPTIONS, type OptionName } from '../../../src/core/config/options.ts';
import { decideSettings, type Flags, type Settings } from '../../../src/core/config/settings.ts';
import { usageMistake } from '../../helpers/usage-mistake.ts';
import { sampleFlag } from '../../helpers/option-samples.ts';

const decide = (options: Flags['options'], environment = {}): Settings =>
  decideSettings({ words: [], options }, environment, undefined);
const typed = (...names: OptionName[]): Flags['options'] =>
  Object.fromEntries(names.map((name) => [name, sampleFlag(name)]));

const pairs = OPTION_NAMES.flatMap((name) =>
  (OPTIONS[name].excludes ?? []).map(({ option, why }) => ({ name, option, why })),
);

describe('options that cannot be used together', () => {
  test('are these', () => {
    expect(pairs.map(({ name, option }) => `${longFlag(name)} ${longFlag(option)}`)).toEqual([
      '--continue --resume',
      '--interactive --print',
      '--interactive --output-format',
      '--interactive --output',
      '--interactive --record',
      '--interactive --count',
      '--interactive --extract',
      '--interactive --json-schema',
      '--file --demo',
      '--file --replay',
      '--count --demo',
      '--count --replay',
      '--count --record',
      '--count --output',
      '--count --extract',
      '--extract --json-schema',
      '--record --no-stream',
      '--demo --replay',
    ]);
  });

  test.each(pairs)('$name and $option are refused in either order', ({ name, option, why }) => {
    const message = `${longFlag(name)} and ${longFlag(option)} cannot be used together: ${why}`;
    expect(usageMistake(() => decide(typed(name, option)))).toEqual({ what: message });
    expect(usageMistake(() => decide(typed(option, name)))).toEqual({ what: message });
    expect(decide(typed(name))).toMatchObject({ [option]: OPTIONS[option].default });
  });

  test('are found in the order of the table', () => {
    expect(usageMistake(() => decide(typed('demo', 'replay', 'count', 'interactive'))).what).toMatch(
      /^--interactive and --count /,
    );
    expect(usageMistake(() => decide(typed('demo', 'replay', 'count'))).what).toMatch(/^--count and --demo /);
  });

  test('clash wherever they are set', () => {
    const environment = { CLAUDE_STREAM_OUTPUT_FORMAT: 'json', CLAUDE_STREAM_STREAM: 'off' };
    expect(usageMistake(() => decide({ interactive: true }, environment)).what).toMatch(
      /^--interactive and --output-format /,
    );
    expect(usageMistake(() => decide({ record: 'a' }, environment)).what).toMatch(/^--record and --no-stream /);
  });

  test('can be set to their defaults', () => {
    expect(decide({ interactive: true, outputFormat: 'text' }).outputFormat).toBe('text');
    expect(decide({ record: 'a', stream: true }).stream).toBe(true);
  });
});

test('an option that needs another is refused without it', () => {
  expect(usageMistake(() => decide({ fork: true }))).toEqual({
    what: '--fork needs --continue or --resume',
    hint: 'they choose the conversation to copy',
  });
  expect(decide({ fork: true, continue: true }).fork).toBe(true);
  expect(decide({ fork: true, resume: true }).fork).toBe(true);
});

test('nothing is wrong with no options at all', () => {
  expect(() => checkCombination(decide({}))).not.toThrow();
});

describe('an option for one reply', () => {
  const forOneReply = new Set([
    'print',
    'file',
    'count',
    'outputFormat',
    'jsonSchema',
    'extract',
    'output',
    'record',
    'replay',
  ]);

  test.each(OPTION_NAMES.filter((name) => name !== 'theme'))('%s: whether it is one', (name) => {
    const values = { ...decide({}), [name]: sampleFlag(name) };
    expect(isForOneReply(values)).toBe(forOneReply.has(name));
  });

  test('is none of the defaults', () => {
    expect(isForOneReply(decide({}))).toBe(false);
    expect(isForOneReply(decide({ outputFormat: 'text' }))).toBe(false);
  });
});
