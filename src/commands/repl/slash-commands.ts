import { fold } from '../../core/text/fold.ts';
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
  help: command({ takes: '[command]', help: 'these commands, and the keys', completes: 'command' }),
  exit: command({ help: 'leave; so does Ctrl-D', also: ['quit'] }),
  new: command({ takes: '[name]', help: 'begin another conversation; this one is kept' }),
  clear: command({ help: 'the same, on an empty screen' }),
  model: command({ takes: '[id]', help: 'which model replies, or another one', completes: 'model' }),
  system: command({
    takes: '[text|@file|-]',
    help: 'the system prompt, or another one; - for none',
    completes: 'path',
  }),
  effort: command({ takes: '[level]', help: 'how much work the model puts in', completes: 'effort' }),
  continue: command({ help: 'ask the model to go on where its last reply was cut' }),
  retry: command({ help: 'send the last prompt again' }),
  undo: command({ help: 'take back the last prompt and its reply' }),
  edit: command({ takes: '[text]', help: 'write the prompt in $VISUAL or $EDITOR; so does Ctrl-X Ctrl-E' }),
  copy: command({ takes: '[n]', help: 'copy the last reply, or its n-th code block (-1: the last)' }),
  save: command({ takes: '<file>', help: 'write the conversation to a file: .md, .html or .json', completes: 'path' }),
  sessions: command({ takes: '[words]', help: 'the conversations used last, or those with these words' }),
  resume: command({ takes: '[session]', help: 'go on with another conversation', completes: 'session' }),
  rename: command({ takes: '<name>', help: 'call this conversation something' }),
  usage: command({ help: 'tokens per turn and in total, and what the cache saved', also: ['cost'] }),
  thinking: command({ takes: '[on|off]', help: 'show what the model thinks', completes: 'switch' }),
  raw: command({ takes: '[on|off]', help: 'show replies as they come, not rendered', completes: 'switch' }),
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
  ['//…', 'a prompt that begins with a slash'],
  ['\\ Enter', 'a new line; so do Alt-Enter and Ctrl-J'],
  ['"""', 'begins and ends a block of lines'],
  ['Ctrl-C', 'stops a reply, and keeps what came; clears the line; twice: leaves'],
  ['Ctrl-R', 'searches what was typed before'],
  ['Tab', 'completes commands, models, conversations, paths'],
  ['Ctrl-X Ctrl-E', 'opens the editor'],
  ['Ctrl-Z', 'stops the program; fg goes on'],
];

/** A right column that would be too narrow stands below the left one. */
function twoColumns(rows: readonly (readonly [string, string])[], columns: number): string {
  const width = Math.max(...rows.map(([left]) => left.length)) + 4;
  const isBeside = columns - width >= NARROWEST;
  const indent = ' '.repeat(isBeside ? width : 4);
  return rows
    .map(([left, right]) => {
      const [first, ...more] = fold(right, columns - indent.length - 1).split('\n');
      const rest = more.map((line) => `${indent}${line.trim()}\n`).join('');
      return `${isBeside ? `  ${left}`.padEnd(width) : `  ${left}\n${indent}`}${first}\n${rest}`;
    })
    .join('');
}

const NARROWEST = 30;
