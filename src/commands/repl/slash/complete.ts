import type { Offered } from '../../../terminal/input/line-input.ts';
import { paths, shellPaths, type CandidateSources, type Complete } from './candidates.ts';
import { commandNamed, commandNames, SLASH_COMMANDS } from './slash-commands.ts';

/** Makes what Tab asks for candidates; it answers with a promise only where it has to wait. */
export function createCompleter(sources: CandidateSources) {
  return (before: string): Offered | Promise<Offered> => {
    const completable = completableAt(before);
    if (completable === undefined) return { from: before.length, candidates: [] };
    const { complete, from } = completable;
    const word = before.slice(from);
    const offer = (candidates: Offered['candidates']) => ({
      from,
      candidates: candidates.filter(({ text }) => text.toLowerCase().startsWith(word.toLowerCase())),
    });
    const candidates = complete(word, sources);
    return 'then' in candidates ? candidates.then(offer) : offer(candidates);
  };
}

/** The word that Tab can complete: where it starts, and its candidates. */
export interface Completable {
  readonly from: number;
  readonly complete: Complete;
}

/** A path in a command line for a shell, where a backslash takes the meaning of a blank. */
const SHELL_PATH = /^(?:\/file\s+)?!(?:(?:\\[^]|[^\\])*\s)?((?:\\[^]|[^\s\\])*)$/;

/**
 * A command, a command's argument, a path in a command line for a shell, a path after an `@`, or a word with a slash in it:
 * whichever the text ends in.
 */
export function completableAt(before: string): Completable | undefined {
  const [, inShell] = SHELL_PATH.exec(before) ?? [];
  if (inShell !== undefined) return { from: before.length - inShell.length, complete: shellPaths };
  if (/^\/[a-z]*$/.test(before)) return { from: 1, complete: commandNames };
  // The @ before a file is not part of its path.
  const [, name = '', argument = ''] = /^\/([a-z]+)\s+@?([^]*)$/.exec(before) ?? [];
  const command = commandNamed(name);
  const complete = command === undefined ? undefined : SLASH_COMMANDS[command].complete;
  if (complete !== undefined) return { from: before.length - argument.length, complete };
  const path = /(?:^|\s)(?:@([^\s]*)|((?:~|\.{1,2})?\/[^\s]*|[^\s/]+\/[^\s]*))$/.exec(before);
  const word = path?.[1] ?? path?.[2];
  return word === undefined ? undefined : { from: before.length - word.length, complete: paths };
}
