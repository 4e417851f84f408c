import {
  Lexer,
  Marked,
  Parser,
  type MarkedOptions,
  type RendererExtension,
  type RendererObject,
  type Token,
  type Tokens,
} from 'marked';
import { sanitize, sanitizeLine } from '../core/text/sanitize.ts';
import { grammarFor } from '../markdown/code/grammars.ts';
import { attribute } from '../markdown/inline-parser/html-tags.ts';
import { normalizeLabel } from '../markdown/inline-parser/link-parts.ts';
import { parseInline } from '../markdown/inline-parser/parse-inline.ts';
import type { Links } from '../markdown/inline-parser/source.ts';
import { unescape } from '../markdown/inline-parser/text-spans.ts';
import { linkTarget } from '../markdown/inline/links.ts';
import { PAGE_STYLE } from './page-style.ts';
import { formulaExtensions } from './formula-html.ts';

/** A conversation as a page shows it. */
export interface Page {
  readonly title: string;
  /** Small below the title. */
  readonly facts: readonly string[];
  readonly sections: readonly PageSection[];
}

export interface PageSection {
  readonly kind: 'prompt' | 'reply';
  readonly speaker: string;
  readonly time: string;
  readonly parts: readonly PagePart[];
  /** A remark below the parts. */
  readonly note?: string | undefined;
}

/** Text as it was typed, or as Markdown; thinking and calls, which are folded. */
export type PagePart = { readonly type: 'typed' | 'markdown' | 'thinking'; readonly text: string } | PageCall;

export interface PageCall {
  readonly type: 'call';
  readonly name: string;
  readonly input: string;
  /** `undefined`: there is none. */
  readonly result: string | undefined;
  readonly isError: boolean;
}

/** Nothing is fetched and nothing runs, whatever the text contains. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/** A self-contained page. Only Markdown turns text into markup, and links lead only to the web or to mail. */
export function htmlPage({ title, facts, sections }: Page): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${escape(title)}</title>
<style>
${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>${escape(title)}</h1>
<p>${facts.map(escape).join(' · ')}</p>
</header>
<main>
${sections.map(sectionHtml).join('\n')}
</main>
</body>
</html>
`;
}

function sectionHtml({ kind, speaker, time, parts, note }: PageSection): string {
  const body = parts.map(partHtml).join('');
  const end = note === undefined ? '' : `<p class="note">${escape(note)}</p>\n`;
  return `<section class="${kind}">\n<h2>${escape(speaker)} <small>${escape(time)}</small></h2>\n${body}${end}</section>`;
}

function partHtml(part: PagePart): string {
  if (part.type === 'call') return callHtml(part);
  if (part.type === 'typed') return `<div class="typed">${escape(part.text)}</div>\n`;
  const html = markdownHtml(part.text);
  return part.type === 'markdown' ? html : `<details>\n<summary>Thinking</summary>\n${html}</details>\n`;
}

function callHtml({ name, input, result, isError }: PageCall): string {
  const summary = `Tool call: <code>${escape(sanitizeLine(name, 200))}</code>${isError ? ', failed' : ''}`;
  const given =
    result === undefined ? '<p>No result.</p>\n' : `<p>${isError ? 'Error' : 'Result'}:</p>\n${preHtml(result)}`;
  return `<details>\n<summary>${summary}</summary>\n${input === '' ? '' : preHtml(input)}${given}</details>\n`;
}

/** A line break at the start of the block would be dropped by the browser. */
const preHtml = (text: string) => `<pre>\n${escape(text)}</pre>\n`;

/** Markdown as HTML that is safe to show. */
export function markdownHtml(text: string): string {
  const clean = sanitize(text.replace(/\r\n?/g, '\n'));
  try {
    return Parser.parse(new PageLexer(settings()).lex(clean), settings());
  } catch {
    // It is nested too deeply for the parser.
    return `<pre>${escape(clean)}</pre>\n`;
  }
}

/** Finds blocks as marked does, and inline markup as the terminal shows it. */
class PageLexer extends Lexer {
  #links: Links | undefined;

  override inlineTokens(markdown: string, tokens: Token[] = []): Token[] {
    // All blocks have been found by now, and with them all definitions.
    this.#links ??= Object.fromEntries(
      Object.entries(this.tokens.links).map(([label, { href }]) => [normalizeLabel(label), { href: unescape(href) }]),
    );
    for (const token of parseInline(markdown, this.#links, 'lenient')) tokens.push(token);
    return tokens;
  }
}

type WithParser = { readonly parser: Parser };

const RENDERER: RendererObject = {
  text(this: WithParser, token: Tokens.Text | Tokens.Escape) {
    if ('tokens' in token && token.tokens !== undefined) return this.parser.parseInline(token.tokens);
    return escape(token.text);
  },
  html({ text, ...token }: Tokens.HTML | Tokens.Tag) {
    const shown = text.replace(/<!--[^]*?(?:-->|$)/g, '').trim();
    const isBlock = 'block' in token && token.block;
    if (!isBlock) return escape(text);
    return shown === '' ? '' : `<p>${escape(shown)}</p>\n`;
  },
  link(this: WithParser, { href, tokens }: Tokens.Link) {
    return link(href, this.parser.parseInline(tokens));
  },
  /** Images are not loaded but linked to. */
  image({ href, text }: Tokens.Image) {
    return link(href, escape(text === '' ? href : text));
  },
  codespan: ({ text }: Tokens.Codespan) => `<code>${escape(text)}</code>`,
  code: ({ text, lang }: Tokens.Code) => `<pre><code>${highlighted(text, lang ?? '')}</code></pre>\n`,
  /** Two levels down, below the headings of the page. */
  heading(this: WithParser, { depth, tokens }: Tokens.Heading) {
    const level = Math.min(6, depth + 2);
    return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>\n`;
  },
};

