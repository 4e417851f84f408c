import { noLinks, splitDefinitions } from './inline/link-definitions.ts';
import { dropIndent, dropText, indentOf, isBlank, type Line } from './source-line.ts';
import {
  closesFence,
  delimiterRow,
  fenceStart,
  headingStart,
  htmlStart,
  isRule,
  itemStart,
  splitCells,
  underlineDepth,
  type Alignment,
  type FenceStart,
  type HtmlStart,
  type ItemStart,
} from './starts.ts';

/** What holds blocks. `id` tells two apart that look the same. */
export type Container = Quote | List | Item;
export interface Quote {
  readonly kind: 'quote';
  readonly id: number;
}
export interface List {
  readonly kind: 'list';
  readonly id: number;
  readonly ordered: boolean;
  readonly delimiter: string;
}
export interface Item {
  readonly kind: 'item';
  readonly id: number;
  readonly ordered: boolean;
  /** As it counts, from the number of the list's first item. */
  readonly number: number;
  readonly delimiter: string;
  /** Columns that a line must be indented by to belong to it. */
  readonly indent: number;
}

/** A block that holds text, as far as it can be known for good: code comes line by line, all else when it is whole. */
export type Block =
  | {
      readonly type: 'paragraph';
      readonly text: string;
      /** More of the same paragraph follows. */ readonly open: boolean;
    }
  | { readonly type: 'heading'; readonly depth: number; readonly text: string }
  | { readonly type: 'rule' }
  | {
      readonly type: 'code';
      readonly language: string;
      /** One more for each fence. */ readonly fence: number;
      readonly line: string;
    }
  | { readonly type: 'html'; readonly line: string }
  | { readonly type: 'table'; readonly table: Table }
  | { readonly type: 'empty-item' };

export interface Table {
  readonly header: readonly string[];
  readonly alignments: readonly Alignment[];
  readonly rows: readonly (readonly string[])[];
}

/** Told of each block that is final. `spaced`: the source has a blank line before it. */
export type OnBlock = (block: Block, containers: readonly Container[], spaced: boolean) => void;

/** A paragraph (or a line of one) that is longer is given out in parts: what a reply holds stays bounded. */
const LONGEST_PARAGRAPH = 8192;
/** Deeper than this, markers are text: a thousand `>` would leave no room for anything. */
const DEEPEST = 32;

type Leaf =
  | { readonly type: 'paragraph'; text: string }
  | {
      readonly type: 'fence';
      readonly start: FenceStart;
      readonly indent: number;
      readonly fence: number;
    }
  | { readonly type: 'indented'; readonly fence: number; blanks: string[] }
  | { readonly type: 'html'; readonly start: HtmlStart }
  | { readonly type: 'table'; readonly table: Table & { rows: (readonly string[])[] } };

/**
 * Finds the blocks of a document, line by line: what CommonMark's appendix calls the block structure, with GFM's tables.
 * The stack of open containers is all that it knows of the past, so a line costs the same at the start of a document and
 * at its end, and a block is given out once nothing that may follow can change it.
 */
export class Blocks {
  #containers: Container[] = [];
  #leaf: Leaf | undefined;
  #spaced = false;
  /** The innermost item has begun with a blank line, and nothing has come since. */
  #emptyStart = false;
  /** Nothing of the innermost item has been given out. */
  #unshown = false;
  #ids = 0;
  readonly #onBlock: OnBlock;

  constructor(onBlock: OnBlock) {
    this.#onBlock = onBlock;
  }

  /** The same state, on its own: what is fed to it leaves this one as it is. A table keeps only its last `rows` rows. */
  fork(onBlock: OnBlock, rows: number): Blocks {
    const fork = new Blocks(onBlock);
    fork.#containers = [...this.#containers];
    fork.#leaf = copyLeaf(this.#leaf, rows);
    fork.#spaced = this.#spaced;
    fork.#emptyStart = this.#emptyStart;
    fork.#unshown = this.#unshown;
    fork.#ids = this.#ids;
    return fork;
  }

  /** What the open block is, for who must guess how an unfinished line goes on. */
  get openLeaf(): Leaf['type'] | undefined {
    return this.#leaf?.type;
  }

  /** The last line of the open paragraph, if one is open. */
  get lastParagraphLine(): string | undefined {
    return this.#leaf?.type === 'paragraph' ? this.#leaf.text.slice(this.#leaf.text.lastIndexOf('\n') + 1) : undefined;
  }

