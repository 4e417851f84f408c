import { attribute } from '../markdown/inline-parser/html-tags.ts';
import { parseInline } from '../markdown/inline-parser/parse-inline.ts';
import type { Links } from '../markdown/inline-parser/source.ts';
import { cleanText, linkTarget } from '../markdown/inline/links.ts';
import type { Formulas } from '../markdown/math/formula.ts';
import { escapeHtml } from './escape-html.ts';

type Token = ReturnType<typeof parseInline>[number];

/** Inline text as HTML that is safe to show. */
export function inlineHtml(text: string, links: Links, formulas: Formulas): string {
  return tokensHtml(parseInline(text, links, 'lenient'), { formulas, inLink: false });
}

interface Context {
  readonly formulas: Formulas;
  /** Inside of a link there is no other. */
  readonly inLink: boolean;
}

function tokensHtml(tokens: readonly Token[] = [], context: Context): string {
  return tokens.map((token) => tokenHtml(token, context)).join('');
}

function tokenHtml(token: Token, context: Context): string {
  switch (token.type) {
    case 'br':
      return '<br>';
    case 'strong':
    case 'em':
    case 'del':
      return `<${token.type}>${tokensHtml(token.tokens, context)}</${token.type}>`;
    case 'codespan':
      return `<code>${escapeHtml(token.text)}</code>`;
    case 'link':
      return linkHtml(token.href, context, (inside) => tokensHtml(token.tokens, inside));
    case 'image':
      // Images are not loaded but linked to.
      return linkHtml(token.href, context, () => escapeHtml(token.text));
    case 'tag':
      return tagHtml(token, context);
    case 'formula':
      return formulaHtml(token, context);
    default:
      return escapeHtml('text' in token && token.type !== 'html' ? String(token.text) : token.raw);
  }
}

const TAGS = new Map([
  ...['strong', 'em', 'del', 'code', 'kbd', 'sub', 'sup', 'mark', 'small', 'u', 'q'].map((tag) => [tag, tag] as const),
  ['b', 'strong'] as const,
  ...(['i', 'cite', 'dfn', 'var'] as const).map((tag) => [tag, 'em'] as const),
  ...(['s', 'strike'] as const).map((tag) => [tag, 'del'] as const),
  ...(['samp', 'tt'] as const).map((tag) => [tag, 'code'] as const),
]);

/** What stands between two tags, in the tag that a page may have. */
function tagHtml(token: Token, context: Context): string {
  const { name, open, tokens } = token as {
    readonly name?: unknown;
    readonly open?: unknown;
    readonly tokens?: Token[];
  };
  if (name === 'a') {
    return linkHtml(attribute(String(open), 'href') ?? '', context, (inside) => tokensHtml(tokens, inside));
  }
  const html = tokensHtml(tokens, context);
  const tag = TAGS.get(String(name));
  return tag === undefined ? html : `<${tag}>${html}</${tag}>`;
}

/** A formula as the terminal shows it, with its source where the pointer rests. */
function formulaHtml({ raw, ...token }: Token, { formulas }: Context): string {
  const shown = formulas.inline('text' in token ? String(token.text) : '');
  if (shown === undefined) return escapeHtml(raw);
  return `<span class="math" title="${escapeHtml(raw)}">${escapeHtml(shown)}</span>`;
}

/** A link to the web or to mail. Any other is its text and where it leads. */
function linkHtml(href: string, context: Context, text: (context: Context) => string): string {
  const target = linkTarget(href);
  const isSafe = target !== undefined && /^(https?|mailto):/i.test(target);
  const url = escapeHtml(cleanText(href).trim());
  const html = text(isSafe ? { ...context, inLink: true } : context);
  const shown = html === '' ? url : html;
  if (!isSafe) return url === '' || url === shown ? shown : `${shown} (${url})`;
  return context.inLink ? shown : `<a href="${escapeHtml(target)}" rel="noopener noreferrer">${shown}</a>`;
}
