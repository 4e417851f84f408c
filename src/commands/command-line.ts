import { Command, CommanderError, Option as CommanderOption, type OutputConfiguration } from 'commander';
import { addSessions, type SessionsRequest } from './sessions/describe-sessions.ts';
import { onOff } from '../core/config/value-types.ts';
import { OPTIONS, type Option } from '../core/config/options.ts';
import { usageProblem } from '../core/problem/problem.ts';
import type { Flags } from '../core/config/settings.ts';

/** What the command line asks for. */
export type CommandLine =
  | { readonly kind: 'print'; readonly text: string }
  | { readonly kind: 'ask'; readonly flags: Flags }
  | { readonly kind: 'models'; readonly flags: Flags }
  | { readonly kind: 'tools'; readonly flags: Flags }
  /** The flags' words are the file's name, if there is one. */
  | { readonly kind: 'render'; readonly flags: Flags }
  | { readonly kind: 'sessions'; readonly flags: Flags; readonly request: SessionsRequest };

/** Reads the command line. Help and version come back as text to print; mistakes are thrown as usage problems. */
export function parseCommandLine(argv: readonly string[], version: string, columns: number): CommandLine {
  let result: CommandLine | undefined;
  let printed = '';
  const program = createProgram(version, (kind, words, options) => {
    result = { kind, flags: { words, options } };
  });
  addSessions(program, (request, command) => {
    result = { kind: 'sessions', flags: { words: [], options: { ...typed(program), ...typed(command) } }, request };
  });
  const outputs: OutputConfiguration = {
    writeOut: (text) => (printed += text),
    writeErr: () => {},
    getOutHelpWidth: () => columns,
    getOutHasColors: () => false,
  };
  for (const command of withInner(program)) command.exitOverride().configureOutput(outputs);
  if (isPromptForced(argv, program.commands)) (program.commands as Command[]).length = 0;
  try {
    program.parse(withWholePrompts(argv), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { kind: 'print', text: printed };
    const [what, ...more] = error.message.replace(/^error: /, '').split('\n');
    const hints: Readonly<Record<string, string>> = {
      'commander.unknownOption': 'quote a prompt that contains dashes, or put -- before it',
      'commander.excessArguments': 'to send this as a prompt, put -- before it',
    };
    throw usageProblem(
      what!,
      [...more.map((line) => line.replace(/^\((.*)\)$/, '$1')), hints[error.code] ?? 'see claude-stream --help'].join(
        '; ',
      ),
    );
  }
  return result!;
}

/**
 * What stands behind `-x` is the prompt, unless it is a number: a language is named as `--extract=sh`. Commander would take
 * whatever comes.
 */
function withWholePrompts(argv: readonly string[]): string[] {
  const end = argv.includes('--') ? argv.indexOf('--') : argv.length;
  return argv.flatMap((word, index) => {
    const [, others] = /^(?:-([a-z]*)x|--extract)$/.exec(word) ?? [word, undefined];
    const isExtract = index < end && (word === '--extract' || others !== undefined);
    if (!isExtract || /^-?\d+$/.test(argv[index + 1] ?? '')) return [word];
    return [...(others ? [`-${others}`] : []), '--extract=last'];
  });
}

const withInner = (command: Command): Command[] => [command, ...command.commands.flatMap(withInner)];

/** The help as it is printed at 80 columns; the README holds it. */
export function helpText(version: string): string {
  const line = parseCommandLine(['--help'], version, 80);
  return line.kind === 'print' ? line.text : '';
}

type Take = (kind: 'ask' | 'models' | 'tools' | 'render', words: string[], options: Flags['options']) => void;

function createProgram(version: string, take: Take): Command {
  const program = new Command('claude-stream')
    .description('Stream replies from Claude to the terminal or a pipe.')
    .argument('[prompt...]', 'the prompt; piped input goes before it')
    .helpOption('-h, --help', 'print this help')
    .version(version, '-v, --version', 'print the version')
    .helpCommand(false)
    .addHelpText('after', EXAMPLES)
    .action((words: string[]) => take('ask', words, typed(program)));
  for (const option of commanderOptions()) program.addOption(option);

  program
    .command('models')
    .description('list the models the server offers')
    .helpOption('-h, --help', 'print this help')
    .option('--json', 'print JSON')
    .action((_options, command: Command) => take('models', [], { ...typed(program), ...typed(command) }));
  program
    .command('tools')
    .description('list the tools the MCP servers offer')
    .helpOption('-h, --help', 'print this help')
    .option('--json', 'print JSON')
    .addHelpText('after', TOOLS_EXAMPLE)
    .action((_options, command: Command) => take('tools', [], { ...typed(program), ...typed(command) }));
  program
    .command('render')
    .description('render Markdown from a file or a pipe as it arrives')
    .argument('[file]', 'file to render (default: standard input)')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', RENDER_EXAMPLES)
    .action((file: string | undefined) => take('render', file === undefined ? [] : [file], typed(program)));
  return program;
}

function commanderOptions(): CommanderOption[] {
  return Object.values(OPTIONS).flatMap(({ flag, help, group, takes, env, default: preset }: Option<unknown>) => {
    if (flag === undefined) return [];
    const shown = typeof preset === 'string' || typeof preset === 'number' ? `${help} (default ${preset})` : help;
    const shownOption = new CommanderOption(flag, shown).helpGroup(`${group}:`);
    if (takes.isList === true) shownOption.argParser((one, before: string[] | undefined) => [...(before ?? []), one]);
    // What a variable or the config turns on, a flag can turn off, and the other way round.
    const opposite = preset === true ? flag.replace('--no-', '--') : `--no-${flag.replace(/^.*--/, '')}`;
    return takes === onOff && env !== undefined
      ? [shownOption, new CommanderOption(opposite).hideHelp()]
      : [shownOption];
  });
}

/** The options that stand on the command line, not commander's presets. */
function typed(command: Command): Flags['options'] {
  const entries = Object.entries(command.opts<Record<string, string | boolean | string[]>>());
  return Object.fromEntries(entries.filter(([name]) => command.getOptionValueSource(name) === 'cli'));
}

/**
 * Whether a command's name is the prompt's first word: with `-p`, or after `--`.
 * Commander would give it to the command all the same.
 */
function isPromptForced(argv: readonly string[], commands: readonly Command[]): boolean {
  if (!commands.some((command) => argv.includes(command.name()))) return false;
  const probe = new Command()
    .allowUnknownOption()
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  for (const option of commanderOptions()) probe.addOption(option);
  const dashes = argv.indexOf('--');
  try {
    const { operands } = probe.parseOptions(dashes === -1 ? [...argv] : argv.slice(0, dashes));
    return probe.opts<{ print?: boolean }>().print === true || (dashes !== -1 && operands.length === 0);
  } catch {
    // What is wrong with the command line is said when it is parsed for good.
    return false;
  }
}

const TOOLS_EXAMPLE = `
Example:
  claude-stream tools --mcp-config servers.json`;

const RENDER_EXAMPLES = `
--width, --wrap, --color and --links work as they do for replies.

Examples:
  claude-stream render README.md
  ollama run llama "explain tides" | claude-stream render`;

const EXAMPLES = `
Examples:
  claude-stream "why is the sky blue?"
  git diff | claude-stream "write a commit message"
  claude-stream -m haiku --json "three colours" | jq -r .text
  claude-stream --demo tour       (no key needed)

The API key is read from ANTHROPIC_API_KEY, or from \`ant auth login\`.`;
