import { describe, expect, test } from 'vitest';
import { OPTION_NAMES, OPTIONS, type OptionName } from '../../../src/core/config/options.ts';
import {
  CONFIG_KEYS,
  decideSettings,
  type ConfigFile,
  type Environment,
  type Flags,
} from '../../../src/core/config/settings.ts';
import { sampleFlag, sampleText } from '../../helpers/option-samples.ts';
import { usageMistake } from '../../helpers/usage-mistake.ts';

const decide = (options: Flags['options'] = {}, environment: Environment = {}, values?: unknown) =>
  decideSettings({ words: [], options }, environment, values === undefined ? undefined : file(values));
const file = (values: unknown): ConfigFile => ({ path: '/c/config.json', values });

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

test.each<[string, () => unknown, string | RegExp]>([
  ['flag', () => decide({ maxTokens: '0' }), '--max-tokens must be a positive whole number, not "0"'],
  ['flag with a sign', () => decide({ timeout: '-1' }), '--timeout must be a positive number of seconds, not "-1"'],
  ['choice', () => decide({ effort: 'hgih' }), '--effort must be low, medium, high, xhigh or max, not "hgih"'],
  [
    'URL',
    () => decide({ baseUrl: 'localhost:1' }),
    '--base-url must be an http or https URL without query or fragment, not "localhost:1"',
  ],
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
  [
    'price',
    () => decide({}, {}, { prices: { m: { input: 3 } } }),
    '/c/config.json: "prices": "m": "output" is missing',
  ],
  ['one of several', () => decide({ file: ['a', ''] }), '--file must be a file name, not ""'],
  [
    'long flag',
    () => decide({ effort: 'x'.repeat(61) }),
    `--effort must be low, medium, high, xhigh or max, not "${'x'.repeat(57)}..."`,
  ],
  [
    'flag that is almost too long',
    () => decide({ effort: 'x'.repeat(60) }),
    `--effort must be low, medium, high, xhigh or max, not "${'x'.repeat(60)}"`,
  ],
  ['null', () => decide({}, {}, null), '/c/config.json: the config must be a JSON object'],
  ['text', () => decide({}, {}, 'x'), '/c/config.json: the config must be a JSON object'],
  ['config', () => decide({}, {}, [1]), '/c/config.json: the config must be a JSON object'],
  ['prototype key', () => decide({}, {}, JSON.parse('{"__proto__":1}')), '/c/config.json: unknown key "__proto__"'],
  [
    'two sources',
    () => decide({ demo: true, replay: 'x' }),
    '--demo and --replay cannot be used together: both choose what to play',
  ],
])('a wrong %s is named', (_what, decision, problemText) => {
  expect(usageMistake(decision).what).toEqual(
    typeof problemText === 'string' ? problemText : expect.stringMatching(problemText),
  );
});

test('prices are a setting of the config file, for models by id or alias', () => {
  const rates = { input: 3, output: 15, cacheWrite: 3, cacheWrite1h: 3, cacheRead: 0.3 };
  const given = { input: 3, output: 15, cacheRead: 0.3 };
  const { prices } = decide({}, {}, { prices: { 'my-model': given, sonnet: given } });
  expect(prices).toEqual({ 'my-model': { rates }, 'claude-sonnet-5-5': { rates } });
});

test('the theme is a setting of the config file', () => {
  expect(decide({}, {}, { theme: { code: 'bold red', link: '' } }).theme).toEqual({ code: 'bold red', link: '' });
});

test('a mistyped choice or key comes with what was probably meant', () => {
  expect(usageMistake(() => decide({ effort: 'hgih' })).hint).toBe('did you mean high?');
  expect(usageMistake(() => decide({ effort: 'nothing' })).hint).toBeUndefined();
  expect(usageMistake(() => decide({}, { CLAUDE_STREAM_FLUSH: 'wrd' })).hint).toBe('did you mean word?');
  expect(usageMistake(() => decide({}, {}, { zzzzzz: 'x' })).hint).toBeUndefined();
  expect(usageMistake(() => decide({}, {}, { modle: 'x' })).hint).toBe('did you mean "model"?');
});

