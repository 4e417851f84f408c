import { mayBecomeMarker, leafConstruct } from './blocks/block-registry.ts';
import { BlockParser, type OnBlock } from './block-parser.ts';
import { createInline, type Inline, type InlineOptions } from './inline/inline.ts';
import { LineReader } from './line-reader.ts';
import { RowLayout, type LayoutOptions } from './row-layout.ts';

/** The engine of a `MarkdownStream`, which describes its methods; it also tells how much work they were. */
export class MarkdownEngine {
  readonly #inline: Inline;
  readonly #layout: RowLayout;
  readonly #parser: BlockParser;
  readonly #reader: LineReader;
  /** Final rows that have not been given yet. */
  #rows: string[] = [];
  #hasEnded = false;
  #rowCount = 0;

  constructor(options: Omit<LayoutOptions, 'inline'> & InlineOptions) {
    this.#inline = createInline(options);
    this.#layout = new RowLayout({ ...options, inline: this.#inline });
    this.#parser = new BlockParser((...block) => {
      for (const row of this.#layOut(this.#layout, block)) this.#rows.push(row);
    });
    this.#reader = new LineReader(this.#parser);
  }

  push(text: string): string[] {
    if (this.#hasEnded) throw new Error('the Markdown has ended');
    this.#reader.push(text);
    return this.#rows.splice(0);
  }

  live(maxRows: number): string[] {
    const found: Parameters<OnBlock>[] = [];
    const parser = this.#parser.fork((...block) => found.push(block), maxRows);
    const { text, isRest } = this.#reader.partial;
    const isShown = text !== '' && !mayBecomeMarker(text, this.#parser.leaf, isRest);
    if (isShown) this.#reader.feedPartial(parser);
    parser.assumeNext();
    parser.end();
    const last = found.at(-1);
    if (last !== undefined) last[0] = leafConstruct(last[0]).repair?.(last[0], isShown) ?? last[0];
    const layout = this.#layout.fork(maxRows);
    const rows = found.flatMap((block) => this.#layOut(layout, block));
    return rows.length > maxRows ? rows.slice(rows.length - Math.max(0, maxRows)) : rows;
  }

  end(): string[] {
    if (this.#hasEnded) return [];
    this.#hasEnded = true;
    this.#reader.end();
    return this.#rows.splice(0);
  }

  /** Characters of inline text that were parsed and rows that were laid out, for `live` too. */
  get work(): { readonly parsed: number; readonly rows: number } {
    return { parsed: this.#inline.parsed, rows: this.#rowCount };
  }

  #layOut(layout: RowLayout, block: Parameters<OnBlock>): string[] {
    const rows = layout.rows(...block);
    this.#rowCount += rows.length;
    return rows;
  }
}