  /** Takes one line, without its line end. */
  line(text: string): void {
    let line: Line = { text, column: 0 };
    const { matched, rest } = this.#matchContainers(line);
    line = rest;
    const all = matched === this.#containers.length;

    if (all && this.#continueLeaf(line)) return;
    const lazy = this.#leaf?.type === 'paragraph';
    const kept = this.#containers.slice(0, matched);
    const opened = this.#openContainers(line, kept, lazy, all);
    line = opened.line;
    const changed = !all || opened.containers.length > matched;

    if (isBlank(line) && opened.containers.length === matched) {
      this.#blank(matched);
      return;
    }
    // A paragraph goes on even where the markers of its containers are missing.
    if (changed && opened.containers.length === matched && lazy && !this.#startsBlock(line, true)) {
      this.#appendToParagraph(line);
      return;
    }
    if (changed) this.#enter(opened.containers);
    this.#emptyStart = isBlank(line);
    if (!this.#emptyStart) this.#startLeaf(line);
  }

  /** Takes more of a line that is too long to be held whole: text, whatever it looks like. */
  more(text: string): void {
    const leaf = this.#leaf;
    if (leaf?.type === 'fence' || leaf?.type === 'indented')
      this.#code(leaf.type === 'fence' ? leaf.start.info : '', leaf.fence, text);
    else if (leaf?.type === 'html') this.#give({ type: 'html', line: text });
    else {
      if (leaf?.type !== 'paragraph') this.#closeLeaf();
      this.#leaf ??= { type: 'paragraph', text: '' };
      this.#appendToParagraph({ text, column: 0 });
    }
  }

  /** No more lines. */
  end(): void {
    this.#closeLeaf();
    this.#closeEmptyItem();
    this.#containers = [];
  }

  #matchContainers(line: Line): { matched: number; rest: Line } {
    let rest = line;
    let matched = 0;
    for (const container of this.#containers) {
      if (container.kind === 'quote') {
        const after = afterQuoteMarker(rest);
        if (after === undefined) break;
        rest = after;
      } else if (container.kind === 'item') {
        const blank = isBlank(rest);
        // An item that begins with a blank line ends with a second one.
        if (blank && this.#emptyStart && container === this.#containers.at(-1)) break;
        if (!blank && indentOf(rest).columns < container.indent) break;
        rest = dropIndent(rest, container.indent);
      }
      matched++;
    }
    // A list goes on only with an item of it.
    while (matched > 0 && this.#containers[matched - 1]!.kind === 'list') matched--;
    return { matched, rest };
  }

  /** Whether the line belongs to an open leaf that only its own kind of line can end. */
  #continueLeaf(line: Line): boolean {
    const leaf = this.#leaf;
    switch (leaf?.type) {
      case 'fence': {
        const { columns, at } = indentOf(line);
        if (columns < 4 && closesFence(line.text.slice(at), leaf.start)) this.#closeLeaf();
        else this.#code(leaf.start.info, leaf.fence, dropIndent(line, Math.min(columns, leaf.indent)).text);
        return true;
      }
      case 'html':
        if (leaf.start.end === undefined && isBlank(line)) return false;
        this.#give({ type: 'html', line: line.text });
        if (leaf.start.end?.test(line.text) === true) this.#leaf = undefined;
        return true;
      case 'indented':
        return this.#continueIndented(leaf, line);
      default:
        return false;
    }
  }

  #continueIndented(leaf: Leaf & { type: 'indented' }, line: Line): boolean {
    if (isBlank(line)) {
      leaf.blanks.push(dropIndent(line, 4).text);
      return true;
    }
    if (indentOf(line).columns < 4) {
      this.#spaced = leaf.blanks.length > 0;
      this.#leaf = undefined;
      return false;
    }
    for (const blank of leaf.blanks.splice(0)) this.#code('', leaf.fence, blank);
    this.#code('', leaf.fence, dropIndent(line, 4).text);
    return true;
  }

  /** Opens what quote and item markers at the start of the line open. */
  #openContainers(line: Line, kept: Container[], lazy: boolean, all: boolean): { line: Line; containers: Container[] } {
    let rest = line;
    const containers = kept;
    let inParagraph = lazy && all;
    while (containers.length < DEEPEST) {
      const { columns, at } = indentOf(rest);
      if (columns >= 4) break;
      const text = rest.text.slice(at);
      const afterQuote = text.startsWith('>') ? afterQuoteMarker(rest) : undefined;
      if (afterQuote !== undefined) {
        containers.push({ kind: 'quote', id: ++this.#ids });
        rest = afterQuote;
        inParagraph = false;
        continue;
      }
      const start = itemStart(text);
      if (start === undefined || isRule(text)) break;
      const list = this.#listAt(containers);
      const continues = list?.ordered === start.ordered && list.delimiter === start.delimiter;
      if (inParagraph && !continues && (start.empty || (start.ordered && start.number !== 1))) break;
      if (inParagraph && underlineDepth(text) !== undefined) break;
      rest = this.#openItem(
        dropText(dropIndent(rest, columns), start.markerLength),
        columns,
        start,
        continues,
        containers,
      );
      inParagraph = false;
    }
    return { line: rest, containers };
  }

  /** The open list inside of all these containers, which an item there may go on with. */
  #listAt(containers: readonly Container[]): List | undefined {
    const depth = containers.length;
    if (containers.at(-1) !== this.#containers[depth - 1]) return undefined;
    const container = this.#containers[depth];
    return container?.kind === 'list' ? container : undefined;
  }

  #openItem(afterMarker: Line, columns: number, start: ItemStart, continues: boolean, containers: Container[]): Line {
    const depth = containers.length;
    const { ordered, delimiter } = start;
    const previous = continues ? this.#containers[depth + 1] : undefined;
    const list: List = continues ? this.#listAt(containers)! : { kind: 'list', id: ++this.#ids, ordered, delimiter };
    const { columns: gap } = indentOf(afterMarker);
    const padding = start.empty || gap > 4 ? 1 : gap;
    const item: Item = {
      kind: 'item',
      id: ++this.#ids,
      ordered,
      number: previous?.kind === 'item' ? previous.number + 1 : start.number,
      delimiter,
      indent: columns + start.markerLength + padding,
    };
    containers.push(list, item);
    return dropIndent(afterMarker, padding);
  }

