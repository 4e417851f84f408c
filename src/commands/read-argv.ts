import { parseArgs } from 'node:util';
import { OPTIONS } from '../core/config/options.ts';
import { languageNamed } from '../core/text/languages.ts';

/** What has to be known about a command line before commander parses it, or even if it cannot. */
export interface ReadArgv {
  /** Rewritten so that commander reads it right. */
  readonly argv: readonly string[];
  /** Whether every word is the prompt, even one that names a command: with `-p`, or after `--`. */
  readonly isPrompt: boolean;
  /** The index of the first word that is neither a flag nor the value of one. */
  readonly firstWord: number | undefined;
  /** A word after `-x` that may be a language that is not known here, or where the prompt begins. */
  readonly unclear: string | undefined;
  /** Whether `-h` is given but not `--help`. */
  readonly isSummary: boolean;
  /** The output format, even if the rest is wrong; `undefined`: not given here. */
  readonly format: string | undefined;
  readonly debug: boolean;
  /** What `--color` is given, even if it is wrong. */
  readonly color: string | undefined;
}

/**
 * The one step before commander, for what that cannot express: a prompt that is the name of a command, the value of `-x`,
 * which may be left out before a prompt, and a value joined to a short flag by an equals sign.
 */
export function readArgv(argv: readonly string[]): ReadArgv {
  // Nothing is loaded to read nothing: the prompt of the REPL comes sooner.
  if (argv.length === 0) return { ...NOTHING, argv };
  const { tokens } = parseArgs({ args: [...argv], options: flags(), strict: false, tokens: true });
  const options = tokens.filter((token) => token.kind === 'option');
  const has = (name: string) => options.some((option) => option.name === name);
  const terminator = tokens.find(({ kind }) => kind === 'option-terminator')?.index ?? argv.length;
  const isValue = (index: number) => {
    const before = options.findLast((option) => option.index === index - 1 && option.value === undefined);
    return before?.name === 'resume' || (before?.name === 'extract' && isBlockRef(argv[index]));
  };
  const words = tokens.filter(({ kind, index }) => kind === 'positional' && !isValue(index)).map(({ index }) => index);
  const [firstWord] = words;
  const isUnclear = (index: number) =>
    index < terminator && EXTRACT.test(argv[index - 1] ?? '') && /^[\w+#.-]+$/.test(argv[index]!) && words.length > 1;
  const isOption = new Set(options.map(({ index }) => index));
  return {
    argv: argv.flatMap((word, index) => {
      if (!isOption.has(index)) return [word];
      return index + 1 < terminator && isBlockRef(argv[index + 1]) ? [word] : withLast(withoutEquals(word));
    }),
    isPrompt: has('print') || (firstWord ?? argv.length) > terminator,
    firstWord,
    unclear: argv[words.find(isUnclear) ?? -1],
    isSummary: has('h') && !has('help'),
    format: has('json') ? 'json' : options.findLast(({ name }) => name === 'output-format')?.value,
    debug: has('debug'),
    color: options.findLast(({ name }) => name === 'color')?.value,
  };
}

const NOTHING = {
  isPrompt: false,
  firstWord: undefined,
  unclear: undefined,
  isSummary: false,
  format: undefined,
  debug: false,
  color: undefined,
} as const;

const EXTRACT = /^(?:-([a-z]*)x|--extract)$/;

/** Whether `-x` takes this word: a number or a language. */
const isBlockRef = (word = '') => /^-?\d+$/.test(word) || languageNamed(word) !== undefined;

/** `-qx` means the last code block: `-q --extract=last`. */
function withLast(word: string): string[] {
  const [isExtract, others] = EXTRACT.exec(word) ?? [];
  if (isExtract === undefined) return [word];
  return [...(others ? [`-${others}`] : []), '--extract=last'];
}

/** `-x=python` means `-xpython`, as `--extract=python` means the same as `--extract python`. */
function withoutEquals(word: string): string {
  const [, letters = '', value = ''] = /^-([a-z]+)=([^]+)$/i.exec(word) ?? [];
  // The first flag with a value takes the rest of the word.
  return letters.split('').findIndex(takesValue) === letters.length - 1 && letters !== ''
    ? `-${letters}${value}`
    : word;
}

const takesValue = (letter: string) =>
  Object.values(OPTIONS).some(({ flag = '' }) => flag.startsWith(`-${letter}, `) && /[<[]/.test(flag));

/** The flags of the table as `parseArgs` takes them. */
const flags = () =>
  Object.fromEntries(
    Object.values(OPTIONS).flatMap(({ flag }) => {
      const [, short, long, value] = /^(?:-(\w), )?--([\w-]+)(?: (.*))?$/.exec(flag ?? '') ?? [];
      if (long === undefined) return [];
      const type = value?.startsWith('<') === true ? ('string' as const) : ('boolean' as const);
      return [[long, { type, ...(short !== undefined && { short }) }]];
    }),
  );
