import { repairText } from '../inline/half-markers.ts';
import { splitDefinitions } from '../inline/link-definitions.ts';
import { wrapStyled } from '../layout/wrap.ts';
import { lastBreak, MAX_TEXT, trimBlanksEnd } from '../source-line.ts';
import type { LeafConstruct } from './construct.ts';

export interface Paragraph {
  readonly type: 'paragraph';
  readonly text: string;
  /** More of the same paragraph follows. */
  readonly isOpen: boolean;
}

export const NO_TEXT: Paragraph = { type: 'paragraph', text: '', isOpen: true };

const TASK = /^\[([ xX])\][ \t]+(?=\S)/;

/** Every line that begins nothing else. Link definitions at its start are shown, too. */
export const paragraph = {
  type: 'paragraph',
  continues({ type, text: before }, { content }) {
    const blocks: Paragraph[] = [];
    let text = before === '' ? content : `${before}\n${content}`;
    while (text.length > MAX_TEXT) {
      const cut = lastBreak(text, MAX_TEXT);
      blocks.push({ type, text: text.slice(0, cut), isOpen: true });
      text = text.slice(cut).replace(/^[ \n]/, '');
    }
    return { blocks, open: { type, text, isOpen: true } };
  },
  closes: ({ type, text }) => ({ blocks: text === '' ? [] : [{ type, text: trimBlanksEnd(text), isOpen: false }] }),
  rows(block, { styles, inline, memory, ...context }) {
    const task = context.startsItem ? TASK.exec(block.text) : null;
    const lead = context.lead(task?.[1]);
    const { lines, links, text } = splitDefinitions(block.text.slice(task?.[0].length ?? 0), memory.links);
    memory.links = links;
    const definitions = lines.flatMap((line) =>
      wrapStyled(styles.definition(line.replaceAll('\t', ' ')), lead.proseRoom),
    );
    const rows = trimBlanksEnd(text) === '' ? [] : wrapStyled(inline.text(text, links), lead.proseRoom);
    return lead.rows([...definitions, ...rows]);
  },
  joins: ({ isOpen }) => isOpen,
  repair: (block, isTyping) => ({ ...block, text: repairText(block.text, isTyping) }),
} satisfies LeafConstruct<Paragraph, Paragraph>;