  #blank(matched: number): void {
    if (this.#leaf !== undefined && this.#leaf.type !== 'fence') this.#closeLeaf();
    if (matched < this.#containers.length && this.#leaf?.type === 'fence') this.#closeLeaf();
    // A quote ends with a line that lacks its marker; lists and items go on.
    const quote = this.#containers.findIndex((container, depth) => depth >= matched && container.kind === 'quote');
    if (quote !== -1) this.#enter(this.#containers.slice(0, quote));
    const last = this.#containers.at(-1);
    if (this.#emptyStart && last?.kind === 'item' && matched < this.#containers.length) {
      this.#enter(this.#containers.slice(0, -1));
    }
    this.#spaced = true;
  }

  #enter(containers: Container[]): void {
    const same = containers.every((container, depth) => container === this.#containers[depth]);
    if (same && containers.length === this.#containers.length) return;
    this.#closeLeaf();
    this.#closeEmptyItem();
    this.#unshown = containers.at(-1)?.kind === 'item' && !same;
    this.#emptyStart = false;
    this.#containers = containers;
  }

  #closeEmptyItem(): void {
    if (this.#unshown) this.#give({ type: 'empty-item' });
  }

  /** Whether the line begins a block of its own; `inParagraph`: some do not where a paragraph is open. */
  #startsBlock(line: Line, inParagraph: boolean): boolean {
    const { columns, at } = indentOf(line);
    if (columns >= 4) return !inParagraph;
    const text = line.text.slice(at);
    return (
      headingStart(text) !== undefined ||
      fenceStart(text) !== undefined ||
      isRule(text) ||
      htmlStart(text)?.interruptsParagraph === true
    );
  }

  #startLeaf(line: Line): void {
    const { columns, at } = indentOf(line);
    const text = line.text.slice(at);
    const leaf = this.#leaf;
    if (leaf?.type === 'paragraph' && this.#continueParagraph(leaf, line, columns, text)) return;
    if (leaf?.type === 'table' && this.#continueTable(leaf, columns, text)) return;
    this.#closeLeaf();
    if (columns >= 4) {
      this.#leaf = { type: 'indented', fence: ++this.#ids, blanks: [] };
      this.#code('', this.#leaf.fence, dropIndent(line, 4).text);
      return;
    }
    const heading = headingStart(text);
    const fence = fenceStart(text);
    const html = htmlStart(text);
    if (heading !== undefined) this.#give({ type: 'heading', ...heading });
    else if (fence !== undefined) this.#leaf = { type: 'fence', start: fence, indent: columns, fence: ++this.#ids };
    else if (isRule(text)) this.#give({ type: 'rule' });
    else if (html !== undefined) {
      if (html.end?.test(text) !== true) this.#leaf = { type: 'html', start: html };
      this.#give({ type: 'html', line: line.text });
    } else {
      this.#leaf = { type: 'paragraph', text: '' };
      this.#appendToParagraph(line);
    }
  }

  #continueParagraph(leaf: Leaf & { type: 'paragraph' }, line: Line, columns: number, text: string): boolean {
    const depth = columns < 4 ? underlineDepth(text) : undefined;
    if (depth !== undefined && leaf.text !== '') {
      const { lines, text: title } = splitDefinitions(leaf.text, noLinks());
      // Under nothing but link definitions, an underline is none.
      if (title.trim() !== '') {
        this.#leaf = undefined;
        if (lines.length > 0) this.#give({ type: 'paragraph', text: lines.join('\n'), open: false });
        this.#give({ type: 'heading', depth, text: title.trim() });
        return true;
      }
    }
    const alignments = columns < 4 ? delimiterRow(text) : undefined;
    if (alignments !== undefined) {
      const header = splitCells(this.lastParagraphLine!);
      if (header.length === alignments.length) {
        leaf.text = leaf.text.slice(0, Math.max(0, leaf.text.lastIndexOf('\n')));
        this.#closeLeaf();
        this.#leaf = { type: 'table', table: { header, alignments, rows: [] } };
        return true;
      }
    }
    if (this.#startsBlock(line, true)) return false;
    this.#appendToParagraph(line);
    return true;
  }

  #continueTable(leaf: Leaf & { type: 'table' }, columns: number, text: string): boolean {
    if (columns >= 4 || this.#startsBlock({ text, column: 0 }, true) || itemStart(text) !== undefined) return false;
    const { header, rows } = leaf.table;
    const cells = splitCells(text);
    // What is too much for the columns is kept: text that is not shown is lost.
    const last = header.length - 1;
    rows.push(header.map((_, column) => (column < last ? (cells[column] ?? '') : cells.slice(last).join(' | '))));
    return true;
  }

  #appendToParagraph(line: Line): void {
    const leaf = this.#leaf;
    if (leaf?.type !== 'paragraph') return;
    const { at } = indentOf(line);
    leaf.text += (leaf.text === '' ? '' : '\n') + line.text.slice(at);
    while (leaf.text.length > LONGEST_PARAGRAPH) {
      const cut = lastBreak(leaf.text.slice(0, LONGEST_PARAGRAPH));
      this.#give({ type: 'paragraph', text: leaf.text.slice(0, cut), open: true });
      leaf.text = leaf.text.slice(cut).replace(/^[ \n]/, '');
    }
  }

  #closeLeaf(): void {
    const leaf = this.#leaf;
    this.#leaf = undefined;
    if (leaf?.type === 'paragraph' && leaf.text !== '')
      this.#give({ type: 'paragraph', text: leaf.text.trimEnd(), open: false });
    else if (leaf?.type === 'table') this.#give({ type: 'table', table: leaf.table });
    else if (leaf?.type === 'indented' && leaf.blanks.length > 0) this.#spaced = true;
  }

