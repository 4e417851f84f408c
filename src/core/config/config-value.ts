import { usageProblem } from '../problem/problem.ts';
import { isObject, JsonError, parseJson } from '../text/json.ts';
import { OPTIONS, type Option, type OptionName } from './options.ts';
import { parseValue } from './settings.ts';

/** What the config file says for a value typed on the command line. Throws a usage problem if the option does not take it. */
export function configValue(name: OptionName, typed: string): unknown {
  const { takes }: Option = OPTIONS[name];
  const json = parseJson(typed);
  const isJson = isObject(json) || Array.isArray(json);
  if (isJson && isTaken(() => takes.fromJson(json), true)) return json;
  // As typed, where that is possible: `haiku` stays an alias.
  return isTaken(() => takes.fromJson(typed), false) ? typed : parseValue(name, typed, takes);
}

/** Whether a value could be read. With `tells`, why not is a usage problem, if that is known. */
function isTaken(read: () => unknown, tells: boolean): boolean {
  try {
    return read() !== undefined;
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    if (tells) throw usageProblem(error.message);
    return false;
  }
}
