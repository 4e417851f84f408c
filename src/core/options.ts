import { resolveModel } from './models.ts';
import { DEFAULT_THEME, isTheme, type Theme } from './theme.ts';

/**
 * Every option in one table: its flag, its environment variable, its key in `config.json`
 * (the same as its name here) and what it takes. The flags, the settings, the help and the README are made from it.
 */
export interface Option<T> {
  /** As commander reads it: `-m, --model <id>`; a switch has no argument. None: only the config file sets it. */
  readonly flag?: string;
  readonly help: string;
  readonly group: 'Model' | 'Input' | 'Output' | 'Connection' | 'Recordings' | 'Help';
  readonly takes: Kind<T>;
  /** Variables that set it, the first that is set wins; none: by flag only, and not in the config file either. */
  readonly env?: readonly string[];
  /** Whether the config file sets it although no variable does. */
  readonly inFile?: boolean;
  readonly default?: T;
}

/** A kind of value: how text becomes one, and what JSON holds it. */
export interface Kind<T> {
  /** For error messages: "a whole number over 0". */
  readonly name: string;
  /** `undefined`: not one of this kind. */
  parse(text: string): T | undefined;
  check(json: unknown): T | undefined;
  readonly choices?: readonly string[];
}

const path: Kind<string> = {
  name: 'a file name',
  parse: (value) => (value === '' ? undefined : value),
  check: (json) => (typeof json === 'string' ? path.parse(json) : undefined),
};

const systemPrompt: Kind<string> = {
  name: 'a text, or @ and a file name',
  parse: (value) => (value === '@' ? undefined : value),
  check: (json) => (typeof json === 'string' ? systemPrompt.parse(json) : undefined),
};

const modelId: Kind<string> = {
  name: 'a model id',
  parse: (value) => (value.trim() === '' ? undefined : resolveModel(value.trim())),
  check: (json) => (typeof json === 'string' ? modelId.parse(json) : undefined),
};

const url: Kind<string> = {
  name: 'an http or https URL',
  // The API's path begins with /v1, so a base URL that already ends with it would ask for /v1/v1/messages.
  parse: (value) => (/^https?:\/\/[^\s/]/i.test(value) && URL.canParse(value) ? trimBase(value) : undefined),
  check: (json) => (typeof json === 'string' ? url.parse(json) : undefined),
};

const trimBase = (value: string) => value.replace(/\/+$/, '').replace(/\/v1$/, '');

const onOff: Kind<boolean> = {
  name: 'true or false',
  parse: (value) =>
    ({ 1: true, true: true, yes: true, on: true, 0: false, false: false, no: false, off: false })[value.toLowerCase()],
  check: (json) => (typeof json === 'boolean' ? json : undefined),
};

function numbers(name: string, fits: (value: number) => boolean): Kind<number> {
  const check = (json: unknown) => (typeof json === 'number' && Number.isFinite(json) && fits(json) ? json : undefined);
  return { name, check, parse: (value) => (/^\d+(\.\d+)?$/.test(value) ? check(Number(value)) : undefined) };
}

// Longer than this, and a timer would fire at once.
const LONGEST_TIMER_SECONDS = 2_147_483;
const wholePositive = numbers('a whole number over 0', (value) => Number.isSafeInteger(value) && value > 0);
const whole = numbers('a whole number', (value) => Number.isSafeInteger(value));
const seconds = numbers('a number of seconds over 0', (value) => value > 0 && value <= LONGEST_TIMER_SECONDS);
const speed = numbers('0 (at once) or a speed such as 1 or 2.5', (value) => value >= 0);

/** `auto`, `none`, or a number of columns. */
const wrap: Kind<'auto' | 'none' | number> = {
  name: 'auto, none or a number of columns',
  parse: (value) => (value === 'auto' || value === 'none' ? value : wholePositive.parse(value)),
  check: (json) => (json === 'auto' || json === 'none' ? json : wholePositive.check(json)),
};

const theme: Kind<Theme> = {
  name: `an object of styles: ${Object.keys(DEFAULT_THEME).join(', ')}, each of words such as bold, dim, red, bgBlue`,
  parse: () => undefined,
  check: (json) => (isTheme(json) ? json : undefined),
};

function oneOf<const T extends string>(...choices: T[]): Kind<T> {
  const check = (json: unknown) => choices.find((choice) => choice === json);
  return { name: choices.join(', '), choices, parse: check, check };
}

const env = (name: string, ...more: string[]) => [`CLAUDE_STREAM_${name}`, ...more];
const option = <T>(description: Option<T>): Option<T> => description;

