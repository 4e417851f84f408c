import { isObject, parseJson } from '../text/json.ts';
import { OPTIONS, type Option, type OptionName } from './options.ts';
import { parseValue } from './settings.ts';

/** What the config file says for a value typed on the command line. Throws a usage problem if the option does not take it. */
export function configValue(name: OptionName, typed: string): unknown {
  const { takes }: Option = OPTIONS[name];
  const json = parseJson(typed);
  // As typed, where that is possible: `haiku` stays an alias.
  const forms = isObject(json) || Array.isArray(json) ? [json, typed] : [typed];
  return forms.find((form) => takes.fromJson(form) !== undefined) ?? parseValue(name, typed, takes);
}
