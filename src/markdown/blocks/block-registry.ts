import { alertLabel } from './alert.ts';
import type { ContainerConstruct, LeafConstruct } from './construct.ts';
import { fencedCode } from './fenced-code.ts';
import { heading } from './heading.ts';
import { htmlBlock } from './html-block.ts';
import { indentedCode } from './indented-code.ts';
import { emptyItem, item, list } from './list-block.ts';
import { math } from './math-block.ts';
import { note } from './note.ts';
import { paragraph } from './paragraph.ts';
import { quote } from './quote.ts';
import { table } from './table-block.ts';
import { thematicBreak } from './thematic-break.ts';

/** Every kind of leaf block. The first that takes a line has it. */
const LEAF_LIST = [
  indentedCode,
  math,
  heading,
  fencedCode,
  thematicBreak,
  htmlBlock,
  table,
  alertLabel,
  paragraph,
  emptyItem,
] as const;

/** Every kind of block that holds blocks, in the same order. */
const CONTAINER_LIST = [quote, list, item, note] as const;

type OpenOf<C> = C extends { continues(open: infer O, ...rest: never): unknown } ? O : never;
type BlockOf<C> = C extends { rows(block: infer B, ...rest: never): unknown } ? B : never;

/** A leaf that is open. */
export type Leaf = OpenOf<(typeof LEAF_LIST)[number]>;
/** A block that is final, or a line of one that is given line by line. */
export type Block = BlockOf<(typeof LEAF_LIST)[number]>;
export type Container = OpenOf<(typeof CONTAINER_LIST)[number]>;

export const LEAVES: readonly LeafConstruct<Leaf, Block>[] = LEAF_LIST;
export const CONTAINERS: readonly ContainerConstruct<Container>[] = CONTAINER_LIST;

const leaves = new Map(LEAVES.map((construct) => [construct.type, construct]));
const containers = new Map(CONTAINERS.map((construct) => [construct.type, construct]));

/** The construct of a leaf or of a block. */
export function leafConstruct({ type }: Leaf | Block): LeafConstruct<Leaf, Block> {
  return leaves.get(type)!;
}

export function containerConstruct({ type }: Container): ContainerConstruct<Container> {
  return containers.get(type)!;
}

const markers = [...LEAVES, ...CONTAINERS].flatMap(({ mayStart }) => mayStart?.source ?? []);
const MAY_START = new RegExp(`^[ \\t>]*(?:${markers.join('|')})?[ \\t]*$`, 'i');

/**
 * Whether an unfinished line may still become a marker, and would flash as text if it were shown now. `isRest`: it is the
 * rest of a line of which more has been taken.
 */
export function mayBecomeMarker(line: string, leaf: Leaf | undefined, isRest: boolean): boolean {
  const mayEnd = leaf && leafConstruct(leaf).mayEnd;
  return mayEnd?.test(line) ?? (!isRest && MAY_START.test(line));
}
