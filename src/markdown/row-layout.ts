import { containerConstruct, leafConstruct, type Block, type Container } from './blocks/block-registry.ts';
import type { Lead, Memory, RowContext, Task } from './blocks/construct.ts';
import type { Inline } from './inline/inline.ts';
import { noLinks } from './inline/link-definitions.ts';
import { clipRow, headOf } from './layout/clip.ts';
import { parseStyled, plainText, renderRuns, type Run } from './layout/styled.ts';
import type { Styles } from './layout/theme-styles.ts';
import { widthOf } from './layout/width.ts';
import { wrapStyled } from './layout/wrap.ts';

export interface LayoutOptions {
  /** The most columns of a row; asked for each block, so that a change counts from the next one on. */
  readonly width: () => number;
  /** The most columns of a row of prose; `undefined`: prose is not wrapped. */
  readonly proseWidth: () => number | undefined;
  readonly styles: Styles;
  readonly inline: Inline;
}

interface State extends Memory {
  readonly last: { readonly block: Block; readonly containers: readonly Container[] } | undefined;
}

/**
 * Lays blocks out as rows: their constructs make the rows, and here they get their place, with blank rows between them
 * and markers, indentation and bars before them. Only what the next block depends on is remembered.
 */
export class RowLayout {
  #state: State;
  readonly #options: LayoutOptions;
  /** In a live view, the most rows of a block; the first ones are left out. */
  readonly #liveRows: number | undefined;

  constructor(
    options: LayoutOptions,
    state: State = { last: undefined, links: noLinks(), code: undefined },
    liveRows?: number,
  ) {
    this.#options = options;
    this.#state = state;
    this.#liveRows = liveRows;
  }

  /** The same layout, which goes on from here on its own, for a live view of `maxRows` rows: it clips those that are wide. */
  fork(maxRows: number): RowLayout {
    return new RowLayout(this.#options, { ...this.#state }, maxRows);
  }

  rows(block: Block, containers: readonly Container[], isSpaced: boolean): string[] {
    const { styles, inline } = this.#options;
    const fresh = containers.filter((container) => this.#state.last?.containers.includes(container) !== true);
    const context: RowContext = {
      styles,
      inline,
      memory: this.#state,
      startsItem: fresh.some(({ type }) => type === 'item'),
      lead: (task) => this.#lead(containers, fresh, task),
    };
    const blank = this.#blankRow(block, containers, isSpaced);
    const rows = leafConstruct(block).rows(block, context);
    this.#state = { ...this.#state, last: { block, containers } };
    return [...blank, ...rows];
  }

  /** A blank row where the source has one, and between blocks that stand side by side in the document or in a quote. */
  #blankRow(block: Block, containers: readonly Container[], isSpaced: boolean): string[] {
    const { last } = this.#state;
    if (last === undefined || ('isFirst' in block && !block.isFirst)) return [];
    if (leafConstruct(last.block).joins?.(last.block, block, isSpaced) === true) return [];
    const shared = containers.filter((container, depth) => container === last.containers[depth]);
    const parent = shared.at(-1);
    const isTight = parent !== undefined && containerConstruct(parent).isTight === true;
    const [before, after] = [last.containers[shared.length], containers[shared.length]];
    const isCompact =
      after !== undefined && after.type === before?.type && containerConstruct(after).isCompact === true;
    return (isTight || isCompact) && !isSpaced ? [] : this.#lead(shared).rows(['']);
  }

  /** What stands before the rows of a block: markers of `fresh` containers before the first, blanks and bars before the rest. */
  #lead(containers: readonly Container[], fresh: readonly Container[] = [], task?: Task): Lead {
    const { styles, width, proseWidth } = this.#options;
    const lastItem = fresh.findLast(({ type }) => type === 'item');
    const prefix = (marked: readonly Container[]) =>
      containers
        .map((container) => {
          const box = container === lastItem ? task : undefined;
          return containerConstruct(container).prefix(container, styles, marked.includes(container), box);
        })
        .join('');
    const first = prefix(fresh);
    const plain = prefix([]);
    const taken = widthOf(plainText(first));
    const rest = plain + ' '.repeat(taken - widthOf(plainText(plain)));
    // A window that is narrower than what stands before a row gets the row alone: text matters more than bars.
    const isAlone = taken >= width();
    const before = isAlone ? 0 : taken;
    const room = width() - before;
    const prose = proseWidth();
    const words = fresh.map((container) => containerConstruct(container).words?.(container) ?? '').join('');
    const above = isAlone && words !== '' ? wrapStyled(words, width()) : [];
    return {
      room,
      proseRoom: prose === undefined ? undefined : Math.max(1, Math.min(prose - before, room)),
      shown: (text) => (this.#liveRows === undefined ? text : headOf(text, room + 1)),
      rows: (rows) =>
        isAlone ? this.#close([...above, ...rows], { first: '', rest: '' }) : this.#close(rows, { first, rest }),
    };
  }

  /** The rows behind what stands before the first of them and before the rest. */
  #close(rows: readonly string[], lead: { readonly first: string; readonly rest: string }): string[] {
    const start = this.#liveRows === undefined ? 0 : Math.max(0, rows.length - this.#liveRows);
    const closed = rows.slice(start).map((row, at) => closeRow(start + at === 0 ? lead.first : lead.rest, row));
    return this.#liveRows === undefined ? closed : closed.map((row) => clipRow(row, this.#options.width()));
  }
}

/** A row behind its lead: all that it opens is closed, and no blanks are left at its end. */
function closeRow(lead: string, row: string): string {
  return renderRuns(trimEnd(parseStyled(lead + row)));
}

function trimEnd(runs: readonly Run[]): Run[] {
  const at = runs.findLastIndex(({ text }) => /[^ ]/.test(text));
  const last = runs[at];
  if (last === undefined) return [];
  let end = last.text.length;
  while (last.text[end - 1] === ' ') end--;
  return [...runs.slice(0, at), { text: last.text.slice(0, end), style: last.style }];
}
