import type { AtomClass } from './symbols.ts';

/** A formula as a tree. A list stands for what its nodes are set beside each other. */
export type Node =
  | { readonly type: 'symbol'; readonly text: string; readonly kind: AtomClass }
  | { readonly type: 'group'; readonly body: List }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'space'; readonly columns: number }
  | { readonly type: 'scripts'; readonly base: Node; readonly sub: List | undefined; readonly sup: List | undefined }
  | { readonly type: 'fraction'; readonly top: List; readonly bottom: List }
  | { readonly type: 'binomial'; readonly top: List; readonly bottom: List }
  | { readonly type: 'root'; readonly index: List | undefined; readonly body: List }
  | { readonly type: 'accent'; readonly mark: string; readonly isWide: boolean; readonly body: List }
  | { readonly type: 'boxed'; readonly body: List }
  | { readonly type: 'arrow'; readonly arrow: string; readonly above: List }
  | { readonly type: 'fenced'; readonly open: string; readonly close: string; readonly body: List }
  | { readonly type: 'table'; readonly table: Table };

export type List = readonly Node[];

/** Rows of cells: `lines` is an alignment of several formulas, `cases` has a brace before it. */
export interface Table {
  readonly kind: 'lines' | 'matrix' | 'cases';
  readonly open: string;
  readonly close: string;
  readonly rows: readonly (readonly List[])[];
}