export const OPTIONS = {
  model: option({
    group: 'Model',
    flag: '-m, --model <id>',
    help: 'the model: an id, or opus, sonnet, haiku, fable',
    takes: modelId,
    env: env('MODEL'),
    default: 'claude-opus-5-5',
  }),
  system: option({
    group: 'Model',
    flag: '-s, --system <text|@file>',
    help: 'the system prompt, or @ and the file that holds it',
    takes: systemPrompt,
    env: env('SYSTEM'),
  }),
  maxTokens: option({
    group: 'Model',
    flag: '--max-tokens <n>',
    help: 'the longest reply, in tokens',
    takes: wholePositive,
    env: env('MAX_TOKENS'),
    default: 16000,
  }),
  effort: option({
    group: 'Model',
    flag: '--effort <level>',
    help: 'how much work the model puts in',
    takes: oneOf('low', 'medium', 'high', 'xhigh', 'max'),
    env: env('EFFORT'),
  }),
  print: option({
    group: 'Input',
    flag: '-p, --print',
    help: 'one reply, then leave; every word is the prompt, even a command’s name',
    takes: onOff,
  }),
  stdin: option({
    group: 'Input',
    flag: '--no-stdin',
    help: 'do not read standard input',
    takes: onOff,
    default: true,
  }),
  outputFormat: option({
    group: 'Output',
    flag: '--output-format <format>',
    help: 'text; json: one object at the end; stream-json: a line for every API event, then the result',
    takes: oneOf('text', 'json', 'stream-json'),
    env: env('OUTPUT_FORMAT'),
    default: 'text' as const,
  }),
  json: option({ group: 'Output', flag: '--json', help: 'short for --output-format json', takes: onOff }),
  output: option({
    group: 'Output',
    flag: '-o, --output <file>',
    help: 'write the raw text to a file as well',
    takes: path,
  }),
  markdown: option({
    group: 'Output',
    flag: '--markdown <when>',
    help: 'render Markdown; auto: on a terminal',
    takes: oneOf('auto', 'always', 'never'),
    env: env('MARKDOWN'),
    default: 'auto' as const,
  }),
  raw: option({ group: 'Output', flag: '--raw', help: 'short for --markdown never', takes: onOff }),
  wrap: option({
    group: 'Output',
    flag: '--wrap <columns>',
    help: 'where prose is wrapped: auto (the window, 100 at most), none, or a number',
    takes: wrap,
    env: env('WRAP'),
    default: 'auto' as const,
  }),
  width: option({
    group: 'Output',
    flag: '--width <columns>',
    help: 'the width to render for, if not the window’s',
    takes: wholePositive,
  }),
  links: option({
    group: 'Output',
    flag: '--links <when>',
    help: 'links that can be clicked; else text (url); auto: where the terminal can',
    takes: oneOf('auto', 'always', 'never'),
    env: env('LINKS'),
    default: 'auto' as const,
  }),
  theme: option({ group: 'Output', help: 'styles by name, such as {"code": "bold cyan"}', takes: theme, inFile: true }),
  flush: option({
    group: 'Output',
    flag: '--flush <unit>',
    help: 'hold text back until a delta (as it comes), a word or a line is whole',
    takes: oneOf('delta', 'word', 'line'),
    env: env('FLUSH'),
    default: 'delta' as const,
  }),
  stream: option({
    group: 'Output',
    flag: '--no-stream',
    help: 'one plain request: the whole reply at once',
    takes: onOff,
    env: env('STREAM'),
    default: true,
  }),
  color: option({
    group: 'Output',
    flag: '--color <when>',
    help: 'colours; auto heeds NO_COLOR and FORCE_COLOR',
    takes: oneOf('auto', 'always', 'never'),
    env: env('COLOR'),
    default: 'auto' as const,
  }),
  quiet: option({
    group: 'Output',
    flag: '-q, --quiet',
    help: 'no spinner, no summary; failures and cut replies are still told',
    takes: onOff,
    env: env('QUIET'),
    default: false,
  }),
  strict: option({
    group: 'Output',
    flag: '--strict',
    help: 'exit with 10, 11 or 12 when the reply ended in max_tokens, a refusal or a full context window',
    takes: onOff,
    env: env('STRICT'),
    default: false,
  }),
  baseUrl: option({
    group: 'Connection',
    flag: '--base-url <url>',
    help: 'the server, if not the Anthropic API',
    takes: url,
    env: env('BASE_URL', 'ANTHROPIC_BASE_URL'),
  }),
  maxRetries: option({
    group: 'Connection',
    flag: '--max-retries <n>',
    help: 'how often a request that failed before any text came is sent again',
    takes: whole,
    env: env('MAX_RETRIES'),
    default: 4,
  }),
  timeout: option({
    group: 'Connection',
    flag: '--timeout <seconds>',
    help: 'the longest wait for the server to answer',
    takes: seconds,
    env: env('TIMEOUT'),
    default: 600,
  }),
  stallTimeout: option({
    group: 'Connection',
    flag: '--stall-timeout <seconds>',
    help: 'the longest wait for the next byte of a reply',
    takes: seconds,
    env: env('STALL_TIMEOUT'),
    default: 60,
  }),
  record: option({
    group: 'Recordings',
    flag: '--record <file>',
    help: 'keep the reply as it came over the wire, with its timing',
    takes: path,
  }),
  replay: option({
    group: 'Recordings',
    flag: '--replay <file|->',
    help: 'play a recording, or any saved event stream; no key, no network',
    takes: path,
  }),
  speed: option({
    group: 'Recordings',
    flag: '--speed <factor>',
    help: 'how fast to play: 0 at once, 1 as recorded',
    takes: speed,
    default: 1,
  }),
  demo: option({
    group: 'Recordings',
    flag: '--demo',
    help: 'play a bundled recording: tour, thinking or max-tokens',
    takes: onOff,
  }),
  debug: option({
    group: 'Help',
    flag: '--debug',
    help: 'log what the SDK does to stderr, keys masked; show the stack of a bug',
    takes: onOff,
  }),
};

export type Options = typeof OPTIONS;
export type OptionName = keyof Options;
export type OptionValue<Name extends OptionName> = Options[Name] extends Option<infer T> ? T : never;

/** `--max-tokens` of `--max-tokens <n>`: how the option is called in messages. */
export function longFlag(name: OptionName): string {
  const { flag } = OPTIONS[name] as Option<unknown>;
  return flag === undefined ? name : /--[\w-]+/.exec(flag)![0];
}
