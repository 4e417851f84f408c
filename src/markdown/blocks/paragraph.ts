import { repairText } from '../inline/half-markers.ts';
import { splitDefinitions } from '../inline/link-definitions.ts';
import { wrapStyled } from '../layout/wrap.ts';
import { lastBreak, MAX_TEXT, trimBlanksEnd } from '../source-line.ts';
import type { LeafConstruct, Task } from './construct.ts';

export interface Paragraph {
  readonly type: 'paragraph';
  readonly text: string;
  /** More of the same paragraph follows. */
  readonly isOpen: boolean;
}

export const NO_TEXT: Paragraph = { type: 'paragraph', text: '', isOpen: true };

const TASK = /^\[([ xX])\][ \t]+(?=\S)/;

/** The task that a paragraph at the start of a list item may be, and its text. */
export function taskOf(text: string, startsItem: boolean): { readonly task: Task | undefined; readonly text: string } {
  const found = startsItem ? TASK.exec(text) : null;
  if (found === null) return { task: undefined, text };
  return { task: found[1] === ' ' ? 'open' : 'done', text: text.slice(found[0].length) };
}

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
    const { task, text: content } = taskOf(block.text, context.startsItem);
    const lead = context.lead(task);
    const { lines, links, text } = splitDefinitions(content, memory.links);
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
