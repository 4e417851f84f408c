import type { LeafConstruct } from './construct.ts';

export const thematicBreak = {
  type: 'thematic-break',
  // Any run of marker characters: they may also become a bullet, an underline or emphasis.
  mayStart: /[-*+=_]+/,
  starts: ({ content }) => (isThematicBreak(content) ? { blocks: [{ type: 'thematic-break' }] } : undefined),
  rows(_, { styles, ...context }) {
    const lead = context.lead();
    return lead.rows([styles.rule('─'.repeat(lead.proseRoom ?? lead.room))]);
  },
} satisfies LeafConstruct<never, { readonly type: 'thematic-break' }>;

export function isThematicBreak(text: string): boolean {
  return /^(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/.test(text);
}
