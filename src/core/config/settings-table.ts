import { isObject } from '../text/json.ts';
import type { WidthOf } from '../text/rough-width.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { formatTable } from '../text/text-table.ts';
import { OPTIONS, type Option, type OptionName } from './options.ts';
import { CONFIG_KEYS, type Decided } from './settings.ts';

/** A setting as it may be shown: secrets are left out. */
export interface ShownSetting {
  readonly key: OptionName;
  readonly value: unknown;
  readonly origin: string | undefined;
}

/** The options that the config file can set. */
export function shownSettings(decided: readonly Decided[], mask: (text: string) => string): ShownSetting[] {
  return decided
    .filter(({ name }) => CONFIG_KEYS.includes(name))
    .map(({ name, value, origin }) => {
      const { takes }: Option = OPTIONS[name];
      const shown = value === undefined || takes.show === undefined ? value : takes.show(value);
      return { key: name, value: withMask(shown, mask), origin };
    });
}

/** JSON with all of its strings masked. */
function withMask(json: unknown, mask: (text: string) => string): unknown {
  if (typeof json === 'string') return mask(json);
  if (Array.isArray(json)) return json.map((item) => withMask(item, mask));
  if (!isObject(json)) return json;
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, withMask(value, mask)]));
}

/** A line for each setting; `columns`: the width of the window, `undefined` without one. */
export function settingsTable(
  settings: readonly ShownSetting[],
  options: { readonly columns: number | undefined; readonly widthOf: WidthOf },
): string {
  return formatTable(
    [
      { head: 'KEY', cell: ({ key }) => key },
      { head: 'VALUE', cell: ({ value }) => sanitizeLine(inWords(value), MAX_VALUE), shrinks: true },
      { head: 'ORIGIN', cell: ({ origin = 'not set' }) => origin },
    ],
    settings,
    options,
  );
}

const MAX_VALUE = 1000;

function inWords(value: unknown): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map(inWords).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
