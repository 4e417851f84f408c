import { resolveModel } from './known-models.ts';
import { checkName } from './session-name.ts';
import { DEFAULT_THEME, isTheme, type Theme } from './theme.ts';

/** A kind of value: how text becomes one, and what JSON holds it. */
export interface Kind<T> {
  /** For error messages: "a positive whole number". */
  readonly name: string;
  /** `undefined`: not one of this kind. */
  parse(text: string): T | undefined;
  check(json: unknown): T | undefined;
  readonly choices?: readonly string[];
  /** Whether it may be given more than once. */
  readonly isList?: boolean;
}

export const path: Kind<string> = {
  name: 'a file name',
  parse: (value) => (value === '' ? undefined : value),
  check: (json) => (typeof json === 'string' ? path.parse(json) : undefined),
};

/** `true`, when none is named: choose from a list. */
export const sessionRef: Kind<string | true> = {
  name: 'the id or name of a conversation',
  parse: (value) => (value.trim() === '' ? undefined : value.trim()),
  check: () => undefined,
};

export const sessionName: Kind<string> = {
  name: 'a name of one line',
  parse: (value) => checkName(value),
  check: () => undefined,
};

export const text: Kind<string> = {
  name: 'a non-empty string',
  parse: (value) => (value.trim() === '' ? undefined : value),
  check: (json) => (typeof json === 'string' ? text.parse(json) : undefined),
};

/** `text, json or stream-json`. */
const either = (names: readonly string[]) => names.join(', ').replace(/, ([^,]*)$/, ' or $1');

/** A file name, or JSON; in the config file also the object itself. */
export const mcpConfig: Kind<string> = {
  name: 'a file name, or {"mcpServers": ...}',
  parse: (value) => text.parse(value),
  check: (json) => (typeof json === 'object' && json !== null ? JSON.stringify(json) : text.check(json)),
};

/** As often as it is named; in the config file an array, or one alone. */
export function listOf<T>(kind: Kind<T>): Kind<readonly T[]> {
  return {
    name: kind.name,
    isList: true,
    parse(value) {
      const one = kind.parse(value);
      return one === undefined ? undefined : [one];
    },
    check(json) {
      const all = (Array.isArray(json) ? json : [json]).map((item) => kind.check(item));
      return all.includes(undefined) ? undefined : (all as T[]);
    },
  };
}

export const systemPrompt: Kind<string> = {
  name: 'a string, or @ and a file name',
  parse: (value) => (value === '@' ? undefined : value),
  check: (json) => (typeof json === 'string' ? systemPrompt.parse(json) : undefined),
};

export const modelId: Kind<string> = {
  name: 'a model id',
  parse: (value) => (value.trim() === '' ? undefined : resolveModel(value.trim())),
  check: (json) => (typeof json === 'string' ? modelId.parse(json) : undefined),
};

export const url: Kind<string> = {
  name: 'an http or https URL',
  // The API's path begins with /v1, so a base URL that already ends with it would ask for /v1/v1/messages.
  parse: (value) => (/^https?:\/\/[^\s/]/i.test(value) && URL.canParse(value) ? trimBase(value) : undefined),
  check: (json) => (typeof json === 'string' ? url.parse(json) : undefined),
};

const trimBase = (value: string) => value.replace(/\/+$/, '').replace(/\/v1$/, '');

const WORDS = new Map([
  ...['1', 'true', 'yes', 'on'].map((word) => [word, true] as const),
  ...['0', 'false', 'no', 'off'].map((word) => [word, false] as const),
]);

export const onOff: Kind<boolean> = {
  name: 'true or false',
  parse: (value) => WORDS.get(value.toLowerCase()),
  check: (json) => (typeof json === 'boolean' ? json : undefined),
};

function numbers(name: string, fits: (value: number) => boolean): Kind<number> {
  const check = (json: unknown) => (typeof json === 'number' && Number.isFinite(json) && fits(json) ? json : undefined);
  return { name, check, parse: (value) => (/^\d+(\.\d+)?$/.test(value) ? check(Number(value)) : undefined) };
}

// Longer than this, and a timer would fire at once.
const LONGEST_TIMER_SECONDS = 2_147_483;
export const wholePositive = numbers('a positive whole number', (value) => Number.isSafeInteger(value) && value > 0);
export const whole = numbers('a whole number', (value) => Number.isSafeInteger(value));
export const seconds = numbers('a positive number of seconds', (value) => value > 0 && value <= LONGEST_TIMER_SECONDS);
export const speed = numbers('0 (at once) or a factor such as 1 or 2.5', (value) => value >= 0);

/** `auto`, `none`, or a number of columns. */
export const wrap: Kind<'auto' | 'none' | number> = {
  name: 'auto, none or a number of columns',
  parse: (value) => (value === 'auto' || value === 'none' ? value : wholePositive.parse(value)),
  check: (json) => (json === 'auto' || json === 'none' ? json : wholePositive.check(json)),
};

export const theme: Kind<Theme> = {
  name: `an object with styles such as "bold red" or "dim" for ${either(Object.keys(DEFAULT_THEME))}`,
  parse: () => undefined,
  check: (json) => (isTheme(json) ? json : undefined),
};

export function oneOf<const T extends string>(...choices: T[]): Kind<T> {
  const check = (json: unknown) => choices.find((choice) => choice === json);
  return { name: either(choices), choices, parse: check, check };
}
