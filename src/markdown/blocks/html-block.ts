import { expandTabs, wrapBehind, wrapExactly, wrapStyled } from '../layout/wrap.ts';
import { isBlank, trimBlanks } from '../source-line.ts';
import type { LeafConstruct } from './construct.ts';

export interface OpenHtml {
  readonly type: 'html';
  /** It ends with a line that matches, or (`undefined`) before a blank line. */
  readonly end: RegExp | undefined;
  readonly inside: Inside;
}

/** A line of HTML. */
export interface Html {
  readonly type: 'html';
  readonly line: string;
  /** What a folded part of a page is called, or part of it; images, as in a text; all else as it is. */
  readonly shownAs: 'summary' | 'images' | 'source';
}

export const htmlBlock = {
  type: 'html',
  isVerbatim: true,
  mayStart: /<\/?[a-z!]*|<(?:details|summary)[^>]*/,
  starts({ text, content }, inParagraph) {
    // The expressions below take longer to compile than most documents to render.
    if (!content.startsWith('<')) return undefined;
    const kind = KINDS.find(([start]) => start.test(content));
    if (kind === undefined || (inParagraph && kind[0] === LONE_TAG)) return undefined;
    // What ends with a word of its own is no text, but for a comment.
    const isText = kind[1] === undefined || kind[1] === COMMENT_END;
    return step(text, content, kind[1], isText ? 'text' : 'code');
  },
  continues({ end, inside }, line) {
    return end === undefined && isBlank(line) ? undefined : step(line.text, line.text, end, inside);
  },
  takesMore: ({ inside, ...leaf }, text) => {
    const { blocks, after } = linesOf(text, inside);
    return { blocks, open: { ...leaf, inside: after } };
  },
  rows({ line, shownAs }, { styles, inline, memory, ...context }) {
    const lead = context.lead();
    if (shownAs === 'source') return lead.rows(wrapExactly(styles.html(expandTabs(line).trimEnd()), lead.room));
    const text = inline.text(trimBlanks(line), memory.links);
    if (shownAs === 'images') return lead.rows(wrapStyled(text, lead.proseRoom));
    return lead.rows(wrapBehind(styles.marker('▸'), styles.strong(text), lead.proseRoom));
  },
  joins: (_, next, isSpaced) => next.type === 'html' && !isSpaced,
  repair: (block, isTyping) =>
    isTyping ? { ...block, line: block.line.replace(/<(?:\/?[a-z]*|img [^<>]*)$/i, '') } : block,
} satisfies LeafConstruct<OpenHtml, Html>;

/** Where in a block of HTML a line begins: in code, which stays as it is, or in text, a comment or a summary. */
type Inside = 'code' | 'text' | 'comment' | 'summary';

function step(line: string, searched: string, end: RegExp | undefined, inside: Inside) {
  const { blocks, after } = linesOf(line, inside);
  return end?.test(searched) === true ? { blocks } : { blocks, open: { type: 'html', end, inside: after } as const };
}

const PARTS = /<!--(?:-?>)?|-->|<\/?details(?:[ \t][^>]*)?>|<\/?summary(?:[ \t][^>]*)?>/gi;

/** A line of images that are named, and of links around them. */
const IMAGES =
  /^[ \t]*(?:<a[ \t][^<>]*>[ \t]*)*<img[ \t](?=[^<>]*\bsrc[ \t]*=)[^<>]*>(?:[ \t]*(?:<\/a>|<a[ \t][^<>]*>|<img[ \t][^<>]*>))*[ \t]*$/i;

/** What is shown of a line: no comments, and no tags of a folded part. */
function linesOf(line: string, inside: Inside): { blocks: Html[]; after: Inside } {
  if (inside === 'code') return { blocks: [{ type: 'html', line, shownAs: 'source' }], after: inside };
  const blocks: Html[] = [];
  let text = '';
  let after = inside;
  const finish = () => {
    const shownAs = after === 'summary' ? after : IMAGES.test(text) ? 'images' : 'source';
    if (trimBlanks(text) !== '') blocks.push({ type: 'html', line: text, shownAs });
    text = '';
  };
  let from = 0;
  for (const { index, 0: part } of line.matchAll(PARTS)) {
    if (after === 'comment') {
      if (part !== '-->') continue;
      after = 'text';
    } else {
      text += line.slice(from, index);
      if (part === '-->') text += part;
      else if (part === '<!--') after = 'comment';
      else if (/^<\/?[ds]/i.test(part)) {
        finish();
        after = /^<s/i.test(part) ? 'summary' : 'text';
      }
    }
    from = index + part.length;
  }
  if (after !== 'comment') text += line.slice(from);
  finish();
  return { blocks, after };
}

/** Any tag alone on its line; the only kind that cannot interrupt a paragraph. */
const LONE_TAG =
  /^(?:<[a-z][a-z\d-]*(?:[ \t]+[a-z_:][\w.:-]*(?:[ \t]*=[ \t]*(?:[^ \t"'=<>`]+|'[^']*'|"[^"]*"))?)*[ \t]*\/?>|<\/[a-z][a-z\d-]*[ \t]*>)[ \t]*$/i;

const COMMENT_END = /-->/;

/** How the seven kinds of CommonMark begin, in its order, and how they end if not before a blank line. */
const KINDS: readonly (readonly [start: RegExp, end?: RegExp])[] = [
  [/^<(?:script|pre|style|textarea)(?:[ \t>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^<!--/, COMMENT_END],
  [/^<\?/, /\?>/],
  [/^<![a-z]/i, />/],
  [/^<!\[CDATA\[/, /\]\]>/],
  [
    /^<\/?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:[ \t]|\/?>|$)/i,
  ],
  [LONE_TAG],
];
