import { expandTabs, wrapExactly } from '../layout/wrap.ts';
import { isBlank } from '../source-line.ts';
import type { LeafConstruct } from './construct.ts';

export interface OpenHtml {
  readonly type: 'html';
  /** It ends with a line that matches, or (`undefined`) before a blank line. */
  readonly end: RegExp | undefined;
}

/** A line of HTML, shown as it is. */
export interface Html {
  readonly type: 'html';
  readonly line: string;
}

export const htmlBlock = {
  type: 'html',
  isVerbatim: true,
  mayStart: /<\/?[a-z!]*/,
  starts({ text, content }, inParagraph) {
    // The expressions below take longer to compile than most documents to render.
    if (!content.startsWith('<')) return undefined;
    const kind = KINDS.find(([start]) => start.test(content));
    if (kind === undefined || (inParagraph && kind[0] === LONE_TAG)) return undefined;
    return step(text, content, kind[1]);
  },
  continues({ end }, line) {
    return end === undefined && isBlank(line) ? undefined : step(line.text, line.text, end);
  },
  takesMore: (leaf, text) => ({ blocks: [{ type: 'html', line: text }], open: leaf }),
  rows({ line }, { styles, ...context }) {
    const lead = context.lead();
    return lead.rows(wrapExactly(styles.html(expandTabs(line).trimEnd()), lead.room));
  },
  joins: (_, next, isSpaced) => next.type === 'html' && !isSpaced,
} satisfies LeafConstruct<OpenHtml, Html>;

function step(line: string, searched: string, end: RegExp | undefined) {
  const blocks: Html[] = [{ type: 'html', line }];
  return end?.test(searched) === true ? { blocks } : { blocks, open: { type: 'html', end } as const };
}

/** Any tag alone on its line; the only kind that cannot interrupt a paragraph. */
const LONE_TAG =
  /^(?:<[a-z][a-z\d-]*(?:[ \t]+[a-z_:][\w.:-]*(?:[ \t]*=[ \t]*(?:[^ \t"'=<>`]+|'[^']*'|"[^"]*"))?)*[ \t]*\/?>|<\/[a-z][a-z\d-]*[ \t]*>)[ \t]*$/i;

/** How the seven kinds of CommonMark begin, in its order, and how they end if not before a blank line. */
const KINDS: readonly (readonly [start: RegExp, end?: RegExp])[] = [
  [/^<(?:script|pre|style|textarea)(?:[ \t>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^<!--/, /-->/],
  [/^<\?/, /\?>/],
  [/^<![a-z]/i, />/],
  [/^<!\[CDATA\[/, /\]\]>/],
  [
    /^<\/?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:[ \t]|\/?>|$)/i,
  ],
  [LONE_TAG],
];