/** Text between two tags, in the tags that a page may have. */
const TAG: RendererExtension = {
  name: 'tag',
  renderer({ name, open, tokens = [] }) {
    const html = this.parser.parseInline(tokens);
    if (name === 'a') return link(attribute(open, 'href') ?? '', html);
    const tag = TAGS.get(name);
    return tag === undefined ? html : `<${tag}>${html}</${tag}>`;
  },
};

const TAGS = new Map([
  ...['strong', 'em', 'del', 'code', 'kbd', 'sub', 'sup', 'mark', 'small', 'u', 'q'].map((tag) => [tag, tag] as const),
  ['b', 'strong'] as const,
  ...(['i', 'cite', 'dfn', 'var'] as const).map((tag) => [tag, 'em'] as const),
  ...(['s', 'strike'] as const).map((tag) => [tag, 'del'] as const),
  ...(['samp', 'tt'] as const).map((tag) => [tag, 'code'] as const),
]);

let cachedSettings: MarkedOptions | undefined;
/** From a parser of our own, so that marked's global state is neither read nor changed. */
const settings = () =>
  (cachedSettings ??= {
    ...new Marked({ renderer: RENDERER, extensions: [TAG] }, formulaExtensions(escape)).defaults,
    gfm: true,
  });

function link(href: string, html: string): string {
  const target = linkTarget(href);
  const isSafe = target !== undefined && /^(https?|mailto):/i.test(target);
  if (isSafe) return `<a href="${escape(target)}" rel="noopener noreferrer">${html}</a>`;
  const shown = escape(href);
  return shown === '' || shown === html ? html : `${html} (${shown})`;
}

function highlighted(code: string, info: string): string {
  const grammar = grammarFor(info);
  if (grammar === undefined) return escape(code);
  // The result is escaped text in spans.
  return grammar.hljs.highlight(code, { language: grammar.name, ignoreIllegals: true }).value;
}

const CHARACTERS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return sanitize(text)
    .toWellFormed()
    .replace(/[&<>"']/g, (char) => CHARACTERS[char]!);
}
