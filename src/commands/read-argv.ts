import { parseArgs } from 'node:util';
import { OPTIONS } from '../core/config/options.ts';

/** What has to be known about a command line before commander parses it, or even if it cannot. */
export interface ReadArgv {
  /** Rewritten so that commander reads it right. */
  readonly argv: readonly string[];
  /** Whether every word is the prompt, even one that names a command: with `-p`, or after `--`. */
  readonly isPrompt: boolean;
  /** The output format, even if the rest is wrong; `undefined`: not given here. */
  readonly format: string | undefined;
  readonly debug: boolean;
}

/**
 * The one step before commander, for what that cannot express: a prompt that is the name of a command, and the value of
 * `-x`, which must be a number (`-x 2`) or joined to the flag (`--extract=sh`), so that `-x "a prompt"` has a prompt.
 */
export function readArgv(argv: readonly string[]): ReadArgv {
  // Nothing is loaded to read nothing: the prompt of the REPL comes sooner.
  if (argv.length === 0) return { argv, isPrompt: false, format: undefined, debug: false };
  const { tokens } = parseArgs({ args: [...argv], options: flags(), strict: false, tokens: true });
  const options = tokens.filter((token) => token.kind === 'option');
  const has = (name: string) => options.some((option) => option.name === name);
  const isValue = (index: number) => {
    const before = options.findLast((option) => option.index === index - 1 && option.value === undefined);
    return before?.name === 'resume' || (before?.name === 'extract' && isNumber(argv[index]));
  };
  const terminator = tokens.find(({ kind }) => kind === 'option-terminator')?.index ?? argv.length;
  const firstWord = tokens.find(({ kind, index }) => kind === 'positional' && !isValue(index))?.index ?? argv.length;
  return {
    argv: argv.flatMap((word, index) => (index < terminator && !isNumber(argv[index + 1]) ? withLast(word) : [word])),
    isPrompt: has('print') || firstWord > terminator,
    format: has('json') ? 'json' : options.findLast(({ name }) => name === 'output-format')?.value,
    debug: has('debug'),
  };
}

const isNumber = (word: string | undefined) => /^-?\d+$/.test(word ?? '');

/** `-qx` means the last code block: `-q --extract=last`. */
function withLast(word: string): string[] {
  const [isExtract, others] = /^(?:-([a-z]*)x|--extract)$/.exec(word) ?? [];
  if (isExtract === undefined) return [word];
  return [...(others ? [`-${others}`] : []), '--extract=last'];
}

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