describe('every option', () => {
  const shorthands = new Set<OptionName>(['json', 'raw']);
  const flags = OPTION_NAMES.filter((name) => OPTIONS[name].flag !== undefined && !shorthands.has(name));
  const needed = (name: OptionName) => {
    const [other] = OPTIONS[name].needs?.oneOf ?? [];
    return other === undefined ? {} : { [other]: sampleFlag(other) };
  };
  const sample = (name: OptionName) => {
    const text = sampleText(name)!;
    return { text, value: OPTIONS[name].takes.parse(text) };
  };

  test.each(flags)('%s can be set by its flag, and otherwise has its default', (name) => {
    expect(decide({ [name]: sampleFlag(name), ...needed(name) })).toMatchObject({ [name]: sample(name).value });
    expect(decide()).toMatchObject({ [name]: OPTIONS[name].default });
  });

  test.each(flags.flatMap((name) => (OPTIONS[name].env ?? []).map((variable) => ({ name, variable }))))(
    '$name can be set by $variable',
    ({ name, variable }) => {
      const { text, value } = sample(name);
      expect(decide({}, { [variable]: ` ${text}\n` })).toMatchObject({ [name]: value });
    },
  );

  test.each(CONFIG_KEYS.filter((name) => !['theme', 'prices'].includes(name)))(
    '%s can be set in the config file',
    (name) => {
      const { value } = sample(name);
      expect(decide({}, {}, { [name]: value })).toMatchObject({ [name]: value });
    },
  );

  test.each(flags.filter((name) => !CONFIG_KEYS.includes(name)))('%s cannot be set in the config file', (name) => {
    expect(usageMistake(() => decide({}, {}, { [name]: true })).what).toContain(`unknown key "${name}"`);
  });

  test('can be set in the config file if a variable can set it', () => {
    expect(CONFIG_KEYS).toEqual(expect.arrayContaining(OPTION_NAMES.filter((name) => OPTIONS[name].env !== undefined)));
    const defaults = decide();
    const config = Object.fromEntries(CONFIG_KEYS.map((name) => [name, defaults[name as keyof typeof defaults]]));
    expect(decide({}, {}, JSON.parse(JSON.stringify(config)))).toEqual(defaults);
  });
});

test('--json and --raw are short for other options, and not settings', () => {
  expect(decide({ json: true })).toEqual({ ...decide(), outputFormat: 'json' });
  expect(decide({ raw: true })).toEqual({ ...decide(), markdown: 'never' });
  expect(decide({ json: true, outputFormat: 'json' }).outputFormat).toBe('json');
  expect(decide({ json: true }, { CLAUDE_STREAM_OUTPUT_FORMAT: 'stream-json' }).outputFormat).toBe('json');
  expect(decide({ outputFormat: 'stream-json' }).outputFormat).toBe('stream-json');
});

test('--json cannot be used with another --output-format', () => {
  expect(usageMistake(() => decide({ json: true, outputFormat: 'text' }))).toEqual({
    what: '--json and --output-format cannot be used together: both choose the format',
  });
});

describe('--file -', () => {
  test('is standard input', () => {
    expect(decide({ file: ['-', 'a', 'b'] }).file).toEqual(['-', 'a', 'b']);
    expect(decide({ file: ['a', 'b'], stdin: false }).stdin).toBe(false);
  });

  test('cannot be used twice', () => {
    expect(usageMistake(() => decide({ file: ['-', 'a', '-'] }))).toEqual({
      what: '--file - can be used only once',
      hint: 'standard input can be read only once',
    });
  });

  test('cannot be used with --no-stdin', () => {
    expect(usageMistake(() => decide({ file: ['-'], stdin: false }))).toEqual({
      what: '--file - and --no-stdin cannot be used together: - is standard input',
    });
  });
});
