import { languageWord } from '../core/text/languages.ts';
import type { Container } from '../markdown/blocks/block-registry.ts';
import type { List } from '../markdown/blocks/list-block.ts';
import type { Table } from '../markdown/blocks/table-block.ts';
import { grammarFor } from '../markdown/code/grammars.ts';
import type { Links } from '../markdown/inline-parser/source.ts';
import { decodeText } from '../markdown/inline/links.ts';
import type { Formulas } from '../markdown/math/formula.ts';
import type { BlockVisitor, Leaf } from './block-walker.ts';
import { escapeHtml } from './escape-html.ts';
import { inlineHtml } from './inline-html.ts';

/** Wider formulas are set in one row. */
const FORMULA_COLUMNS = 80;

/** Writes the blocks of a document as HTML that is safe to show: every tag is one of these, and text is escaped. */
export class HtmlWriter implements BlockVisitor {
  readonly #formulas: Formulas;
  readonly #parts: string[] = [];
  readonly #open: Container[] = [];
  /** The parts that are other ones if the list turns out to be tight, such as the tags of its paragraphs. */
  readonly #ifTight = new Map<List, Map<number, string>>();

  constructor(formulas: Formulas) {
    this.#formulas = formulas;
  }

  get html(): string {
    return this.#parts.join('');
  }

  open(container: Container): void {
    this.#open.push(container);
    if (container.type === 'list') this.#ifTight.set(container, new Map());
    this.#parts.push(openingOf(container));
  }

  close(container: Container): void {
    this.#open.pop();
    if (container.type === 'item') {
      // Behind the last text of an item no line break is needed.
      const tight = this.#ifTight.get(container.list);
      if (tight?.has(this.#parts.length - 1) === true) tight.set(this.#parts.length - 1, '');
    }
    if (container.type === 'list') {
      for (const [at, part] of this.#ifTight.get(container) ?? []) this.#parts[at] = part;
      this.#ifTight.delete(container);
    }
    this.#parts.push(closingOf(container));
  }

  loosen(list: List): void {
    this.#ifTight.delete(list);
  }

  leaf(leaf: Leaf, links: Links): void {
    if (leaf.type === 'paragraph') this.#paragraph(leaf, links);
    else this.#parts.push(this.#leafHtml(leaf, links));
  }

  #paragraph({ task, parts }: Leaf & { readonly type: 'paragraph' }, links: Links): void {
    const parent = this.#open.at(-1);
    const tight = parent?.type === 'item' ? this.#ifTight.get(parent.list) : undefined;
    tight?.set(this.#parts.length, '').set(this.#parts.length + 2, '\n');
    const text = parts.map((part) => this.#inline(part, links)).join('\n');
    this.#parts.push('<p>', task === undefined ? text : BOXES[task] + text, '</p>\n');
  }

  #leafHtml(leaf: Exclude<Leaf, { readonly type: 'paragraph' }>, links: Links): string {
    switch (leaf.type) {
      case 'heading': {
        // Two levels down, below the headings of the page.
        const tag = `h${Math.min(6, leaf.depth + 2)}`;
        return `<${tag}>${this.#inline(leaf.text, links)}</${tag}>\n`;
      }
      case 'thematic-break':
        return '<hr>\n';
      case 'definitions':
        return `<p class="definition">${leaf.lines.map(escapeHtml).join('<br>')}</p>\n`;
      case 'code':
        return codeHtml(leaf.lines.join('\n'), decodeText(leaf.info));
      case 'source':
        return `<pre class="source">\n${escapeHtml(leaf.lines.join('\n'))}</pre>\n`;
      case 'summary':
        return `<p class="summary">${this.#inline(leaf.text, links)}</p>\n`;
      case 'alert':
        return `<p class="label">${leaf.alert.toUpperCase()}</p>\n`;
      case 'math': {
        const rows = leaf.tex === undefined ? undefined : this.#formulas.display(leaf.tex, FORMULA_COLUMNS);
        const source = escapeHtml(leaf.source);
        return `<pre class="math" title="${source}">\n${rows === undefined ? source : escapeHtml(rows.join('\n'))}</pre>\n`;
      }
      default:
        return this.#table(leaf, links);
    }
  }

  #table({ header, alignments, rows }: Table, links: Links): string {
    const row = (cells: readonly string[], tag: 'th' | 'td') => {
      const cellHtml = (cell: string, column: number) => {
        const align = alignments[column] ?? 'left';
        return `<${tag}${align === 'left' ? '' : ` align="${align}"`}>${this.#inline(cell, links)}</${tag}>`;
      };
      return `<tr>${cells.map(cellHtml).join('')}</tr>\n`;
    };
    const body = rows.map((cells) => row(cells, 'td')).join('');
    const bodyHtml = body === '' ? '' : `<tbody>\n${body}</tbody>\n`;
    return `<div class="table"><table>\n<thead>\n${row(header, 'th')}</thead>\n${bodyHtml}</table></div>\n`;
  }

  #inline(text: string, links: Links): string {
    return inlineHtml(text, links, this.#formulas);
  }
}

const BOXES = {
  open: '<input type="checkbox" disabled=""> ',
  done: '<input type="checkbox" checked="" disabled=""> ',
} as const;

function openingOf(container: Container): string {
  switch (container.type) {
    case 'quote':
      return `<blockquote${container.alert === undefined ? '' : ` class="alert ${container.alert}"`}>\n`;
    case 'list':
      if (!container.ordered) return '<ul>\n';
      return container.start === 1 ? '<ol>\n' : `<ol start="${container.start}">\n`;
    case 'item':
      return '<li>';
    default:
      return `<div class="footnote">\n<span class="label">[^${escapeHtml(container.label)}]:</span>\n`;
  }
}

function closingOf(container: Container): string {
  switch (container.type) {
    case 'quote':
      return '</blockquote>\n';
    case 'list':
      return container.ordered ? '</ol>\n' : '</ul>\n';
    case 'item':
      return '</li>\n';
    default:
      return '</div>\n';
  }
}

/** Code, coloured if its language is known, and with the name of that. */
function codeHtml(code: string, info: string): string {
  const word = languageWord(info);
  const language = word === undefined ? '' : ` data-language="${escapeHtml(word)}"`;
  const grammar = grammarFor(info);
  // What a grammar gives is escaped text in spans.
  const html =
    grammar === undefined
      ? escapeHtml(code)
      : grammar.hljs.highlight(code, { language: grammar.name, ignoreIllegals: true }).value;
  return `<pre${language}><code>${html}</code></pre>\n`;
}
