import { OPTIONS, type OptionName } from '../../src/core/config/options.ts';
import { onOff } from '../../src/core/config/value-types.ts';

/** A value other than the default, as typed for a flag; `undefined` for a flag without a value. */
export function sampleText(name: OptionName): string | undefined {
  const { takes, default: preset } = OPTIONS[name];
  const candidates = takes.choices ?? ['true', 'false', 'http://a.test', '7'];
  return candidates.find((text) => ![undefined, preset].includes(takes.parse(text)));
}

/** The same as commander passes it on: a switch is a boolean, a repeatable option a list. */
export function sampleFlag(name: OptionName): string | boolean | string[] {
  const { takes } = OPTIONS[name];
  const text = sampleText(name)!;
  if (takes === onOff) return text === 'true';
  return takes.isList === true ? [text] : text;
}
