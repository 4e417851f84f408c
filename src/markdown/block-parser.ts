import {
  containerConstruct,
  CONTAINERS,
  leafConstruct,
  LEAVES,
  type Block,
  type Container,
  type Leaf,
} from './blocks/block-registry.ts';
import type { Step } from './blocks/construct.ts';
import { NO_TEXT, paragraph } from './blocks/paragraph.ts';
import { CODE_INDENT, isBlank, lineFrom, type Line } from './source-line.ts';

/** Takes each block that is final, outermost container first. `isSpaced`: the source has a blank line before it. */
export type OnBlock = (block: Block, containers: readonly Container[], isSpaced: boolean) => void;

/** Deeper than this, markers are text: a thousand `>` would leave no room for anything. */
const MAX_DEPTH = 32;

/** All that the parser knows of the lines before. Values are replaced, never changed, so that a copy is a fork. */
interface State {
  containers: readonly Container[];
  leaf: Leaf | undefined;
  /** A blank line has come since the last block. */
  isSpaced: boolean;
  /** Lines of the innermost container, the one of its marker included, if all of them were blank. */
  blankLines: number;
  /** How many of the open containers hold a block that has been given. */
  shown: number;
}

const START: State = { containers: [], leaf: undefined, isSpaced: false, blankLines: 0, shown: 0 };

/**
 * Finds the blocks of a document, line by line: the block structure of CommonMark's appendix, with GFM's tables. It knows
 * how containers and leaves nest; what each of them is, the files in `blocks/` know.
 *
 * A line costs the same at the start of a document and at its end, since the open containers and the open leaf are all
 * that is kept. A block is given as soon as nothing that follows can change it.
 */
export class BlockParser {
  readonly #state: State;
  readonly #onBlock: OnBlock;

  constructor(onBlock: OnBlock, state = START) {
    this.#onBlock = onBlock;
    this.#state = { ...state };
  }

  /** A parser that goes on from here on its own, for a live view of `maxRows` rows. */
  fork(onBlock: OnBlock, maxRows: number): BlockParser {
    const { leaf } = this.#state;
    const copy = leaf && leafConstruct(leaf).fork?.(leaf, maxRows);
    return new BlockParser(onBlock, { ...this.#state, leaf: copy ?? leaf });
  }

  /** The open leaf, if there is one. */
  get leaf(): Leaf | undefined {
    return this.#state.leaf;
  }

  /** Takes one line, without its line end. */
  line(text: string): void {
    const { containers: open, leaf } = this.#state;
    const line = lineFrom(text);
    const { depth, rest } = this.#match(line);
    const isInAll = withoutLists(open.slice(0, depth)).length === open.length;
    if (leaf !== undefined && isInAll && leafConstruct(leaf).isVerbatim === true && this.#continue(leaf, rest)) return;
    this.#rereadLeaf();
    this.#read(line);
  }

  /** Reads a line that no verbatim leaf takes, or the rest of it inside of the `outer` outermost containers. */
  #read(whole: Line, outer = 0): void {
    const { containers: open, leaf } = this.#state;
    const { depth, rest } = this.#match(whole, outer);
    if (isBlank(rest)) {
      this.#blank(depth);
      return;
    }
    const matched = withoutLists(open.slice(0, depth));
    const isInAll = matched.length === open.length;
    const inParagraph = leaf?.type === 'paragraph';
    const { containers, line } = this.#open(matched, rest, inParagraph && isInAll);
    const isSamePlace = isInAll && containers.length === open.length;
    // A paragraph continues even where the markers of its containers are missing.
    if (!isSamePlace && inParagraph && containers.length === matched.length && !starts(line, true)) {
      this.#take(paragraph.continues(leaf, line));
      return;
    }
    if (!isSamePlace) this.#enter(containers);
    this.#state.blankLines = isBlank(line) ? 1 : 0;
    if (!isBlank(line)) this.#startOrContinue(line, containers.slice(matched.length));
  }

  /** Whether a line that begins like this is code, whatever follows. */
  isCode(start: string): boolean {
    const { containers, leaf } = this.#state;
    if (leaf === undefined || leafConstruct(leaf).isCode !== true) return false;
    const { depth, rest } = this.#match(lineFrom(start));
    return depth === containers.length && leafConstruct(leaf).continues?.(leaf, rest)?.open !== undefined;
  }

  /** Takes more of a line that is too long to be held whole: text, whatever it looks like. */
  more(text: string): void {
    this.#rereadLeaf();
    const { leaf } = this.#state;
    const step = leaf && leafConstruct(leaf).takesMore?.(leaf, text);
    if (step === undefined && leaf?.type !== 'paragraph') this.#closeLeaf();
    this.#take(step ?? paragraph.continues(leaf?.type === 'paragraph' ? leaf : NO_TEXT, lineFrom(text)));
  }

  /** Takes the line that is likely to come next, for a live view. */
  assumeNext(): void {
    const { leaf } = this.#state;
    const shown = leaf && leafConstruct(leaf).preview?.(leaf);
    if (shown !== undefined) this.#take(shown);
    if (leaf?.type !== 'paragraph') return;
    const assumed = first(LEAVES, (construct) => construct.assumes?.(leaf.text));
    if (assumed !== undefined) this.line(assumed);
  }

  /** No more lines. */
  end(): void {
    this.#rereadLeaf();
    this.#enter([]);
    this.#closeLeaf();
  }

  /** How many of the open containers the line belongs to, and what is left of it inside. */
  #match(line: Line, outer = 0): { depth: number; rest: Line } {
    const { containers, blankLines } = this.#state;
    let rest = line;
    for (const [depth, container] of containers.entries()) {
      if (depth < outer) continue;
      const isLast = depth === containers.length - 1;
      const inside = containerConstruct(container).continues(container, rest, isLast ? blankLines : 0);
      if (inside === undefined) return { depth, rest };
      rest = inside;
    }
    return { depth: containers.length, rest };
  }

  /** Opens the containers whose markers the line begins with, inside of those that it belongs to. */
  #open(matched: readonly Container[], line: Line, inParagraph: boolean) {
    const containers = [...matched];
    let rest = line;
    while (containers.length < MAX_DEPTH && rest.indent < CODE_INDENT) {
      const isFirst = containers.length === matched.length;
      const open = isFirst ? this.#state.containers.slice(matched.length) : [];
      const opened = first(CONTAINERS, (construct) => construct.starts?.(rest, open, inParagraph && isFirst));
      if (opened === undefined) break;
      containers.push(...(opened.containers as readonly Container[]));
      rest = opened.rest;
    }
    return { containers, line: rest };
  }

