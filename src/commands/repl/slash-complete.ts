import { commandNamed, slashCommand, type SlashCommand } from './slash-commands.ts';

/** What Tab can complete at the end of a text: which kind of word, and where it begins. */
export interface Completable {
  readonly kind: NonNullable<SlashCommand['completes']>;
  readonly from: number;
  readonly word: string;
}

/** Before the cursor: a command, a command's argument, a path with an `@` before it, or a word with a slash in it. */
export function completableAt(before: string): Completable | undefined {
  const command = /^\/([a-z]*)$/.exec(before);
  if (command !== null) return { kind: 'command', from: 1, word: command[1]! };
  const argument = /^\/([a-z]+)\s+([^]*)$/.exec(before);
  const name = argument === null ? undefined : commandNamed(argument[1]!);
  const kind = name === undefined ? undefined : slashCommand(name).completes;
  if (argument !== null && kind !== undefined) {
    const at = kind === 'path' ? argument[2]!.replace(/^@/, '') : argument[2]!;
    return { kind, from: before.length - at.length, word: at };
  }
  const path = /(?:^|\s)(?:@([^\s]*)|((?:~|\.{1,2})?\/[^\s]*|[^\s/]+\/[^\s]*))$/.exec(before);
  const word = path?.[1] ?? path?.[2];
  return word === undefined ? undefined : { kind: 'path', from: before.length - word.length, word };
}
