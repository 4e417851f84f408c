import type { Parser, RendererObject, Tokens } from 'marked';
import { decodeText, hyperlink, linkTarget } from './links.ts';
import type { Styles } from '../layout/theme-styles.ts';

export interface InlineOptions {
  readonly styles: Styles;
  /** Whether links are written as OSC 8; else as `text (url)`. */
  readonly hyperlinks: boolean;
}

type WithParser = { readonly parser: Parser };

/**
 * What marked-terminal 7.3.1 gets wrong, put right: each renderer names the fault, and each has a test that fails
 * without it. Its other renderers are used as they are, or not at all: lists, tables, code and quotes are laid out here.
 */
export function overrides({ styles, hyperlinks }: InlineOptions): RendererObject {
  return {
    /** Leaves entities as they are, or decodes some of them twice, and leaves the line breaks of the source. */
    text(token: Tokens.Text | Tokens.Escape) {
      // A line break in the source is a blank; hard ones are tokens of their own. `text` has its numeric entities decoded.
      return decodeText((token.type === 'text' ? token.raw : token.text).replace(/ *\n */g, ' '));
    },

    /** Leaves a placeholder for each colon, which only its block renderers take out again. */
    codespan(token: Tokens.Codespan) {
      return styles.code(token.text.replace(/\n/g, ' '));
    },

    /** Writes OSC 8 with a BEL, whatever the protocol is, and guesses from the environment whether to (#277). */
    link(this: WithParser, token: Tokens.Link) {
      const text = this.parser.parseInline(token.tokens);
      return link(text, token.text, token.href);
    },

    /** Prints the source of an image, and a line break after it. */
    image(token: Tokens.Image) {
      const text = decodeText(token.text);
      return link(text, text, token.href);
    },

    /** Prints `<br>` as it is. */
    html(token: Tokens.HTML | Tokens.Tag) {
      return /^<br\s*\/?>$/i.test(token.text.trim()) ? '\n' : styles.html(token.text.replace(/\n/g, ' '));
    },

    /** Adds a number sign for each level, colours by its own defaults and loses what is nested at the first reset. */
    heading(this: WithParser, token: Tokens.Heading) {
      const text = this.parser.parseInline(token.tokens);
      return token.depth === 1 ? styles.heading1(text) : styles.heading(text);
    },
  };

  function link(text: string, plain: string, href: string): string {
    const target = linkTarget(href);
    const url = decodeText(href).trim();
    const shown = text === '' ? url : text;
    const same = plain === '' || plain === url || `mailto:${plain}` === url || `http://${plain}` === url;
    if (target !== undefined && hyperlinks) return hyperlink(styles.link(shown), target);
    return same || url === '' ? styles.link(shown) : `${shown} (${styles.link(url)})`;
  }
}
