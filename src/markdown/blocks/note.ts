import { widthOf } from '../layout/width.ts';
import { CODE_INDENT, dropIndent, dropMarker, isBlank } from '../source-line.ts';
import type { ContainerConstruct } from './construct.ts';

/** A footnote: the blocks that `[^label]` in the text refers to. */
export interface Note {
  readonly type: 'note';
  readonly label: string;
}

const MARKER = /^\[\^([^\s[\]]+)\]:/;

export const note = {
  type: 'note',
  isCompact: true,
  whenEmpty: { type: 'empty-item' },
  mayStart: /\[(?:\^[^\s[\]]*(?:\]:?)?)?/,
  starts(line) {
    const marker = MARKER.exec(line.content);
    if (marker === null) return undefined;
    const rest = dropMarker(line, marker[0].length);
    return { containers: [{ type: 'note', label: marker[1]! }], rest: dropIndent(rest, rest.indent) };
  },
  continues: (_, line) => (isBlank(line) || line.indent >= CODE_INDENT ? dropIndent(line, CODE_INDENT) : undefined),
  words: ({ label }) => `[^${label}]:`,
  prefix({ label }, styles, isFirst) {
    const marker = `[^${label}]: `;
    return isFirst ? styles.marker(marker) : ' '.repeat(widthOf(marker));
  },
} satisfies ContainerConstruct<Note>;
