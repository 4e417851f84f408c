import { usageProblem } from '../problem/problem.ts';
import { longFlag, OPTION_NAMES, OPTIONS, type OptionName } from './options.ts';

/** Decided values, not typed flags: a variable or the config file can clash with a flag. */
type Values = { readonly [Name in OptionName]?: unknown };

/** Throws a usage problem if options are used together that cannot be; the first one in the order of the table. */
export function checkCombination(values: Values): void {
  for (const name of OPTION_NAMES.filter((option) => isUsed(option, values))) {
    const { excludes, needs } = OPTIONS[name];
    const clash = excludes?.find(({ option }) => isUsed(option, values));
    if (clash !== undefined) {
      throw usageProblem(`${longFlag(name)} and ${longFlag(clash.option)} cannot be used together: ${clash.why}`);
    }
    if (needs !== undefined && !needs.oneOf.some((other) => isUsed(other, values))) {
      throw usageProblem(`${longFlag(name)} needs ${needs.oneOf.map(longFlag).join(' or ')}`, needs.why);
    }
  }
}

/** Whether an option is used that makes sense for a single reply only. */
export const isForOneReply = (values: Values): boolean =>
  OPTION_NAMES.some((name) => OPTIONS[name].oneReply === true && isUsed(name, values));

const isUsed = (name: OptionName, values: Values): boolean => values[name] !== OPTIONS[name].default;
