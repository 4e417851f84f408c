import { nearest } from '../../../core/text/nearest.ts';
import { COMMAND } from '../prompt-line.ts';
import { commandNamed, SLASH_COMMANDS, type SlashCommandName } from './slash-commands.ts';

/** A line that was typed at the prompt. */
export type Typed =
  | { readonly kind: 'prompt'; readonly text: string }
  | { readonly kind: 'command'; readonly name: SlashCommandName; readonly argument: string }
  | { readonly kind: 'unknown'; readonly name: string; readonly nearest: string | undefined }
  /** A `!` and a command line for the user's shell. */
  | { readonly kind: 'shell'; readonly line: string }
  | { readonly kind: 'nothing' };

/**
 * A slash and a word are a command; a second slash before it makes it a prompt. A path is a prompt too, and so is code
 * that starts with a comment. With a `!` it is the same, except that several pasted lines are always a prompt.
 */
export function readTyped(text: string, isPasted: boolean): Typed {
  if (text.trim() === '') return { kind: 'nothing' };
  if (/^!!+[^!]/.test(text)) return { kind: 'prompt', text: text.slice(1) };
  if (text.startsWith('!') && !(isPasted && text.trim().includes('\n'))) {
    return { kind: 'shell', line: text.slice(1).trim() };
  }
  if (text.startsWith('//') && COMMAND.test(text.slice(1))) return { kind: 'prompt', text: text.slice(1) };
  const [, word, argument = ''] = COMMAND.exec(text) ?? [];
  if (word === undefined) return { kind: 'prompt', text };
  const name = commandNamed(word.toLowerCase());
  if (name !== undefined) return { kind: 'command', name, argument: argument.trim() };
  const names = Object.entries(SLASH_COMMANDS).flatMap(([main, { also }]) => [main].concat(also ?? []));
  return { kind: 'unknown', name: word, nearest: nearest(word.toLowerCase(), names, 1)[0] };
}
