import { mayBecomeMarker, leafConstruct } from './blocks/block-registry.ts';
import { BlockParser, type OnBlock } from './block-parser.ts';
import { createCleaner } from './clean.ts';
import { createInline, type Inline, type InlineOptions } from './inline/inline.ts';
import { RowLayout, type LayoutOptions } from './row-layout.ts';
import { lastBreak, MAX_CODE_LINE, MAX_TEXT } from './source-line.ts';

/** The engine of a `MarkdownStream`, which describes its methods; it also tells how much work they were. */
export class MarkdownEngine {
  readonly #clean = createCleaner();
  readonly #inline: Inline;
  readonly #layout: RowLayout;
  readonly #parser: BlockParser;
  /** Final rows that have not been given yet. */
  #rows: string[] = [];
  /** The text after the last line feed. */
  #partial = '';
  /** The line has been taken in parts; `#partial` is what is left of it. */
  #inLongLine = false;
  /** How much of a line is held that is longer than text may be. */
  #most: number | undefined;
  #hasEnded = false;
  #rowCount = 0;

  constructor(options: Omit<LayoutOptions, 'inline'> & InlineOptions) {
    this.#inline = createInline(options);
    this.#layout = new RowLayout({ ...options, inline: this.#inline });
    this.#parser = new BlockParser((...block) => {
      for (const row of this.#layOut(this.#layout, block)) this.#rows.push(row);
    });
  }

  push(text: string): string[] {
    if (this.#hasEnded) throw new Error('the Markdown has ended');
    return this.#take(this.#clean.push(text));
  }

  live(maxRows: number): string[] {
    const found: Parameters<OnBlock>[] = [];
    const parser = this.#parser.fork((...block) => found.push(block), maxRows);
    const partial = mayBecomeMarker(this.#partial, this.#parser.leaf, this.#inLongLine) ? '' : this.#partial;
    if (partial !== '') this.#feed(partial, parser);
    parser.assumeNext();
    parser.end();
    const last = found.at(-1);
    if (last !== undefined) last[0] = leafConstruct(last[0]).repair?.(last[0], partial !== '') ?? last[0];
    const layout = this.#layout.fork(maxRows);
    const rows = found.flatMap((block) => this.#layOut(layout, block));
    return rows.length > maxRows ? rows.slice(rows.length - Math.max(0, maxRows)) : rows;
  }

  end(): string[] {
    if (this.#hasEnded) return [];
    const rows = this.#take(this.#clean.end());
    this.#hasEnded = true;
    if (this.#partial !== '') this.#feed(this.#partial);
    this.#partial = '';
    this.#parser.end();
    return [...rows, ...this.#rows.splice(0)];
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

  #take(text: string): string[] {
    const lines = text.split('\n');
    lines[0] = this.#partial + lines[0]!;
    const last = lines.pop()!;
    for (const line of lines) {
      this.#feed(this.#shorten(line));
      this.#inLongLine = false;
      this.#most = undefined;
    }
    this.#partial = this.#shorten(last);
    return this.#rows.splice(0);
  }

  /** Takes all but the end of a line that is too long; where it is cut depends on nothing but the line. */
  #shorten(line: string): string {
    let rest = line;
    for (let max = this.#mostOf(rest); rest.length > max; max = MAX_TEXT) {
      const cut = lastBreak(rest, max);
      this.#feed(rest.slice(0, cut));
      this.#inLongLine = true;
      rest = rest.slice(cut);
    }
    return rest;
  }

  /** How much of a line is held. Asked for each piece of it, but looked up once. */
  #mostOf(line: string): number {
    if (line.length <= MAX_TEXT || this.#inLongLine) return MAX_TEXT;
    this.#most ??= this.#parser.isCode(line) ? MAX_CODE_LINE : MAX_TEXT;
    return this.#most;
  }

  #feed(text: string, parser = this.#parser): void {
    if (this.#inLongLine) parser.more(text);
    else parser.line(text);
  }
}
