import { Marked, Parser, type MarkedOptions, type Token } from 'marked';
import { markedTerminal } from 'marked-terminal';
import { parseInline } from '../inline-parser/parse-inline.ts';
import type { Emphasis, Links } from '../inline-parser/source.ts';
import { createFormulas, type FormulaForm, type Formulas } from '../math/formula.ts';
import { formulaRenderer } from './formula-look.ts';
import type { Look } from './link-look.ts';
import { overrides } from './overrides.ts';
import { tagRenderer } from './tag-look.ts';

export interface InlineOptions extends Look {
  readonly emphasis: Emphasis;
  /** How formulas are shown. */
  readonly math: FormulaForm;
}

/** Renders the text of a leaf block: emphasis, code, links. The result is one styled text, with hard breaks as line feeds. */
export interface Inline {
  text(markdown: string, links: Links): string;
  heading(markdown: string, depth: number, links: Links): string;
  readonly formulas: Formulas;
  /** How many characters have been parsed: a measure of the work. */
  readonly parsed: number;
}

const same = (text: string) => text;

/**
 * A renderer of its own: nothing of marked's global state is read or changed. Another kind of inline markup is another
 * extension of this `Marked`, in a file of its own.
 */
export function createInline(options: InlineOptions): Inline {
  const { styles } = options;
  const formulas = createFormulas(options.math);
  const marked = new Marked(
    markedTerminal({
      strong: styles.strong,
      em: styles.emphasis,
      del: styles.deleted,
      codespan: styles.code,
      html: styles.html,
      link: same,
      href: styles.link,
      text: same,
      paragraph: same,
      // These would turn a:b:c into an emoji, and decode entities twice.
      emoji: false,
      unescape: false,
      showSectionPrefix: false,
    }),
    { renderer: overrides(options), extensions: [tagRenderer(options), formulaRenderer(styles, formulas)] },
  );
  const settings = { ...marked.defaults, gfm: true } as MarkedOptions;
  let parsed = 0;

  const tokensOf = (markdown: string, links: Links): Token[] => {
    parsed += markdown.length;
    return parseInline(markdown, links, options.emphasis);
  };

  return {
    text: (markdown, links) => Parser.parseInline(tokensOf(markdown, links), settings),
    heading(markdown, depth, links) {
      const tokens = tokensOf(markdown, links);
      return Parser.parse([{ type: 'heading', raw: markdown, text: markdown, depth, tokens }], settings).trim();
    },
    formulas,
    get parsed() {
      return parsed;
    },
  };
}
