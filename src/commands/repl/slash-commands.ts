import { wrapWords } from '../../core/text/word-wrap.ts';
import { nearest } from '../../core/text/nearest.ts';

/** A command of the REPL. */
export interface SlashCommand {
  /** As the help shows it; none: it takes nothing. */
  readonly takes?: string;
  readonly help: string;
  /** Other names of it, that people know from elsewhere. */
  readonly also?: readonly string[];
  /** What Tab offers for its argument. */
  readonly completes?: 'command' | 'model' | 'effort' | 'session' | 'path' | 'switch';
}

const command = (description: SlashCommand): SlashCommand => description;

/** Every command in one table: the help, Tab and the README are made from it. */
export const SLASH_COMMANDS = {
  help: command({ takes: '[command]', help: 'list the commands and keys', completes: 'command' }),
  exit: command({ help: 'exit (also Ctrl-D)', also: ['quit'] }),
  new: command({ takes: '[name]', help: 'start a new conversation' }),
  clear: command({ help: 'clear the screen and start a new conversation' }),
  model: command({ takes: '[id]', help: 'show or change the model', completes: 'model' }),
  system: command({
    takes: '[text|@file|-]',
    help: 'show or change the system prompt; - removes it',
    completes: 'path',
  }),
  effort: command({ takes: '[level]', help: 'show or change the reasoning effort', completes: 'effort' }),
  continue: command({ help: 'continue the last reply where it was cut off' }),
  retry: command({ help: 'send the last prompt again' }),
  undo: command({ help: 'remove the last prompt and reply' }),
  edit: command({ takes: '[text]', help: 'write the prompt in $VISUAL or $EDITOR' }),
  copy: command({ takes: '[n]', help: 'copy the last reply or its n-th code block (-1: last)' }),
  save: command({ takes: '<file>', help: 'save the conversation as .md, .html or .json', completes: 'path' }),
  sessions: command({ takes: '[words]', help: 'list recent conversations, or those with these words' }),
  resume: command({ takes: '[session]', help: 'continue another conversation', completes: 'session' }),
  rename: command({ takes: '<name>', help: 'name this conversation' }),
  usage: command({ help: 'show token usage per turn and in total', also: ['cost'] }),
  thinking: command({ takes: '[on|off]', help: 'show or hide thinking summaries', completes: 'switch' }),
  raw: command({ takes: '[on|off]', help: 'show replies as raw Markdown, or rendered', completes: 'switch' }),
};

export type SlashCommandName = keyof typeof SLASH_COMMANDS;

export const SLASH_NAMES = Object.keys(SLASH_COMMANDS) as SlashCommandName[];

/** What was typed at the prompt. */
export type Typed =
  | { readonly kind: 'prompt'; readonly text: string }
  | { readonly kind: 'command'; readonly name: SlashCommandName; readonly argument: string }
  | { readonly kind: 'unknown'; readonly name: string; readonly nearest: string | undefined }
  | { readonly kind: 'nothing' };

const COMMAND = /^\/([a-z?-]+|$)(?:\s+([^]*))?$/i;

/**
 * A command is a slash and a word; before one, a second slash makes a prompt of it. A path is a prompt too, and so is code
 * that begins with a comment.
 */
export function readTyped(text: string): Typed {
  if (text.trim() === '') return { kind: 'nothing' };
  if (text.startsWith('//') && COMMAND.test(text.slice(1))) return { kind: 'prompt', text: text.slice(1) };
  const [, word, argument = ''] = COMMAND.exec(text) ?? [];
  if (word === undefined) return { kind: 'prompt', text };
  const name = commandNamed(word.toLowerCase());
  if (name !== undefined) return { kind: 'command', name, argument: argument.trim() };
  return { kind: 'unknown', name: word, nearest: nearest(word.toLowerCase(), ALL_NAMES, 1)[0] };
}

export function commandNamed(word: string): SlashCommandName | undefined {
  if (word === '?') return 'help';
  return SLASH_NAMES.find((name) => name === word || slashCommand(name).also?.includes(word) === true);
}

export const slashCommand = (name: SlashCommandName): SlashCommand => SLASH_COMMANDS[name];

const ALL_NAMES = SLASH_NAMES.flatMap((name) => [name, ...(slashCommand(name).also ?? [])]);

/** The commands as a list, one a line; what it takes and what it does stand in two columns. */
export function slashHelp(columns: number, names: readonly SlashCommandName[] = SLASH_NAMES): string {
  return twoColumns(
    names.map((name) => {
      const { takes, help } = slashCommand(name);
      return [`/${name}${takes === undefined ? '' : ` ${takes}`}`, help];
    }),
    columns,
  );
}

/** The keys that people may not find by themselves. */
export function keyHelp(columns: number): string {
  return twoColumns(KEYS, columns);
}

const KEYS: readonly (readonly [string, string])[] = [
  ['//…', 'send a prompt that starts with a slash'],
  ['\\ Enter', 'start a new line (also Alt-Enter and Ctrl-J)'],
  ['"""', 'start or end a block of lines'],
  ['Ctrl-C', 'stop the reply and keep its text; clear the line; twice to exit'],
  ['Ctrl-R', 'search the prompt history'],
  ['Tab', 'complete commands, models, conversations and paths'],
  ['Ctrl-X Ctrl-E', 'write the prompt in the editor'],
  ['Ctrl-Z', 'suspend the program; fg resumes it'],
];

/** A right column that would be too narrow stands below the left one. */
function twoColumns(rows: readonly (readonly [string, string])[], columns: number): string {
  const width = Math.max(...rows.map(([left]) => left.length)) + 4;
  const isBeside = columns - width >= NARROWEST;
  const indent = ' '.repeat(isBeside ? width : 4);
  return rows
    .map(([left, right]) => {
      const [first, ...more] = wrapWords(right, columns - indent.length - 1, 0).split('\n');
      const rest = more.map((line) => `${indent}${line}\n`).join('');
      return `${isBeside ? `  ${left}`.padEnd(width) : `  ${left}\n${indent}`}${first}\n${rest}`;
    })
    .join('');
}

const NARROWEST = 30;
