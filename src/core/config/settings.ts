import { usageProblem, type ProblemError } from '../problem/problem.ts';
import { isObject, JsonError } from '../text/json.ts';
import { lengthOf, prefix } from '../text/truncate.ts';
import { nearest } from '../text/nearest.ts';
import { checkCombination } from './combination.ts';
import {
  longFlag,
  OPTION_NAMES,
  OPTIONS,
  type Option,
  type OptionName,
  type OptionValue,
  type OptionWithDefault,
} from './options.ts';
import type { ValueType } from './value-types.ts';

/** What was typed: options by name, and the words of the prompt. */
export interface Flags {
  readonly words: readonly string[];
  readonly options: { readonly [Name in OptionName]?: string | boolean | readonly string[] };
  /** Options that only the command has. */
  readonly own?: Readonly<Record<string, unknown>>;
}

type Values = {
  readonly [Name in OptionName]: OptionValue<Name> | (Name extends OptionWithDefault ? never : undefined);
};

/** Every option, decided: flags win over variables, variables over the config file, the config file over defaults. */
export type Settings = Omit<Values, 'json' | 'raw'>;

export type Environment = Readonly<Record<string, string | undefined>>;

/** A config file: `values` is any JSON, not checked yet. */
export interface ConfigFile {
  readonly path: string;
  readonly values: unknown;
}

/** An option, decided. */
export interface Decided {
  readonly name: OptionName;
  readonly value: unknown;
  /** The flag or the variable that sets it, `config.json` or `default`; `undefined`: nothing does. */
  readonly origin: string | undefined;
}

/** Throws a usage problem that names the wrong flag, variable or key, or the options that cannot be used together. */
export function decideSettings(flags: Flags, environment: Environment, config: ConfigFile | undefined): Settings {
  const decided = decideEach(flags, environment, config).map(({ name, value }) => [name, value] as const);
  const { json: _json, raw: _raw, ...settings } = Object.fromEntries(decided) as unknown as Values;
  checkCombination(settings);
  checkStandardInput(settings);
  checkFormat(flags);
  return settings;
}

/** Every option with its origin. Throws a usage problem that names the wrong flag, variable or key. */
export function decideEach(flags: Flags, environment: Environment, config: ConfigFile | undefined): Decided[] {
  const fromFile = config === undefined ? {} : checkConfig(config);
  return OPTION_NAMES.map((name) => {
    const preset = OPTIONS[name].default;
    return (
      fromShortcut(name, flags) ??
      fromFlag(name, flags.options[name]) ??
      fromEnvironment(name, environment) ?? {
        name,
        value: fromFile[name] ?? preset,
        origin: name in fromFile ? 'config.json' : preset === undefined ? undefined : 'default',
      }
    );
  });
}

/** The options that the config file can set. */
export const CONFIG_KEYS: readonly OptionName[] = OPTION_NAMES.filter((name) => {
  const { env, inFile } = OPTIONS[name];
  return env !== undefined || inFile === true;
});

/** `--json` and `--raw` are short for a value of another flag, and win over it. */
function fromShortcut(name: OptionName, { options: { json, raw } }: Flags): Decided | undefined {
  if (name === 'outputFormat' && json === true) return { name, value: 'json', origin: longFlag('json') };
  if (name === 'markdown' && raw === true) return { name, value: 'never', origin: longFlag('raw') };
  return undefined;
}

function fromFlag(name: OptionName, typed: Flags['options'][OptionName]): Decided | undefined {
  if (typed === undefined) return undefined;
  const { takes }: Option = OPTIONS[name];
  const flag = longFlag(name);
  if (typeof typed === 'boolean')
    return { name, value: typed, origin: flag.replace(/^--(no-)?/, typed ? '--' : '--no-') };
  const parse = (text: string) => parseValue(flag, text, takes);
  return { name, value: typeof typed === 'string' ? parse(typed) : typed.flatMap(parse), origin: flag };
}

function fromEnvironment(name: OptionName, environment: Environment): Decided | undefined {
  const { env, takes }: Option = OPTIONS[name];
  const variable = env?.find((one) => (environment[one] ?? '') !== '');
  if (variable === undefined) return undefined;
  return { name, value: parseValue(variable, environment[variable]!.trim(), takes), origin: variable };
}

/** Throws a usage problem that says which flag or variable is wrong. */
export function parseValue<T>(flag: string, text: string, type: ValueType<T>): T {
  const value = type.parse(text);
  if (value !== undefined) return value;
  const [near] = nearest(text, type.choices ?? [], 1);
  throw usageProblem(`${flag} must be ${type.name}, not ${quoted(text)}`, near && `did you mean ${near}?`);
}

/** The option that a key of the config file sets. */
export const configKey = (key: string): OptionName | undefined => CONFIG_KEYS.find((known) => known === key);

export function unknownKey(key: string, where = ''): ProblemError {
  const [near] = nearest(key, CONFIG_KEYS, 1);
  return usageProblem(`${where}unknown key ${quoted(key)}`, near && `did you mean "${near}"?`);
}

function checkConfig({ path, values }: ConfigFile): Record<string, unknown> {
  if (!isObject(values)) throw usageProblem(`${path}: the config must be a JSON object`);
  const checked: Record<string, unknown> = {};
  for (const [key, json] of Object.entries(values)) {
    const name = configKey(key);
    if (name === undefined) throw unknownKey(key, `${path}: `);
    const { takes } = OPTIONS[name];
    const value = readValue(path, () => takes.fromJson(json));
    if (value === undefined) {
      throw usageProblem(`${path}: ${quoted(key)} must be ${takes.name}, not ${shorten(JSON.stringify(json))}`);
    }
    checked[name] = value;
  }
  return checked;
}

/** Throws a usage problem in place of a `JsonError`. */
function readValue<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof JsonError ? usageProblem(`${path}: ${error.message}`) : error;
  }
}

function checkStandardInput({ file = [], stdin }: Settings): void {
  const uses = file.filter((path) => path === '-').length;
  if (uses > 0 && !stdin) throw usageProblem('--file - and --no-stdin cannot be used together: - is standard input');
  if (uses > 1) throw usageProblem('--file - can be used only once', 'standard input can be read only once');
}

/** Looks at typed flags: `--json` overrides a format that a variable or the config file sets. */
function checkFormat({ options: { json, outputFormat = 'json' } }: Flags): void {
  if (json !== true || outputFormat === 'json') return;
  throw usageProblem('--json and --output-format cannot be used together: both choose the format');
}

const MAX_QUOTED = 60;
const shorten = (text: string) => (text.length > MAX_QUOTED ? `${prefix(text, MAX_QUOTED - 3, lengthOf)}...` : text);
const quoted = (text: string) => JSON.stringify(shorten(text));
