import { repairText } from '../inline/half-markers.ts';
import { noLinks, splitDefinitions } from '../inline/link-definitions.ts';
import { wrapBehind } from '../layout/wrap.ts';
import { trimBlanks } from '../source-line.ts';
import type { LeafConstruct } from './construct.ts';

export interface Heading {
  readonly type: 'heading';
  readonly depth: number;
  readonly text: string;
}

/** With number signs before it, or underlined. */
export const heading = {
  type: 'heading',
  mayStart: /#{1,6}/,
  starts({ content }) {
    const match = /^(#{1,6})(?:[ \t]+(.*?))?[ \t]*$/.exec(content);
    if (match === null) return undefined;
    const [, signs, text = ''] = match;
    const withoutClosing = trimBlanks(text.replace(/(^|[ \t]+)#+$/, ''));
    return { blocks: [{ type: 'heading', depth: signs!.length, text: withoutClosing }] };
  },
  replaces(paragraph, { content }) {
    const depth = underlineDepth(content);
    if (depth === undefined) return undefined;
    const { lines, text } = splitDefinitions(paragraph, noLinks());
    // An underline below nothing but link definitions is none.
    const title = trimBlanks(text);
    if (title === '') return undefined;
    return { above: lines.join('\n'), blocks: [{ type: 'heading', depth, text: title }] };
  },
  rows({ text, depth }, { styles, inline, memory, ...context }) {
    const lead = context.lead();
    // Without colours, only the signs tell a heading from text, and its level.
    const signs = styles.headingMark('#'.repeat(depth));
    const title = inline.heading(text, depth, memory.links);
    return lead.rows(wrapBehind(signs, title, lead.proseRoom));
  },
  repair: (block, isTyping) => ({ ...block, text: repairText(block.text, isTyping) }),
} satisfies LeafConstruct<never, Heading>;

/** The depth of the heading that an underline makes of the paragraph above it. */
export function underlineDepth(text: string): 1 | 2 | undefined {
  if (/^=+[ \t]*$/.test(text)) return 1;
  return /^-+[ \t]*$/.test(text) ? 2 : undefined;
}
