import { OPTIONS, type OptionName } from '../../src/core/config/options.ts';
import { onOff } from '../../src/core/config/value-types.ts';

/** A value that is not the default, as it is typed for a flag; `undefined` for what has none. */
export function sampleText(name: OptionName): string | undefined {
  const { takes, default: preset } = OPTIONS[name];
  const candidates = takes.choices ?? ['true', 'false', 'http://a.test', '7'];
  return candidates.find((text) => ![undefined, preset].includes(takes.parse(text)));
}

/** The same as commander hands it over: a switch is a boolean, an option that can be repeated a list. */
export function sampleFlag(name: OptionName): string | boolean | string[] {
  const { takes } = OPTIONS[name];
  const text = sampleText(name)!;
  if (takes === onOff) return text === 'true';
  return takes.isList === true ? [text] : text;
}