  #code(language: string, fence: number, line: string): void {
    this.#give({ type: 'code', language, fence, line });
  }

  #give(block: Block): void {
    const spaced = this.#spaced;
    this.#spaced = false;
    this.#unshown = false;
    this.#onBlock(block, this.#containers, spaced);
  }
}

function copyLeaf(leaf: Leaf | undefined, rows: number): Leaf | undefined {
  if (leaf?.type === 'table') return { type: 'table', table: { ...leaf.table, rows: leaf.table.rows.slice(-rows) } };
  if (leaf?.type === 'indented') return { ...leaf, blanks: [...leaf.blanks] };
  return leaf && { ...leaf };
}

function afterQuoteMarker(line: Line): Line | undefined {
  const { columns, at } = indentOf(line);
  if (columns >= 4 || line.text[at] !== '>') return undefined;
  const rest = dropText(dropIndent(line, columns), 1);
  return /^[ \t]/.test(rest.text) ? dropIndent(rest, 1) : rest;
}

/** Where a text that is too long is cut: behind its last blank, or between two characters. */
function lastBreak(text: string): number {
  const blank = Math.max(text.lastIndexOf(' '), text.lastIndexOf('\n'));
  if (blank > 0) return blank;
  return /[\ud800-\udbff]$/.test(text) ? text.length - 1 : text.length;
}
