import { sanitizeLine } from '../core/text/sanitize.ts';
import { createFormulas, type Formulas } from '../markdown/math/formula.ts';
import { escapeHtml } from './escape-html.ts';
import { markdownHtml } from './markdown-html.ts';
import { PAGE_STYLE } from './page-style.ts';

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
  const formulas = createFormulas('unicode');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>
${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>${escapeHtml(title)}</h1>
<p>${facts.map(escapeHtml).join(' · ')}</p>
</header>
<main>
${sections.map((one) => sectionHtml(one, formulas)).join('\n')}
</main>
</body>
</html>
`;
}

function sectionHtml({ kind, speaker, time, parts, note }: PageSection, formulas: Formulas): string {
  const body = parts.map((part) => partHtml(part, formulas)).join('');
  const end = note === undefined ? '' : `<p class="note">${escapeHtml(note)}</p>\n`;
  return `<section class="${kind}">\n<h2>${escapeHtml(speaker)} <small>${escapeHtml(time)}</small></h2>\n${body}${end}</section>`;
}

function partHtml(part: PagePart, formulas: Formulas): string {
  if (part.type === 'call') return callHtml(part);
  if (part.type === 'typed') return `<div class="typed">${escapeHtml(part.text)}</div>\n`;
  const html = markdownHtml(part.text, formulas);
  return part.type === 'markdown' ? html : `<details>\n<summary>Thinking</summary>\n${html}</details>\n`;
}

function callHtml({ name, input, result, isError }: PageCall): string {
  const summary = `Tool call: <code>${escapeHtml(sanitizeLine(name, 200))}</code>${isError ? ', failed' : ''}`;
  const given =
    result === undefined ? '<p>No result.</p>\n' : `<p>${isError ? 'Error' : 'Result'}:</p>\n${preHtml(result)}`;
  return `<details>\n<summary>${summary}</summary>\n${input === '' ? '' : preHtml(input)}${given}</details>\n`;
}

/** A line break at the start of the block would be dropped by the browser. */
const preHtml = (text: string) => `<pre>\n${escapeHtml(text)}</pre>\n`;
