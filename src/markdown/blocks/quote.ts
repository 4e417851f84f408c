import { CODE_INDENT, dropIndent, dropMarker, type Line } from '../source-line.ts';
import type { ContainerConstruct } from './construct.ts';

export const quote = {
  type: 'quote',
  starts(line) {
    const rest = behindMarker(line);
    return rest && { containers: [{ type: 'quote' }], rest };
  },
  continues: (_, line) => behindMarker(line),
  prefix: (_, styles) => styles.quoteBar('│ '),
} satisfies ContainerConstruct<{ readonly type: 'quote' }>;

/** The space behind the marker belongs to it. */
function behindMarker(line: Line): Line | undefined {
  if (line.indent >= CODE_INDENT || !line.content.startsWith('>')) return undefined;
  return dropIndent(dropMarker(line, 1), 1);
}
