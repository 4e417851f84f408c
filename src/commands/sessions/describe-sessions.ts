import type { Command } from 'commander';
import { nearest } from '../../core/text/nearest.ts';
import { oneOf, wholeNumber, type ValueType } from '../../core/config/value-types.ts';
import { usageProblem } from '../../core/problem/problem.ts';

export type SessionsAction = 'list' | 'show' | 'search' | 'export' | 'rename' | 'rm' | 'path';
export type ExportFormat = 'md' | 'json' | 'html';

/** What is asked for with `claude-stream sessions`. */
export interface SessionsRequest {
  readonly action: SessionsAction;
  readonly words: readonly string[];
  readonly limit?: number | undefined;
  readonly format?: ExportFormat | undefined;
  readonly yes?: boolean | undefined;
}

type Typed = Readonly<Record<string, unknown>>;
type Take = (request: SessionsRequest, command: Command) => void;

const LIMIT = ['-l, --limit <n>', 'maximum to list; 0 lists all (default 30)'] as const;
const JSON_FLAG = ['--json', 'print JSON'] as const;
const FORMAT: ValueType<ExportFormat> = oneOf('md', 'json', 'html');

/** Adds `sessions` and what can be done with them. */
export function addSessions(program: Command, take: Take): void {
  const sessions = program
    .command('sessions')
    .usage('[options] [command]')
    // What is no command is told of in better words than commander's.
    .allowExcessArguments()
    .description('list, search, export and manage saved conversations')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .option(...LIMIT)
    .option(...JSON_FLAG)
    .action((_options, command: Command) => {
      if (command.args[0] !== undefined) throw unknownAction(command.args[0], sessions);
      act('list')(command);
    });

  /** With what was typed for the command, or before its name. */
  const act =
    (action: SessionsAction) =>
    (command: Command, words: readonly string[] = []): void => {
      const { limit, format, yes } = { ...sessions.opts<Typed>(), ...command.opts<Typed>() };
      const request = {
        action,
        words,
        limit: valueOf('--limit', limit, wholeNumber),
        format: valueOf('--format', format, FORMAT),
        yes: yes === true,
      };
      take(request, command);
    };
  const add = (action: SessionsAction, description: string, example: string) =>
    sessions
      .command(action)
      .allowExcessArguments(false)
      .description(description)
      .helpOption('-h, --help', 'print this help')
      .addHelpText('after', `\nExample:\n  claude-stream sessions ${example}`);

  add('list', 'list conversations, most recent first', 'list --limit 5')
    .option(...LIMIT)
    .option(...JSON_FLAG)
    .action((_options, command: Command) => act('list')(command));
  add('show', 'print a conversation', 'show bcdfghjk')
    .argument('[id]', ID)
    .option('--raw', 'print the Markdown source')
    .option(...JSON_FLAG)
    .action((id: string | undefined, _options, command: Command) => act('show')(command, wordsOf(id)));
  add('search', 'find conversations that contain all the words; exit with 1 if none do', 'search tides moon')
    .argument('<words...>', 'words to find, in any case; quote a phrase')
    .option(...JSON_FLAG)
    .action((words: string[], _options, command: Command) => act('search')(command, words));
  add('export', 'print a conversation as a document', 'export bcdfghjk --format html > tides.html')
    .argument('[id]', ID)
    .option('--format <format>', 'md, json or html, a self-contained page (default md)')
    .action((id: string | undefined, _options, command: Command) => act('export')(command, wordsOf(id)));
  add('rename', 'rename a conversation', 'rename bcdfghjk How tides work')
    .argument('<id>', 'id or name, or a prefix of either')
    .argument('<name...>', 'new name, 1 to 100 characters')
    .action((id: string, name: string[], _options, command: Command) => act('rename')(command, [id, name.join(' ')]));
  add('rm', 'remove conversations permanently', 'rm bcdfghjk')
    .argument('<id...>', 'ids or names, or prefixes of either')
    .option('-y, --yes', 'do not ask for confirmation')
    .action((ids: string[], _options, command: Command) => act('rm')(command, ids));
  add('path', 'print the folder, or the path of a conversation', 'path bcdfghjk')
    .argument('[id]', ID.replace('the most recent', 'the folder'))
    .action((id: string | undefined, _options, command: Command) => act('path')(command, wordsOf(id)));
}

const ID = 'id or name, or a prefix of either (default: the most recent)';

const wordsOf = (word: string | undefined): string[] => (word === undefined ? [] : [word]);

function valueOf<T>(flag: string, typed: unknown, kind: ValueType<T>): T | undefined {
  if (typeof typed !== 'string') return undefined;
  const value = kind.parse(typed);
  if (value !== undefined) return value;
  const [near] = nearest(typed, kind.choices ?? [], 1);
  throw usageProblem(`${flag} must be ${kind.name}, not ${JSON.stringify(typed)}`, near && `did you mean ${near}?`);
}

function unknownAction(word: string, { commands }: Command) {
  const names = commands.map((command) => command.name());
  // Any short word is near to a short one.
  const [near] = word.length > 3 ? nearest(word, names, 1) : [];
  return usageProblem(
    `unknown command ${JSON.stringify(word)}`,
    `${near === undefined ? `the commands are ${names.join(', ')}` : `did you mean ${near}?`}; to send this as a prompt, put -- before it`,
  );
}
