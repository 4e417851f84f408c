import {
  Command as Description,
  CommanderError,
  Help,
  Option as CommanderOption,
  type OutputConfiguration,
} from 'commander';
import { onOff } from '../core/config/value-types.ts';
import { OPTIONS } from '../core/config/options.ts';
import type { Flags } from '../core/config/settings.ts';
import { usageProblem } from '../core/problem/problem.ts';
import { chat } from './chat/chat.ts';
import type { Command } from './command.ts';
import { readArgv } from './read-argv.ts';
import { COMMANDS } from './registry.ts';

/** The parsed command line: a command with its flags, or a text to print (help, version). */
export type CommandLine =
  | { readonly command: Command; readonly flags: Flags }
  | { readonly command: undefined; readonly text: string };

/** Reads the command line. Throws a usage problem. */
export function parseCommandLine(words: readonly string[], version: string, columns: number): CommandLine {
  const { argv, isPrompt } = readArgv(words);
  let chosen: CommandLine | undefined;
  let text = '';
  const program = new Description('claude-stream').version(version, '-v, --version', 'print the version');
  for (const option of commanderOptions()) program.addOption(option);
  for (const command of [chat, ...(isPrompt ? [] : COMMANDS)]) {
    const description = command.describe(program).helpOption('-h, --help', 'print this help').helpCommand(false);
    description.action(() => {
      chosen = { command, flags: typedFlags(description) };
    });
  }
  const outputs: OutputConfiguration = {
    writeOut: (out) => (text += out),
    writeErr: () => {},
    getOutHelpWidth: () => columns,
    getOutHasColors: () => false,
  };
  for (const description of withInner(program)) {
    description.exitOverride().configureOutput(outputs).configureHelp(COLUMNS);
  }
  try {
    program.parse(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { command: undefined, text };
    throw usageMistake(error);
  }
  return chosen!;
}

/** The help at 80 columns, as the README shows it. */
export function helpText(version: string): string {
  const line = parseCommandLine(['--help'], version, 80);
  return line.command === undefined ? line.text : '';
}

const MAX_TERM_COLUMNS = 25;

/** A term that is too long stands on a row of its own: a new flag must not move the descriptions of all others. */
const COLUMNS: Partial<Help> = {
  padWidth: (command, help) => Math.min(MAX_TERM_COLUMNS, Help.prototype.padWidth.call(help, command, help)),
  formatItem(term, columns, description, help) {
    const item = (shown: string) => Help.prototype.formatItem.call(help, shown, columns, description, help);
    return term.length <= columns ? item(term) : `  ${term}\n${item('')}`;
  },
};

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
  const details = more.map((line) => line.replace(/^\((.*)\)$/, '$1'));
  return usageProblem(what!, [...details, HINTS[code] ?? 'see claude-stream --help'].join('; '));
}

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
