import type { Theme, ThemeName } from '../core/config/theme.ts';
import { Blocks, type OnBlock } from './blocks.ts';
import { createCleaner } from './clean.ts';
import { LANGUAGES } from './grammars.ts';
import { createInline, type Inline } from './inline.ts';
import { Layout } from './layout.ts';
import { repairBlock } from './repair.ts';
import { splitCells } from './starts.ts';
import { createPaints, type ColorLevel } from './theme.ts';

export type { ColorLevel, Theme, ThemeName };

export interface MarkdownStreamOptions {
  /** Columns of a row, at most: from 1 on. A function is asked anew for each block, so that a resize counts from there. */
  readonly width?: number | (() => number);
  /** As chalk counts: 0 no styles at all, 1 the 16 colours, 2 256 colours, 3 all of them. */
  readonly color?: ColorLevel;
  /** Whether links are OSC 8 hyperlinks; else `text (url)`. */
  readonly hyperlinks?: boolean;
  /** `auto`: prose is wrapped at words, to 100 columns at most; `none`: not at all; a number: to so many columns. */
  readonly wrap?: 'auto' | 'none' | number;
  /** Styles that differ from the default ones, by chalk's names: `{ code: 'bold cyan' }`. */
  readonly theme?: Theme;
}

const READABLE_COLUMNS = 100;
/** A line that is longer is taken in parts: what is held of a reply stays bounded. */
const LONGEST_LINE = 8192;

/**
 * Markdown that grows, as rows for a terminal. Rows that `push` and `end` give are final: they depend on the text alone,
 * not on how it was split. `live` shows what is not final yet, as it would look if the text ended here.
 *
 * Rows hold no line feed, are at most `width` columns wide, and open and close their own styles. Control characters in
 * the text never reach them.
 */
export class MarkdownStream {
  readonly #clean = createCleaner();
  readonly #inline: Inline;
  readonly #layout: Layout;
  readonly #blocks: Blocks;
  #rows: string[] = [];
  /** The text after the last line feed. */
  #partial = '';
  /** The line has been taken in parts; `#partial` is what is left of it. */
  #inLongLine = false;
  #ended = false;
  #laidOut = 0;

  constructor(options: MarkdownStreamOptions = {}) {
    const { width = 80, color = 1, hyperlinks = false, wrap = 'auto', theme } = options;
    const columns = () => Math.max(1, Math.floor(typeof width === 'function' ? width() : width));
    const paints = createPaints(color, theme);
    this.#inline = createInline({ paints, hyperlinks });
    this.#layout = new Layout({
      width: columns,
      proseWidth: () =>
        wrap === 'none' ? undefined : Math.min(columns(), wrap === 'auto' ? READABLE_COLUMNS : Math.max(1, wrap)),
      paints,
      inline: this.#inline,
    });
    this.#blocks = new Blocks((...block) => {
      const rows = this.#layout.rows(...block);
      this.#laidOut += rows.length;
      for (const row of rows) this.#rows.push(row);
    });
  }

  /**
   * The languages that are highlighted; a fence of another one stays plain. All of them are loaded with this module,
   * so that no run depends on timing.
   */
  static get grammars(): readonly string[] {
    return LANGUAGES;
  }

  /** Takes more text; gives the rows that are now final. */
  push(text: string): string[] {
    if (this.#ended) throw new Error('the Markdown has ended');
    return this.#take(this.#clean.push(text));
  }

  /** The rows of what is not final yet, the last `maxRows` of them. Changes nothing. */
  live(maxRows: number = Number.POSITIVE_INFINITY): string[] {
    const found: Parameters<OnBlock>[] = [];
    const blocks = this.#blocks.fork((...block) => found.push(block), maxRows);
    const partial = this.#visiblePartial();
    if (partial !== '') {
      if (this.#inLongLine) blocks.more(partial);
      else blocks.line(partial);
    }
    // A row of cells is shown as the head of a table before the line comes that makes it one.
    const cells = splitCells(/^\|.*/.exec(blocks.lastParagraphLine ?? '')?.[0] ?? '');
    if (cells.length > 0) blocks.line(`|${'-|'.repeat(cells.length)}`);
    blocks.end();
    const layout = this.#layout.fork();
    const rows = found.flatMap(([block, ...where], index) =>
      layout.rows(index === found.length - 1 ? repairBlock(block, partial !== '') : block, ...where),
    );
    this.#laidOut += rows.length;
    return rows.length > maxRows ? rows.slice(rows.length - Math.max(0, maxRows)) : rows;
  }

  /** No more text; gives the rows that were left. */
  end(): string[] {
    if (this.#ended) return [];
    const rows = this.#take(this.#clean.end());
    this.#ended = true;
    if (this.#partial !== '') this.#line(this.#partial);
    this.#partial = '';
    this.#blocks.end();
    return [...rows, ...this.#rows.splice(0)];
  }

  /** Characters of inline text that were parsed, `live` included: for tests that count work. */
  get parsed(): number {
    return this.#inline.parsed;
  }

  /** Rows that were laid out, `live` included: for the same tests. */
  get laidOut(): number {
    return this.#laidOut;
  }

  #take(text: string): string[] {
    const lines = text.split('\n');
    lines[0] = this.#partial + lines[0]!;
    this.#partial = lines.pop()!;
    for (const line of lines) this.#line(line);
    this.#takeLongLine();
    return this.#rows.splice(0);
  }

  #line(line: string): void {
    let rest = line;
    while (rest.length > LONGEST_LINE) rest = this.#part(rest);
    if (this.#inLongLine) this.#blocks.more(rest);
    else this.#blocks.line(rest);
    this.#inLongLine = false;
  }

  #takeLongLine(): void {
    while (this.#partial.length > LONGEST_LINE) this.#partial = this.#part(this.#partial);
  }

  /** Takes the first part of a line that is too long; the cut depends on nothing but the line. */
  #part(line: string): string {
    const head = line.slice(0, LONGEST_LINE);
    const blank = head.lastIndexOf(' ');
    const cut = blank > 0 ? blank : /[\ud800-\udbff]$/.test(head) ? LONGEST_LINE - 1 : LONGEST_LINE;
    if (this.#inLongLine) this.#blocks.more(line.slice(0, cut));
    else this.#blocks.line(line.slice(0, cut));
    this.#inLongLine = true;
    return line.slice(cut);
  }

  /** The unfinished line, but for what may still become a marker and would flash as text. */
  #visiblePartial(): string {
    const leaf = this.#blocks.openLeaf;
    if (leaf === 'fence') return /^[ \t]*(`+|~+)[ \t]*$/.test(this.#partial) ? '' : this.#partial;
    if (this.#inLongLine) return this.#partial;
    return AMBIGUOUS.test(this.#partial) ? '' : this.#partial;
  }
}

/** What a line may begin with before it is known what it is: the start of a marker, of a table's line, of a tag. */
const AMBIGUOUS =
  /^[ \t>]*(?:#{1,6}|[-*+=_]+|\d{1,9}[.)]?|>|[|:][ \t|:-]*|(?:-+[ \t]*\|)[ \t|:-]*|`{1,2}|`{3,}[^`\s]*|~{1,2}|~{3,}[^~\s]*|<\/?[a-z!]*)?[ \t]*$/i;
