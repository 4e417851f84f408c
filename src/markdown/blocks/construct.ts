import type { Highlighting } from '../code/highlight.ts';
import type { Links } from '../inline-parser/source.ts';
import type { Inline } from '../inline/inline.ts';
import type { Styles } from '../layout/theme-styles.ts';
import type { Line } from '../source-line.ts';

/** An open leaf, a final block or a container: plain data, named after its construct. */
export interface Named {
  readonly type: string;
}

/**
 * All about one kind of leaf block, which holds text, not blocks. To add one, write a file such as `thematic-break.ts` and
 * list it in `block-registry.ts`. `Leaf` is what is known of it while its lines come; `Block` is what is laid out, once
 * nothing that follows can change it.
 */
export interface LeafConstruct<Leaf extends Named = Named, Block extends Named = Named> {
  readonly type: Block['type'];
  /** Its lines are text, whatever markers they begin with: only the leaf itself can end it, or the end of its container. */
  readonly isVerbatim?: boolean;
  /** Each of its lines is a row, however long, so that lines are held whole. */
  readonly isCode?: boolean;
  /** It begins with lines indented by four columns or more, and is asked about no others; all else begins with less. */
  readonly isIndented?: boolean;
  /** An unfinished line that matches may still become its marker, so a live view does not show it yet. Case is ignored. */
  readonly mayStart?: RegExp;
  /** The same for the line that ends it; all other unfinished lines are shown while it is open. */
  readonly mayEnd?: RegExp;

  /**
   * The leaf that begins with this line, if one does. `inParagraph`: only if it may interrupt a paragraph. `opened` are the
   * containers whose markers stand before it on the same line.
   */
  starts?(line: Line, inParagraph: boolean, opened: readonly Named[]): Step<Leaf, Block> | undefined;
  /** What the line makes of the paragraph before it, if anything. */
  replaces?(paragraph: string, line: Line): Step<Leaf, Block> | undefined;
  /** Takes a line of the open leaf; `undefined` if the line belongs to something else. */
  continues?(leaf: Leaf, line: Line): Step<Leaf, Block> | undefined;
  /** Takes more of a line that is too long to be held whole; without this, it becomes a paragraph. */
  takesMore?(leaf: Leaf, text: string): Step<Leaf, Block>;
  /**
   * It ends without what would complete it, and was no such block after all: its lines are read again, the first as text
   * of the paragraph `above`, the others as whatever they are.
   */
  givesUp?(leaf: Leaf): { readonly above: string; readonly lines: readonly [Line, ...Line[]] };
  /** What a live view shows of it until it is complete. */
  preview?(leaf: Leaf): Step<Leaf, Block>;
  /** Something else begins, or the container ends. */
  closes?(leaf: Leaf): Step<Leaf, Block>;
  /** A copy for a live view of `maxRows` rows. Needed only if `continues` changes the leaf in place. */
  fork?(leaf: Leaf, maxRows: number): Leaf;
  /** The line that a live view assumes to follow this unfinished paragraph. */
  assumes?(paragraph: string): string | undefined;

  /**
   * The block as rows, each no wider than its lead leaves room for, but for code and URLs, which are never broken. No word
   * is lost: whatever the width, every word of the source is in the rows, but for comments, what follows a fence's
   * language, a link's title, what a tag says of an image but its name and source, and the commands of a formula
   * (`test/markdown/properties/lossless.test.ts`).
   */
  rows(block: Block, context: RowContext): string[];
  /** Whether `next` follows without a blank row even where both stand side by side in the document. */
  joins?(block: Block, next: Named, isSpaced: boolean): boolean;
  /** The last block of a live view as it would look if the inline markup that it opened were closed: see `half-markers.ts`. */
  repair?(block: Block, isTyping: boolean): Block;
}

/** What a line leads to. */
export interface Step<Leaf, Block> {
  /** Text that stands before the blocks as a paragraph of its own. */
  readonly above?: string;
  /** Of a block that is given line by line, each line is one, and only the first has `isFirst`. */
  readonly blocks: readonly Block[];
  /** The leaf that is open now, if one is. */
  readonly open?: Leaf;
  /** A blank line that the leaf took stands before what follows. */
  readonly isSpaced?: boolean;
}

/** What a construct may use to lay out a block. */
export interface RowContext {
  readonly styles: Styles;
  readonly inline: Inline;
  readonly memory: Memory;
  /** Whether the block is the first of a list item, so that the item's marker stands before it. */
  readonly startsItem: boolean;
  /** Markers, indentation and bars before the rows, with the box of a task. */
  lead(task?: Task): Lead;
}

export interface Lead {
  /** The columns that are left for the block. */
  readonly room: number;
  /** The same for prose; `undefined`: prose is not wrapped. */
  readonly proseRoom: number | undefined;
  /** As much of a text as will be seen of it: the start of a long one, in a live view. */
  shown(text: string): string;
  rows(rows: readonly string[]): string[];
}

/** Whether a task of a list is done. */
export type Task = 'open' | 'done';

/** What is remembered from one block to the next. Values are replaced, never changed, so that a shallow copy is a fork. */
export interface Memory {
  links: Links;
  code: Highlighting | undefined;
}

/** All about one kind of block that holds blocks. */
export interface ContainerConstruct<Container extends Named = Named> {
  readonly type: Container['type'];
  /** Its blocks stand without a blank row between them unless the source has a blank line there. */
  readonly isTight?: boolean;
  /** It stands directly behind another of its kind unless the source has a blank line there. */
  readonly isCompact?: boolean;
  /** The block that is shown if it holds none. */
  readonly whenEmpty?: Named;
  /** As a leaf's. */
  readonly mayStart?: RegExp;

  /**
   * The containers that the marker at the start of the line opens, outermost first, and the rest of the line. `open` are
   * the open containers at this place; `inParagraph`: the line would otherwise continue a paragraph.
   */
  starts?(line: Line, open: readonly Named[], inParagraph: boolean): Opened | undefined;
  /** The rest of the line, if it belongs to the container, which so far has `blankLines` lines, all blank, or others. */
  continues(container: Container, line: Line, blankLines: number): Line | undefined;
  /** The words of its marker, which are shown even where the marker has no room before the rows. */
  words?(container: Container): string;
  /** What stands before its rows; `isFirst`: before the first, with its marker. */
  prefix(container: Container, styles: Styles, isFirst: boolean, task: Task | undefined): string;
}

export interface Opened {
  readonly containers: readonly Named[];
  readonly rest: Line;
}
