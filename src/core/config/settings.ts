import { longFlag, OPTIONS, type Option, type OptionName, type OptionValue } from './options.ts';
import { isObject } from '../text/json.ts';
import { nearest } from '../text/nearest.ts';
import { usageProblem, type ProblemError } from '../problem/problem.ts';

/** What was typed: options by name, and the words of the prompt. */
export interface Flags {
  readonly words: readonly string[];
  readonly options: { readonly [Name in OptionName]?: string | boolean | readonly string[] };
  /** Options that only the command has. */
  readonly own?: Readonly<Record<string, unknown>>;
}

type Decided = { readonly [Name in OptionName]: OptionValue<Name> | undefined };
type WithDefault =
  | 'model'
  | 'maxTokens'
  | 'outputFormat'
  | 'flush'
  | 'markdown'
  | 'wrap'
  | 'links'
  | 'stream'
  | 'color'
  | 'quiet'
  | 'strict'
  | 'maxRetries'
  | 'timeout'
  | 'stallTimeout'
  | 'speed'
  | 'save'
  | 'autoContinue'
  | 'cache'
  | 'maxTurns'
  | 'mcpTimeout'
  | 'webSearch'
  | 'webFetch'
  | 'code'
  | 'stdin';

/** What is meant: every option decided, from flags over environment over config file over defaults. */
export type Settings = Omit<Decided, WithDefault | 'json' | 'raw'> & {
  readonly [Name in WithDefault]: OptionValue<Name>;
};

export type Environment = Readonly<Record<string, string | undefined>>;

/** The config file as it was read: `values` is whatever JSON it held. */
export interface ConfigFile {
  readonly path: string;
  readonly values: unknown;
}

/** Throws a usage problem that names the flag, the variable, or the file and the key that is wrong. */
export function decideSettings(flags: Flags, environment: Environment, config: ConfigFile | undefined): Settings {
  const fromFile = config === undefined ? {} : checkConfig(config);
  const decided: Record<string, unknown> = {};
  for (const name of Object.keys(OPTIONS) as OptionName[]) {
    const option = OPTIONS[name] as Option<unknown>;
    decided[name] =
      fromFlag(name, option, flags.options[name]) ??
      fromEnvironment(option, environment) ??
      fromFile[name] ??
      option.default;
  }
  const { json, raw, ...settings } = decided as unknown as Settings & { json?: boolean; raw?: boolean };
  const combined: Settings = {
    ...settings,
    ...(json === true && { outputFormat: 'json' }),
    ...(raw === true && { markdown: 'never' }),
  };
  checkCombination(combined, flags);
  return combined;
}

/** The options that may stand in the config file: those that also have an environment variable. */
export const CONFIG_KEYS: readonly OptionName[] = (Object.keys(OPTIONS) as OptionName[]).filter((name) => {
  const { env, inFile } = OPTIONS[name] as Option<unknown>;
  return env !== undefined || inFile === true;
});

function fromFlag(name: OptionName, option: Option<unknown>, typed: Flags['options'][OptionName]): unknown {
  if (typed === undefined || typeof typed === 'boolean') return typed;
  if (typeof typed !== 'string') return typed.flatMap((one) => fromFlag(name, option, one));
  const value = option.takes.parse(typed);
  if (value !== undefined) return value;
  throw usageProblem(`${longFlag(name)} must be ${option.takes.name}, not ${quoted(typed)}`, meant(typed, option));
}

function fromEnvironment(option: Option<unknown>, environment: Environment): unknown {
  const variable = option.env?.find((name) => (environment[name] ?? '') !== '');
  if (variable === undefined) return undefined;
  const text = environment[variable]!;
  const value = option.takes.parse(text.trim());
  if (value !== undefined) return value;
  throw usageProblem(`${variable} must be ${option.takes.name}, not ${quoted(text)}`, meant(text, option));
}

