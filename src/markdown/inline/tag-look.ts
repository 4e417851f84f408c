import type { Parser, Tokens } from 'marked';
import { attribute } from '../inline-parser/html-tags.ts';
import { plainOf } from '../inline-parser/tokens.ts';
import type { ThemeName } from '../../core/config/theme.ts';
import { splitGraphemes } from '../layout/width.ts';
import { lowered, raised } from '../math/scripts.ts';
import { createLink, type Look } from './link-look.ts';
import { cleanText } from './links.ts';

/** The style that text between two tags has; tags that have none here say nothing that a terminal could show. */
const STYLES = new Map<string, ThemeName>([
  ...(['b', 'strong', 'mark'] as const).map((name) => [name, 'strong'] as const),
  ...(['i', 'em', 'cite', 'dfn', 'var'] as const).map((name) => [name, 'emphasis'] as const),
  ...(['s', 'strike', 'del'] as const).map((name) => [name, 'deleted'] as const),
  ...(['code', 'kbd', 'samp', 'tt'] as const).map((name) => [name, 'code'] as const),
]);

/** Shows what stands between two tags, as an extension of marked. */
export function tagRenderer(look: Look) {
  const link = createLink(look);
  return {
    name: 'tag',
    renderer(this: { readonly parser: Parser }, { name, open, tokens = [] }: Tokens.Generic): string {
      const inside = this.parser.parseInline(tokens);
      const plain = cleanText(plainOf(tokens));
      if (name === 'sup') return script(inside, plain, '^', raised);
      if (name === 'sub') return script(inside, plain, '_', lowered);
      if (name === 'q') return `“${inside}”`;
      if (name === 'a') return link(inside, plain, attribute(open, 'href') ?? '');
      const style = STYLES.get(name);
      return style === undefined ? inside : look.styles[style](inside);
    },
  };
}

/** Raised or lowered text: in characters of its own if there are such for all of it, else behind a sign. */
function script(inside: string, plain: string, sign: string, convert: (text: string) => string | undefined): string {
  const converted = convert(plain.replaceAll('-', '−'));
  // What stands in brackets is a reference and needs no sign.
  if (converted !== undefined || plain === '' || /^\[.*\]$/.test(plain)) return converted ?? inside;
  return splitGraphemes(plain).length === 1 ? `${sign}${inside}` : `${sign}(${inside})`;
}
