import { readPrices } from '../cost/own-prices.ts';
import type { Prices } from '../cost/price.ts';
import { isObject, parseJson } from '../text/json.ts';
import { resolveModel } from './known-models.ts';
import { checkName } from './session-name.ts';
import { DEFAULT_THEME, isTheme, type Theme } from './theme.ts';

/** What an option takes: how to read it from a flag or a variable, and from the config file. */
export interface ValueType<T> {
  /** For error messages: "a positive whole number". */
  readonly name: string;
  /** `undefined`: not a value of this type. */
  parse(text: string): T | undefined;
  /** Throws a `JsonError` where it can say better than `name` what is wrong. */
  fromJson(json: unknown): T | undefined;
  /** Every possible value, if there are only a few. */
  readonly choices?: readonly string[];
  /** Whether it may be given more than once. */
  readonly isList?: boolean;
  /** What is shown of a value that may hold secrets; otherwise, all of it. */
  show?(value: T): unknown;
}

/** A string, in the config file too. */
const stringType = (name: string, parse: (text: string) => string | undefined): ValueType<string> => ({
  name,
  parse,
  fromJson: (json) => (typeof json === 'string' ? parse(json) : undefined),
});

const nonBlank = (text: string) => (text.trim() === '' ? undefined : text);

export const text = stringType('a non-empty string', nonBlank);
export const path = stringType('a file name', (file) => (file === '' ? undefined : file));
export const systemPrompt = stringType('a string, or @ and a file name', (prompt) =>
  prompt === '@' ? undefined : prompt,
);
export const modelId = stringType('a model id', (id) =>
  nonBlank(id) === undefined ? undefined : resolveModel(id.trim()),
);
export const sessionName = stringType('a name of one line', checkName);
/** `true`: choose from a list. */
export const sessionRef: ValueType<string | true> = stringType('the id or name of a conversation', (ref) =>
  nonBlank(ref)?.trim(),
);
/** The API's paths are added to it, so nothing may come after its own. */
export const url = stringType('an http or https URL without query or fragment', (address) =>
  /^https?:\/\/[^\s/][^?#]*$/i.test(address) && URL.canParse(address) ? trimBase(address) : undefined,
);

/** The API's paths begin with /v1: a base URL that ends with it would ask for /v1/v1/messages. */
const trimBase = (address: string) => address.replace(/\/+$/, '').replace(/\/v1$/, '');

/** A file name, or JSON; in the config file also the object itself. */
export const mcpConfig: ValueType<string> = {
  name: 'a file name, or {"mcpServers": ...}',
  parse: nonBlank,
  fromJson: (json) => (typeof json === 'object' && json !== null ? JSON.stringify(json) : text.fromJson(json)),
  show: (config) => (config.trimStart().startsWith('{') ? serverNames(config) : config),
};

/** Keys and tokens are in the rest of a server's config. */
function serverNames(config: string): string {
  const json = parseJson(config);
  const servers = isObject(json) && isObject(json['mcpServers']) ? Object.keys(json['mcpServers']) : [];
  return `{"mcpServers": ...}${servers.length > 0 ? ` with ${servers.join(', ')}` : ''}`;
}

/** An option that can be repeated; in the config file an array, or one value alone. */
export const listOf = <T>(type: ValueType<T>): ValueType<readonly T[]> => ({
  name: type.name,
  isList: true,
  parse(value) {
    const one = type.parse(value);
    return one === undefined ? undefined : [one];
  },
  fromJson(json) {
    const all = (Array.isArray(json) ? json : [json]).map((item) => type.fromJson(item));
    return all.includes(undefined) ? undefined : (all as T[]);
  },
  show: (values) => values.map((value) => (type.show === undefined ? value : type.show(value))),
});

const BOOLEANS = new Map([
  ...['1', 'true', 'yes', 'on'].map((word) => [word, true] as const),
  ...['0', 'false', 'no', 'off'].map((word) => [word, false] as const),
]);

export const onOff: ValueType<boolean> = {
  name: 'true or false',
  parse: (word) => BOOLEANS.get(word.toLowerCase()),
  fromJson: (json) => (typeof json === 'boolean' ? json : undefined),
};

function numberType(name: string, fits: (value: number) => boolean): ValueType<number> {
  const fromJson = (json: unknown) =>
    typeof json === 'number' && Number.isFinite(json) && fits(json) ? json : undefined;
  return { name, fromJson, parse: (digits) => (/^\d+(\.\d+)?$/.test(digits) ? fromJson(Number(digits)) : undefined) };
}

/** A longer timer would fire at once. */
const MAX_TIMER_SECONDS = 2_147_483;

export const positiveWholeNumber = numberType('a positive whole number', (n) => Number.isSafeInteger(n) && n > 0);
export const wholeNumber = numberType('a whole number', (n) => Number.isSafeInteger(n) && n >= 0);
export const seconds = numberType('a positive number of seconds', (n) => n > 0 && n <= MAX_TIMER_SECONDS);
export const speed = numberType('0 (at once) or a factor such as 1 or 2.5', (n) => n >= 0);

export const wrap: ValueType<'auto' | 'none' | number> = {
  name: 'auto, none or a number of columns',
  parse: (value) => (value === 'auto' || value === 'none' ? value : positiveWholeNumber.parse(value)),
  fromJson: (json) => (json === 'auto' || json === 'none' ? json : positiveWholeNumber.fromJson(json)),
};

export function oneOf<const T extends string>(...choices: T[]): ValueType<T> {
  const find = (value: unknown) => choices.find((choice) => choice === value);
  return { name: either(choices), choices, parse: find, fromJson: find };
}

/** `text, json or stream-json`. */
const either = (names: readonly string[]) => names.join(', ').replace(/, ([^,]*)$/, ' or $1');

/** Only the config file can set it. */
export const prices: ValueType<Prices> = {
  name: 'an object of prices by model id',
  parse: () => undefined,
  fromJson(json) {
    const given = Object.entries(readPrices(json, 'prices'));
    return Object.fromEntries(given.map(([model, price]) => [resolveModel(model), price]));
  },
};

/** Only the config file can set it. */
export const theme: ValueType<Theme> = {
  name: `an object with styles such as "bold red" or "dim" for ${either(Object.keys(DEFAULT_THEME))}`,
  parse: () => undefined,
  fromJson: (json) => (isTheme(json) ? json : undefined),
};