function checkConfig({ path, values }: ConfigFile): Record<string, unknown> {
  if (!isObject(values)) {
    throw usageProblem(`${path}: the config must be a JSON object`);
  }
  const checked: Record<string, unknown> = {};
  for (const [key, json] of Object.entries(values)) {
    const name = CONFIG_KEYS.find((known) => known === key);
    if (name === undefined) {
      const [near] = nearest(key, CONFIG_KEYS, 1);
      throw usageProblem(`${path}: unknown key ${quoted(key)}`, near && `did you mean "${near}"?`);
    }
    const { takes } = OPTIONS[name] as Option<unknown>;
    const value = takes.check(json);
    if (value === undefined) {
      throw usageProblem(`${path}: ${quoted(key)} must be ${takes.name}, not ${shortJson(json)}`);
    }
    checked[name] = value;
  }
  return checked;
}

function checkCombination(settings: Settings, flags: Flags): void {
  if (settings.demo === true && settings.replay !== undefined)
    throw clash('demo', 'replay', 'both choose what to play');
  if (settings.record !== undefined && !settings.stream)
    throw clash('record', 'stream', 'only a stream can be recorded');
  if (settings.continue === true && settings.resume !== undefined)
    throw clash('continue', 'resume', 'both choose the conversation');
  if (settings.fork === true && settings.continue !== true && settings.resume === undefined) {
    throw usageProblem('--fork needs --continue or --resume', 'they choose the conversation to copy');
  }
  if (settings.interactive === true) checkInteractive(settings);
  if (settings.file !== undefined) checkFiles(settings.file, settings);
  if (settings.count === true) checkCount(settings);
  if (settings.extract !== undefined && settings.jsonSchema !== undefined)
    throw clash('extract', 'jsonSchema', 'both choose what to print');
  if (flags.options.json === true && (flags.options.outputFormat ?? 'json') !== 'json') {
    throw clash('json', 'outputFormat', 'both choose the format');
  }
}

function checkFiles(files: readonly string[], { demo, replay, stdin }: Settings): void {
  if (demo === true) throw clash('file', 'demo', 'nothing is sent');
  if (replay !== undefined) throw clash('file', 'replay', 'nothing is sent');
  const piped = files.filter((name) => name === '-').length;
  if (piped > 0 && !stdin) throw usageProblem('--file - and --no-stdin cannot be used together: - is standard input');
  if (piped > 1) throw usageProblem('--file - can be used only once', 'standard input can be read only once');
}

function checkCount({ demo, replay, record, output, extract }: Settings): void {
  if (demo === true) throw clash('count', 'demo', 'counting needs the server');
  if (replay !== undefined) throw clash('count', 'replay', 'counting needs the server');
  if (record !== undefined) throw clash('count', 'record', 'there is no reply');
  if (output !== undefined) throw clash('count', 'output', 'there is no reply');
  if (extract !== undefined) throw clash('count', 'extract', 'there is no reply');
}

function checkInteractive(settings: Settings): void {
  const { print, outputFormat, output, record, count, extract, jsonSchema } = settings;
  if (print === true) throw clash('interactive', 'print', '--print exits after one reply');
  if (outputFormat !== 'text') throw clash('interactive', 'outputFormat', 'an interactive session prints only text');
  if (output !== undefined) throw clash('interactive', 'output', 'use /save, or claude-stream sessions export');
  if (record !== undefined) throw clash('interactive', 'record', 'a recording holds one reply');
  if (count === true) throw clash('interactive', 'count', '--count exits after counting');
  if (extract !== undefined) throw clash('interactive', 'extract', 'use /copy to copy a code block');
  if (jsonSchema !== undefined) throw clash('interactive', 'jsonSchema', 'a schema is for a single reply');
}

function clash(one: OptionName, other: OptionName, why: string): ProblemError {
  return usageProblem(`${longFlag(one)} and ${longFlag(other)} cannot be used together: ${why}`);
}

function meant(typed: string, option: Option<unknown>): string | undefined {
  const [near] = nearest(typed, option.takes.choices ?? [], 1);
  return near && `did you mean ${near}?`;
}

const quoted = (text: string) => JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
const shortJson = (json: unknown) => {
  const text = JSON.stringify(json) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};
