import type { Command as Description } from 'commander';
import { usageProblem, type ProblemError } from '../core/problem/problem.ts';
import { nearest } from '../core/text/nearest.ts';

/** A command under another one. `example`: follows `claude-stream` and the group's name in the help. */
export function describeInGroup(
  program: Description,
  group: string,
  { name, what, example }: { readonly name: string; readonly what: string; readonly example: string },
): Description {
  return program.commands
    .find((command) => command.name() === group)!
    .command(name)
    .allowExcessArguments(false)
    .description(what)
    .addHelpText('after', `\nExample:\n  claude-stream ${group} ${example}`);
}

/** Explains an unknown command better than commander would. */
export function unknownCommand(word: string, names: readonly string[]): ProblemError {
  // Any short word resembles another.
  const [near] = word.length > 3 ? nearest(word, names, 1) : [];
  const hint = near === undefined ? `the commands are ${names.join(', ')}` : `did you mean ${near}?`;
  return usageProblem(`unknown command ${JSON.stringify(word)}`, hint, 'to send this as a prompt, put -- before it');
}
