import type { OnBlock } from '../markdown/block-parser.ts';
import type { AlertLabel } from '../markdown/blocks/alert.ts';
import type { Block, Container } from '../markdown/blocks/block-registry.ts';
import type { Heading } from '../markdown/blocks/heading.ts';
import type { List } from '../markdown/blocks/list-block.ts';
import type { MathBlock } from '../markdown/blocks/math-block.ts';
import { taskOf } from '../markdown/blocks/paragraph.ts';
import type { Table } from '../markdown/blocks/table-block.ts';
import type { Links } from '../markdown/inline-parser/source.ts';
import { noLinks, splitDefinitions } from '../markdown/inline/link-definitions.ts';
import { trimBlanks } from '../markdown/source-line.ts';

/** A leaf block that is whole: what the parser gives line by line or in parts is joined. */
export type Leaf =
  | Heading
  | Table
  | MathBlock
  | AlertLabel
  | { readonly type: 'thematic-break' }
  /** `info`: what stands behind the opening fence. */
  | { readonly type: 'code'; readonly info: string; readonly lines: readonly string[] }
  /** HTML, which is shown as it is. */
  | { readonly type: 'source'; readonly lines: readonly string[] }
  /** What a folded part is called. */
  | { readonly type: 'summary'; readonly text: string }
  /** Link definitions, as they stand in the source. */
  | { readonly type: 'definitions'; readonly lines: readonly string[] }
  /** `task`: it begins a task of a list, which is done or not. Each of its parts is inline text of its own. */
  | { readonly type: 'paragraph'; readonly task: 'open' | 'done' | undefined; readonly parts: readonly string[] };

/**
 * A back end that shows a document as a tree, such as HTML or a page's DOM. What it is told comes in the document's order,
 * and is final: each container is opened, filled and closed once.
 */
export interface BlockVisitor {
  open(container: Container): void;
  close(container: Container): void;
  /** `links`: the definitions that are known in it. */
  leaf(leaf: Leaf, links: Links): void;
  /** The source has a blank line between two items of the list, or between two blocks of an item. */
  loosen(list: List): void;
}

/** A leaf that more may be added to. */
type Growing<L extends Leaf = Leaf> = L extends { readonly lines: readonly string[] }
  ? Omit<L, 'lines'> & { readonly lines: string[] }
  : L extends { readonly parts: readonly string[] }
    ? Omit<L, 'parts'> & { readonly parts: string[]; isOpen: boolean }
    : L;

/** Takes the blocks of a parser one by one, and leads a visitor through the tree that they make. */
export class BlockWalker {
  readonly #visitor: BlockVisitor;
  #containers: readonly Container[] = [];
  #links: Links;
  /** The last leaf, if it may have more lines or parts. */
  #leaf: Growing | undefined;

  /** `links`: definitions that are known before the document. */
  constructor(visitor: BlockVisitor, links: Links = noLinks()) {
    this.#visitor = visitor;
    this.#links = links;
  }

  readonly take: OnBlock = (block, containers, isSpaced) => {
    const shared = this.#shared(containers);
    const isSamePlace = shared === containers.length && shared === this.#containers.length;
    if (isSamePlace && this.#leaf !== undefined && !isSpaced && addTo(this.#leaf, block)) return;
    this.#close(shared);
    const parent = containers[shared - 1];
    if (isSpaced && parent?.type === 'list') this.#visitor.loosen(parent);
    if (isSpaced && parent?.type === 'item') this.#visitor.loosen(parent.list);
    const opened = containers.slice(shared);
    for (const container of opened) this.#visitor.open(container);
    this.#containers = containers;
    this.#leaf = leafOf(
      block,
      opened.some(({ type }) => type === 'item'),
    );
    if (this.#leaf !== undefined && !mayGrow(this.#leaf)) this.#finish();
  };

  /** No more blocks. */
  end(): void {
    this.#close(0);
  }

  /** How many of the open containers these containers begin with. */
  #shared(containers: readonly Container[]): number {
    const differs = this.#containers.findIndex((container, depth) => container !== containers[depth]);
    return differs === -1 ? this.#containers.length : differs;
  }

  #finish(): void {
    const leaf = this.#leaf;
    this.#leaf = undefined;
    if (leaf?.type === 'paragraph') this.#paragraph(leaf);
    else if (leaf !== undefined) this.#visitor.leaf(leaf, this.#links);
  }

  /** Definitions at its start, or that of a part, are no text of it. */
  #paragraph({ type, task, parts }: Leaf & { readonly type: 'paragraph' }): void {
    const splits = parts.map((part) => {
      const split = splitDefinitions(part, this.#links);
      this.#links = split.links;
      return split;
    });
    const lines = splits.flatMap((split) => split.lines);
    const texts = splits.map(({ text }) => text).filter((text) => trimBlanks(text) !== '');
    if (lines.length > 0) this.#visitor.leaf({ type: 'definitions', lines }, this.#links);
    if (texts.length > 0 || task !== undefined) this.#visitor.leaf({ type, task, parts: texts }, this.#links);
  }

  #close(depth: number): void {
    this.#finish();
    for (const container of this.#containers.slice(depth).toReversed()) this.#visitor.close(container);
    this.#containers = this.#containers.slice(0, depth);
  }
}

const mayGrow = (leaf: Growing) => 'lines' in leaf || ('parts' in leaf && leaf.isOpen);

/** Adds a block to the leaf that it is more of; `false` if it is a leaf of its own. */
function addTo(leaf: Growing, block: Block): boolean {
  if (leaf.type === 'paragraph') {
    if (block.type !== 'paragraph' || !leaf.isOpen) return false;
    leaf.parts.push(block.text);
    leaf.isOpen = block.isOpen;
    return true;
  }
  if (leaf.type === 'source') {
    if (block.type !== 'html' || block.shownAs !== 'source') return false;
    leaf.lines.push(block.line);
    return true;
  }
  if (leaf.type !== 'code' || !('isFirst' in block) || block.isFirst) return false;
  leaf.lines.push(block.line);
  return true;
}

function leafOf(block: Block, startsItem: boolean): Growing | undefined {
  switch (block.type) {
    case 'fenced-code':
      return { type: 'code', info: block.info, lines: [block.line] };
    case 'indented-code':
      return { type: 'code', info: '', lines: [block.line] };
    case 'html':
      if (block.shownAs === 'source') return { type: 'source', lines: [block.line] };
      if (block.shownAs === 'summary') return { type: 'summary', text: trimBlanks(block.line) };
      return { type: 'paragraph', task: undefined, parts: [trimBlanks(block.line)], isOpen: false };
    case 'paragraph': {
      const { task, text } = taskOf(block.text, startsItem);
      return { type: 'paragraph', task, parts: [text], isOpen: block.isOpen };
    }
    case 'empty-item':
      return undefined;
    default:
      return block;
  }
}
