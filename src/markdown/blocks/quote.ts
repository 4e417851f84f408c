import { CODE_INDENT, dropIndent, dropMarker, type Line } from '../source-line.ts';
import { alertOf, type Alert } from './alert.ts';
import type { ContainerConstruct } from './construct.ts';

export interface Quote {
  readonly type: 'quote';
  readonly alert?: Alert;
}

export const quote = {
  type: 'quote',
  starts(line) {
    const rest = behindMarker(line);
    if (rest === undefined) return undefined;
    const alert = alertOf(rest.content)?.alert;
    return { containers: [alert === undefined ? { type: 'quote' } : { type: 'quote', alert }], rest };
  },
  continues: (_, line) => behindMarker(line),
  prefix: ({ alert }, styles) => styles[alert ?? 'quoteBar']('│ '),
} satisfies ContainerConstruct<Quote>;

/** The space behind the marker belongs to it. */
function behindMarker(line: Line): Line | undefined {
  if (line.indent >= CODE_INDENT || !line.content.startsWith('>')) return undefined;
  return dropIndent(dropMarker(line, 1), 1);
}
