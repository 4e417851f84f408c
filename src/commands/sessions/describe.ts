import type { Command as Description } from 'commander';
import { parseValue } from '../../core/config/settings.ts';
import type { ValueType } from '../../core/config/value-types.ts';
import { describeInGroup } from '../command-group.ts';

export const ID = 'id or name, or a prefix of either (default: the most recent)';
export const JSON_FLAG = ['--json', 'print JSON'] as const;

/** A command under `sessions`. `example`: follows `claude-stream sessions` in the help. */
export const describeBelow = (program: Description, name: string, what: string, example: string): Description =>
  describeInGroup(program, 'sessions', { name, what, example });

/** The value of an option that is not in the table of options. Throws a usage problem. */
export const ownValue = <T>(flag: string, typed: unknown, type: ValueType<T>): T | undefined =>
  typeof typed === 'string' ? parseValue(flag, typed, type) : undefined;
