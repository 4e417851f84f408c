import { expect, test } from 'vitest';
import { configValue } from '../../../src/core/config/config-value.ts';
import { OPTIONS } from '../../../src/core/config/options.ts';
import { CONFIG_KEYS } from '../../../src/core/config/settings.ts';
import { sampleText } from '../../helpers/option-samples.ts';
import { usageMistake } from '../../helpers/usage-mistake.ts';

test.each([
  ['model', 'haiku', 'haiku'],
  ['maxTokens', '5', 5],
  ['save', 'off', false],
  ['wrap', 'none', 'none'],
  ['wrap', '80', 80],
  ['system', '["a"]', '["a"]'],
  ['system', '5', '5'],
  ['allowTool', 'read_*', 'read_*'],
  ['allowTool', '["a", "b"]', ['a', 'b']],
  ['mcpConfig', 'servers.json', 'servers.json'],
  ['mcpConfig', '{"mcpServers": {}}', { mcpServers: {} }],
  ['theme', '{"code": "bold"}', { code: 'bold' }],
  ['prices', '{"my-model": {"input": 3, "output": 15}}', { 'my-model': { input: 3, output: 15 } }],
] as const)('%s typed as %s is written as %j', (name, typed, expected) => {
  expect(configValue(name, typed)).toEqual(expected);
});

test.each(CONFIG_KEYS.filter((name) => name !== 'theme' && name !== 'prices'))(
  'what is written for %s is read as what was typed',
  (name) => {
    const typed = sampleText(name)!;
    expect(OPTIONS[name].takes.fromJson(configValue(name, typed))).toEqual(OPTIONS[name].takes.parse(typed));
  },
);

test.each([
  ['effort', 'hgh', 'effort must be low, medium, high, xhigh or max, not "hgh"', 'did you mean high?'],
  ['maxTokens', '0', 'maxTokens must be a positive whole number, not "0"', undefined],
  ['theme', '{"code": 1}', expect.stringMatching(/^theme must be an object/), undefined],
  ['prices', '3', 'prices must be an object of prices by model id, not "3"', undefined],
  ['prices', '{"m": {"input": 3}}', '"prices": "m": "output" is missing', undefined],
] as const)('%s cannot be %s', (name, typed, what, hint) => {
  expect(usageMistake(() => configValue(name, typed))).toEqual({ what, hint });
});
