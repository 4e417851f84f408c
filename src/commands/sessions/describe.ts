import type { Command as Description } from 'commander';
import { usageProblem } from '../../core/problem/problem.ts';
import { nearest } from '../../core/text/nearest.ts';
import type { Kind } from '../../core/config/value-types.ts';

export const ID = 'id or name, or a prefix of either (default: the most recent)';
export const JSON_FLAG = ['--json', 'print JSON'] as const;

/** A command below `sessions`. `example`: what stands behind `claude-stream sessions`. */
export function describeBelow(program: Description, name: string, what: string, example: string): Description {
  return groupOf(program)
    .command(name)
    .allowExcessArguments(false)
    .description(what)
    .addHelpText('after', `\nExample:\n  claude-stream sessions ${example}`);
}

const groupOf = (program: Description): Description =>
  program.commands.find((command) => command.name() === 'sessions')!;

/** The value of an option that is not in the table. Throws a usage problem. */
export function ownValue<T>(flag: string, typed: unknown, kind: Kind<T>): T | undefined {
  if (typeof typed !== 'string') return undefined;
  const value = kind.parse(typed);
  if (value !== undefined) return value;
  const [near] = nearest(typed, kind.choices ?? [], 1);
  throw usageProblem(`${flag} must be ${kind.name}, not ${JSON.stringify(typed)}`, near && `did you mean ${near}?`);
}
