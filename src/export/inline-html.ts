import { attribute } from '../markdown/inline-parser/html-tags.ts';
import { parseInline } from '../markdown/inline-parser/parse-inline.ts';
import type { Links } from '../markdown/inline-parser/source.ts';
import { cleanText, linkTarget } from '../markdown/inline/links.ts';
import type { Formulas } from '../markdown/math/formula.ts';
import { escapeHtml } from './escape-html.ts';

type Token = ReturnType<typeof parseInline>[number];

/** Inline text as HTML that is safe to show. */
export function inlineHtml(text: string, links: Links, formulas: Formulas): string {
  const all = (tokens: readonly Token[] = []): string => tokens.map(one).join('');
  const one = (token: Token): string => {
    switch (token.type) {
      case 'br':
        return '<br>';
      case 'strong':
      case 'em':
      case 'del':
        return `<${token.type}>${all(token.tokens)}</${token.type}>`;
      case 'codespan':
        return `<code>${escapeHtml(token.text)}</code>`;
      case 'link':
        return linkHtml(token.href, all(token.tokens));
      case 'image':
        // Images are not loaded but linked to.
        return linkHtml(token.href, escapeHtml(token.text));
      case 'tag':
        return tagHtml(token, all(token.tokens));
      case 'formula':
        return formulaHtml(token, formulas);
      default:
        return escapeHtml('text' in token && token.type !== 'html' ? String(token.text) : token.raw);
    }
  };
  return all(parseInline(text, links, 'lenient'));
}

const TAGS = new Map([
  ...['strong', 'em', 'del', 'code', 'kbd', 'sub', 'sup', 'mark', 'small', 'u', 'q'].map((tag) => [tag, tag] as const),
  ['b', 'strong'] as const,
  ...(['i', 'cite', 'dfn', 'var'] as const).map((tag) => [tag, 'em'] as const),
  ...(['s', 'strike'] as const).map((tag) => [tag, 'del'] as const),
  ...(['samp', 'tt'] as const).map((tag) => [tag, 'code'] as const),
]);

/** What stands between two tags, in the tag that a page may have. */
function tagHtml(token: Token, html: string): string {
  const { name, open } = token as { readonly name?: unknown; readonly open?: unknown };
  if (name === 'a') return linkHtml(attribute(String(open), 'href') ?? '', html);
  const tag = TAGS.get(String(name));
  return tag === undefined ? html : `<${tag}>${html}</${tag}>`;
}

/** A formula as the terminal shows it, with its source where the pointer rests. */
function formulaHtml({ raw, ...token }: Token, formulas: Formulas): string {
  const shown = formulas.inline('text' in token ? String(token.text) : '');
  if (shown === undefined) return escapeHtml(raw);
  return `<span class="math" title="${escapeHtml(raw)}">${escapeHtml(shown)}</span>`;
}

/** A link to the web or to mail. Any other is its text and where it leads. */
function linkHtml(href: string, html: string): string {
  const url = escapeHtml(cleanText(href).trim());
  const shown = html === '' ? url : html;
  const target = linkTarget(href);
  const isSafe = target !== undefined && /^(https?|mailto):/i.test(target);
  if (isSafe) return `<a href="${escapeHtml(target)}" rel="noopener noreferrer">${shown}</a>`;
  return url === '' || url === shown ? shown : `${shown} (${url})`;
}
