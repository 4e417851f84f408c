import { Command as Description, CommanderError, Option as CommanderOption, type OutputConfiguration } from 'commander';
import { onOff } from '../core/config/value-types.ts';
import { OPTIONS } from '../core/config/options.ts';
import type { Flags } from '../core/config/settings.ts';
import { usageProblem } from '../core/problem/problem.ts';
import { oneEditAway } from '../core/text/nearest.ts';
import { wrapWords } from '../core/text/word-wrap.ts';
import { chat } from './chat/chat.ts';
import type { Command } from './command.ts';
import { unknownCommand } from './command-group.ts';
import { LAYOUT, layoutOf } from './help-page.ts';
import { readArgv } from './read-argv.ts';
import { COMMANDS } from './registry.ts';

/** The parsed command line: a command with its flags, or a text to print (help, version). */
export type CommandLine = Chosen | { readonly command: undefined; readonly text: string };

interface Chosen {
  readonly command: Command;
  readonly flags: Flags;
  /** The only word is a prompt, but one edit away from the name of a command. `argv`: the command line with that name. */
  readonly resembles?: { readonly name: string; readonly argv: readonly string[] };
}

/** How help is printed. */
export interface Page {
  readonly version: string;
  readonly columns: number;
}

/** Reads the command line. Throws a usage problem. */
export function parseCommandLine(words: readonly string[], { version, columns }: Page): CommandLine {
  const { argv, isPrompt, firstWord, unclear, isSummary } = readArgv(words);
  if (unclear !== undefined) throw unclearExtract(unclear);
  let chosen: Chosen | undefined;
  let text = '';
  const program = new Description('claude-stream').version(version, '-v, --version', 'print the version');
  for (const option of commanderOptions()) program.addOption(option);
  for (const command of [chat, ...(isPrompt ? [] : COMMANDS)]) {
    const description = command.describe(program).helpOption('-h, --help', 'print this help').helpCommand(false);
    description.action(() => {
      chosen = { command, flags: typedFlags(description) };
    });
  }
  if (!isPrompt) {
    program
      .command('help')
      .argument('[command...]', 'the command, such as sessions list')
      .description('print the help of a command')
      .action((names: string[]) => describedBy(names, program).outputHelp());
    program
      .command('version')
      .description('print the version')
      .action(() => void (text = `${version}\n`));
  }
  const outputs: OutputConfiguration = {
    // Items and examples are laid out already.
    writeOut: (out) => (text += out.replaceAll(/^\S.*$/gm, (line) => wrapWords(line, columns, 0))),
    writeErr: () => {},
    getOutHelpWidth: () => columns,
    getOutHasColors: () => false,
  };
  for (const description of withInner(program)) {
    description.exitOverride().configureOutput(outputs).configureHelp(LAYOUT);
  }
  program.helpOption('-h, --help', 'print a summary (-h) or this help (--help)').configureHelp(layoutOf(isSummary));
  try {
    program.parse(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { command: undefined, text };
    throw usageMistake(error);
  }
  if (chosen === undefined) return { command: undefined, text };
  const { flags } = chosen;
  const isLoneWord = chosen.command === chat && !isPrompt && flags.words.length === 1;
  const near = isLoneWord ? oneEditAway(flags.words[0]!, namesOf(program)) : undefined;
  return { ...chosen, ...(near && { resembles: { name: near, argv: words.with(firstWord!, near) } }) };
}

/** What `-h` or `--help` prints at 80 columns. */
export function helpText(flag: '-h' | '--help', version: string): string {
  const line = parseCommandLine([flag], { version, columns: 80 });
  return line.command === undefined ? line.text : '';
}

const namesOf = (description: Description): string[] => description.commands.map((command) => command.name());

/** The command with these names: `sessions list` is under `sessions`. Throws a usage problem if there is none. */
function describedBy(names: readonly string[], program: Description): Description {
  return names.reduce((description, name) => {
    const below = description.commands.find((command) => command.name() === name);
    if (below === undefined) throw unknownCommand(name, namesOf(description));
    return below;
  }, program);
}

const withInner = (description: Description): Description[] => [
  description,
  ...description.commands.flatMap(withInner),
];

const HINTS: Readonly<Record<string, string>> = {
  'commander.unknownOption': 'quote a prompt that contains dashes, or put -- before it',
  'commander.excessArguments': 'to send this as a prompt, put -- before it',
};

function usageMistake({ code, message }: CommanderError) {
  const [what, ...more] = message.replace(/^error: /, '').split('\n');
  const details = more.map((line) => line.replace(/^\(Did (.*)\)$/, 'did $1'));
  return usageProblem(what!, ...details, HINTS[code] ?? 'see claude-stream --help');
}

const unclearExtract = (word: string) =>
  usageProblem(
    `${JSON.stringify(word)} after --extract may be a language or the start of the prompt`,
    `write --extract=${word} for the language`,
    'or quote the whole prompt',
  );

function commanderOptions(): CommanderOption[] {
  return Object.values(OPTIONS).flatMap(({ flag, help, group, takes, env, default: preset }) => {
    if (flag === undefined) return [];
    const shown = typeof preset === 'string' || typeof preset === 'number' ? `${help} (default ${preset})` : help;
    const shownOption = new CommanderOption(flag, shown).helpGroup(`${group}:`);
    if (takes.isList === true) shownOption.argParser((one, before: string[] | undefined) => [...(before ?? []), one]);
    // A flag can turn off what a variable or the config turned on, and the other way round.
    const opposite = preset === true ? flag.replace('--no-', '--') : `--no-${flag.replace(/^.*--/, '')}`;
    return takes === onOff && env !== undefined
      ? [shownOption, new CommanderOption(opposite).hideHelp()]
      : [shownOption];
  });
}

/** The flags typed before or after a command's name, without commander's presets. */
function typedFlags(description: Description): Flags {
  const options: Record<string, string | boolean | string[]> = {};
  const own: Record<string, unknown> = {};
  for (let at: Description | null = description; at !== null; at = at.parent) {
    for (const [name, value] of Object.entries(at.opts<typeof options>())) {
      if (at.getOptionValueSource(name) !== 'cli') continue;
      if (Object.hasOwn(OPTIONS, name)) options[name] ??= value;
      else own[name] ??= value;
    }
  }
  return { words: description.args, options, own };
}
