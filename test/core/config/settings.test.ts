import { describe, expect, test } from 'vitest';
import { OPTIONS } from '../../../src/core/config/options.ts';
import { ProblemError } from '../../../src/core/problem/problem.ts';
import {
  CONFIG_KEYS,
  decideSettings,
  type ConfigFile,
  type Environment,
  type Flags,
} from '../../../src/core/config/settings.ts';

const decide = (options: Flags['options'] = {}, environment: Environment = {}, values?: unknown) =>
  decideSettings({ words: [], options }, environment, values === undefined ? undefined : file(values));
const file = (values: unknown): ConfigFile => ({ path: '/c/config.json', values });

function complaintOf(decision: () => unknown): string {
  try {
    decision();
  } catch (error) {
    if (error instanceof ProblemError && error.problem.exit === 'usage') return error.message;
    throw error;
  }
  throw new Error('nothing was wrong');
}

test('flags win over the environment, the environment over the config file, the file over the defaults', () => {
  const environment = { CLAUDE_STREAM_MODEL: 'from-environment' };
  const config = { model: 'from-file' };
  expect(decide({ model: 'from-flag' }, environment, config).model).toBe('from-flag');
  expect(decide({}, environment, config).model).toBe('from-environment');
  expect(decide({}, {}, config).model).toBe('from-file');
  expect(decide().model).toBe('claude-opus-5-5');
});

test('an empty variable is one that is not set', () => {
  expect(decide({}, { CLAUDE_STREAM_MODEL: '' }, { model: 'from-file' }).model).toBe('from-file');
});

test('CLAUDE_STREAM_BASE_URL wins over ANTHROPIC_BASE_URL, which the SDK also reads', () => {
  const both = { ANTHROPIC_BASE_URL: 'http://a.test', CLAUDE_STREAM_BASE_URL: 'http://c.test' };
  expect(decide({}, both).baseUrl).toBe('http://c.test');
  expect(decide({}, { ANTHROPIC_BASE_URL: 'http://a.test' }).baseUrl).toBe('http://a.test');
});

test('a base URL that ends with the /v1 of the API, or a slash, is the same without it', () => {
  for (const url of ['http://a.test/x', 'http://a.test/x/', 'http://a.test/x/v1', 'http://a.test/x/v1/']) {
    expect(decide({ baseUrl: url }).baseUrl).toBe('http://a.test/x');
  }
});

test.each([
  ['opus', 'claude-opus-5-5'],
  ['sonnet', 'claude-sonnet-5-5'],
  ['haiku', 'claude-haiku-5-5'],
  ['fable', 'claude-fable-5-2'],
  ['constructor', 'constructor'],
])('the model %s is %s', (typed, id) => {
  expect(decide({ model: typed }).model).toBe(id);
});

test.each<[string, () => unknown, string | RegExp]>([
  ['flag', () => decide({ maxTokens: '0' }), '--max-tokens must be a positive whole number, not "0"'],
  ['flag with a sign', () => decide({ timeout: '-1' }), '--timeout must be a positive number of seconds, not "-1"'],
  ['choice', () => decide({ effort: 'hgih' }), '--effort must be low, medium, high, xhigh or max, not "hgih"'],
  ['URL', () => decide({ baseUrl: 'localhost:1' }), '--base-url must be an http or https URL, not "localhost:1"'],
  ['variable', () => decide({}, { CLAUDE_STREAM_QUIET: 'si' }), 'CLAUDE_STREAM_QUIET must be true or false, not "si"'],
  ['key', () => decide({}, {}, { modle: 'x' }), '/c/config.json: unknown key "modle"'],
  [
    'type',
    () => decide({}, {}, { maxTokens: '5' }),
    '/c/config.json: "maxTokens" must be a positive whole number, not "5"',
  ],
  [
    'style',
    () => decide({}, {}, { theme: { code: 'rde' } }),
    /^\/c\/config\.json: "theme" must be an object with styles such as .*, not \{"code":"rde"\}$/,
  ],
  [
    'name of a style',
    () => decide({}, {}, { theme: { cod: 'red' } }),
    /^\/c\/config\.json: "theme" must be an object with styles such as /,
  ],
  ['config', () => decide({}, {}, [1]), '/c/config.json: the config must be a JSON object'],
  ['prototype key', () => decide({}, {}, JSON.parse('{"__proto__":1}')), '/c/config.json: unknown key "__proto__"'],
  [
    'two sources',
    () => decide({ demo: true, replay: 'x' }),
    '--demo and --replay cannot be used together: both choose what to play',
  ],
])('a wrong %s is named', (_what, decision, complaint) => {
  expect(complaintOf(decision)).toEqual(typeof complaint === 'string' ? complaint : expect.stringMatching(complaint));
});

test('the theme is a setting of the config file', () => {
  expect(decide({}, {}, { theme: { code: 'bold red', link: '' } }).theme).toEqual({ code: 'bold red', link: '' });
});

test('a mistyped choice or key comes with what was probably meant', () => {
  const hintOf = (decision: () => unknown) => {
    try {
      return decision();
    } catch (error) {
      return (error as ProblemError).problem.hint;
    }
  };
  expect(hintOf(() => decide({ effort: 'hgih' }))).toBe('did you mean high?');
  expect(hintOf(() => decide({}, {}, { modle: 'x' }))).toBe('did you mean "model"?');
});

describe('the table of options', () => {
  test('has no flag that takes a secret, and no temperature, which the API has removed', () => {
    const flags = Object.values(OPTIONS as Record<string, { flag?: string }>).map(({ flag }) => flag ?? '');
    expect(flags.filter((flag) => /key|secret|password|auth|temperature|top-?[kp]\b/i.test(flag))).toEqual([]);
  });

  test('lets the config file set everything that has an environment variable', () => {
    const defaults = decide();
    const config = Object.fromEntries(CONFIG_KEYS.map((name) => [name, defaults[name as keyof typeof defaults]]));
    expect(decide({}, {}, JSON.parse(JSON.stringify(config)))).toEqual(defaults);
  });
});