  /** A blank line ends the leaf, and the containers that need a marker on it, such as quotes. */
  #blank(depth: number): void {
    this.#closeLeaf();
    const { containers, blankLines } = this.#state;
    if (blankLines === 1 && depth === containers.length - 1) {
      // The innermost ends, but is still known to the next one of its list.
      this.#showEmpty(depth);
      this.#state.blankLines = 2;
    } else this.#enter(containers.slice(0, depth));
    this.#state.isSpaced = true;
  }

  #enter(containers: readonly Container[]): void {
    const { containers: open } = this.#state;
    const same = open.findIndex((container, depth) => container !== containers[depth]);
    const shared = same === -1 ? open.length : same;
    if (shared === open.length && shared === containers.length) return;
    this.#closeLeaf();
    this.#showEmpty(shared);
    Object.assign(this.#state, { containers, shown: Math.min(this.#state.shown, shared), blankLines: 0 });
  }

  /** Shows the containers from this depth on that end without a block, if one of them is shown even so. */
  #showEmpty(depth: number): void {
    const { containers, shown } = this.#state;
    const ended = containers.slice(Math.max(depth, shown));
    const whenEmpty = ended.map((container) => containerConstruct(container).whenEmpty).findLast(Boolean);
    if (whenEmpty !== undefined) this.#give(whenEmpty as Block);
  }

  #startOrContinue(line: Line, opened: readonly Container[]): void {
    const { leaf } = this.#state;
    if (leaf?.type === 'paragraph' && line.indent < CODE_INDENT) {
      const replaced = first(LEAVES, (construct) => construct.replaces?.(leaf.text, line));
      if (replaced !== undefined) {
        this.#take(replaced);
        return;
      }
    }
    if (leaf !== undefined && !starts(line, leaf.type === 'paragraph') && this.#continue(leaf, line)) return;
    this.#closeLeaf();
    this.#take(starts(line, false, opened) ?? paragraph.continues(NO_TEXT, line));
  }

  #continue(leaf: Leaf, line: Line): boolean {
    const step = leafConstruct(leaf).continues?.(leaf, line);
    if (step !== undefined) this.#take(step);
    return step !== undefined;
  }

  /** Reads the lines of the leaf again, as Markdown, if it turns out to be none. */
  #rereadLeaf(): void {
    const { leaf, containers } = this.#state;
    const again = leaf && leafConstruct(leaf).givesUp?.(leaf);
    if (again === undefined) return;
    const [text, ...lines] = again.lines;
    this.#take(paragraph.continues({ ...NO_TEXT, text: again.above }, text));
    for (const line of lines) this.#read(line, containers.length);
  }

  #closeLeaf(): void {
    const { leaf } = this.#state;
    if (leaf !== undefined) this.#take(leafConstruct(leaf).closes?.(leaf) ?? { blocks: [] });
  }

  #take({ above = '', blocks, open, isSpaced = false }: Step<Leaf, Block>): void {
    for (const block of paragraph.closes({ ...NO_TEXT, text: above }).blocks) this.#give(block);
    for (const block of blocks) this.#give(block);
    this.#state.leaf = open;
    this.#state.isSpaced ||= isSpaced;
  }

  #give(block: Block): void {
    const { containers, isSpaced } = this.#state;
    Object.assign(this.#state, { isSpaced: false, shown: containers.length });
    this.#onBlock(block, containers, isSpaced);
  }
}

/** The leaf that begins with the line: see `LeafConstruct.starts`. */
function starts(line: Line, inParagraph: boolean, opened: readonly Container[] = []): Step<Leaf, Block> | undefined {
  const isIndented = line.indent >= CODE_INDENT;
  return first(LEAVES, (construct) =>
    (construct.isIndented ?? false) === isIndented ? construct.starts?.(line, inParagraph, opened) : undefined,
  );
}

/** A list continues only with an item of it. */
function withoutLists(containers: readonly Container[]): readonly Container[] {
  return containers.slice(0, containers.findLastIndex(({ type }) => type !== 'list') + 1);
}

/** The first answer that is not `undefined`. */
function first<Of, Answer>(all: readonly Of[], ask: (one: Of) => Answer | undefined): Answer | undefined {
  for (const one of all) {
    const answer = ask(one);
    if (answer !== undefined) return answer;
  }
  return undefined;
}
