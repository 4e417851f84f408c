import type { Parser, RendererObject, Tokens } from 'marked';
import { createLink, type Look } from './link-look.ts';
import { cleanText } from './links.ts';

type WithParser = { readonly parser: Parser };

/**
 * Corrections of marked-terminal 7.3.1. Each renderer names the fault that it corrects, and has a test that fails without
 * it. The other renderers are used as they are, or not at all: lists, tables, code and quotes are laid out by `blocks/`.
 */
export function overrides(look: Look): RendererObject {
  const { styles } = look;
  const link = createLink(look);
  return {
    /** Decodes entities a second time, and keeps the line breaks of the source: hard ones are tokens of their own. */
    text: (token: Tokens.Text | Tokens.Escape) => cleanText(token.text),

    /** Puts a placeholder for each colon, which only its block renderers remove. */
    codespan(token: Tokens.Codespan) {
      return styles.code(cleanText(token.text));
    },

    /** Ends OSC 8 with BEL, allows any protocol, and guesses from the environment whether links are supported (#277). */
    link(this: WithParser, token: Tokens.Link) {
      const text = this.parser.parseInline(token.tokens);
      return link(text, token.text, token.href);
    },

    /** Prints the source of an image, and a line break after it. */
    image(token: Tokens.Image) {
      const text = cleanText(token.text);
      return link(text, text, token.href);
    },

    /** Keeps its line breaks. */
    html: (token: Tokens.HTML | Tokens.Tag) => styles.html(cleanText(token.raw)),

    /** Adds number signs, uses colours of its own, and loses nested styles at the first reset. */
    heading(this: WithParser, token: Tokens.Heading) {
      const text = this.parser.parseInline(token.tokens);
      return token.depth === 1 ? styles.heading1(text) : styles.heading(text);
    },
  };
}
