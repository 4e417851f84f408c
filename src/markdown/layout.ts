import type { Block, Container } from './blocks.ts';
import { splitDefinitions } from './definitions.ts';
import { createHighlighter, type Highlighter } from './highlight.ts';
import type { Inline, Links } from './inline.ts';
import { decodeText } from './links.ts';
import { parseStyled, renderRuns } from './styled.ts';
import { layoutTable } from './table.ts';
import type { Paints } from './theme.ts';
import { widthOf } from './width.ts';
import { wrapExactly, wrapStyled } from './wrap.ts';

export interface LayoutOptions {
  /** Columns of a row, at most; asked for each block, so that a change counts from the next one on. */
  readonly width: () => number;
  /** Columns of a row of prose, at most; `undefined`: prose is not wrapped. */
  readonly proseWidth: () => number | undefined;
  readonly paints: Paints;
  readonly inline: Inline;
}

const BAR = '│ ';
const TAB = 4;
const TASK = /^\[([ xX])\][ \t]+(?=\S)/;

/** Lays blocks out as rows: the only thing that it remembers is what stood before, to know where a blank row belongs. */
export class Layout {
  #last: readonly Container[] | undefined;
  #lastBlock: Block['type'] | undefined;
  /** The last item whose marker has been printed; all that are open and older have theirs. */
  #marked = 0;
  #links: Links = {};
  #code: { readonly fence: number; readonly highlighter: Highlighter } | undefined;
  /** A paragraph that began in an earlier block goes on. */
  #goesOn = false;
  readonly #options: LayoutOptions;

  constructor(options: LayoutOptions) {
    this.#options = options;
  }

  fork(): Layout {
    const fork = new Layout(this.#options);
    fork.#last = this.#last;
    fork.#lastBlock = this.#lastBlock;
    fork.#marked = this.#marked;
    fork.#links = this.#links;
    fork.#goesOn = this.#goesOn;
    fork.#code = this.#code && { ...this.#code, highlighter: this.#code.highlighter.fork() };
    return fork;
  }

  rows(block: Block, containers: readonly Container[], spaced: boolean): string[] {
    const first = this.#separator(block, containers, spaced);
    const content = this.#content(block, containers);
    this.#last = containers;
    this.#lastBlock = block.type;
    this.#goesOn = block.type === 'paragraph' && block.open;
    return [...first, ...content];
  }

  /** A blank row where the source has one, and between blocks that stand side by side in the document or a quote. */
  #separator(block: Block, containers: readonly Container[], spaced: boolean): string[] {
    if (this.#last === undefined || this.#goesOn) return [];
    if (block.type === 'code' && this.#code?.fence === block.fence) return [];
    if (block.type === 'html' && this.#lastBlock === 'html' && !spaced) return [];
    const shared = commonLength(this.#last, containers);
    const parent = containers[shared - 1];
    const tight = parent?.kind === 'list' || parent?.kind === 'item';
    if (tight && !spaced) return [];
    return [prefix(containers.slice(0, shared), this.#options.paints, new Set()).trimEnd()].map(closeRow);
  }

  #content(block: Block, containers: readonly Container[]): string[] {
    const { paints, inline } = this.#options;
    const width = this.#options.width();
    const task = block.type === 'paragraph' && this.#marksItem(containers) ? TASK.exec(block.text) : null;
    const lead = this.#lead(containers, task?.[1]);
    // Deep inside, there may be no room left; something must be shown all the same.
    const room = Math.max(1, width - lead.width);
    const prose = this.#options.proseWidth();
    const proseRoom = prose === undefined ? undefined : Math.max(1, Math.min(prose - lead.width, room));
    switch (block.type) {
      case 'paragraph': {
        const { lines, links, text } = splitDefinitions(block.text.slice(task?.[0].length ?? 0), this.#links);
        this.#links = links;
        const definitions = lines.flatMap((line) => wrapStyled(paints.definition(line), proseRoom));
        const rows = text.trim() === '' ? [] : wrapStyled(inline.text(text, links), proseRoom);
        return lead.rows([...definitions, ...rows], width);
      }
      case 'heading':
        return lead.rows(wrapStyled(inline.heading(block.text, block.depth, this.#links), proseRoom), width);
      case 'rule':
        return lead.rows([paints.rule('─'.repeat(proseRoom ?? room))], width);
      case 'html':
        return lead.rows(wrapExactly(paints.html(expandTabs(block.line)), room), width);
      case 'table': {
        const styled = (cell: string) => inline.text(cell, this.#links);
        const { header, rows, alignments } = block.table;
        const table = { header: header.map(styled), rows: rows.map((row) => row.map(styled)), alignments };
        return lead.rows(layoutTable(table, room, paints), width);
      }
      case 'code':
        return this.#codeRows(block, containers, width);
      case 'empty-item':
        return lead.rows([''], width);
    }
  }

  /** Code stands at the left edge, so that it can be copied as it is; only quotes keep their bars. */
  #codeRows(block: Block & { type: 'code' }, containers: readonly Container[], width: number): string[] {
    const { paints } = this.#options;
    const marker = this.#marksItem(containers) ? this.#lead(containers).rows([''], width) : [];
    if (this.#code?.fence !== block.fence) {
      this.#code = { fence: block.fence, highlighter: createHighlighter(decodeText(block.language), paints) };
    }
    const bars = paints.quoteBar(BAR.repeat(containers.filter(({ kind }) => kind === 'quote').length));
    const line = this.#code.highlighter.line(expandTabs(block.line).trimEnd());
    const room = Math.max(
      1,
      width - widthOf(bars === '' ? '' : BAR.repeat(containers.filter(({ kind }) => kind === 'quote').length)),
    );
    return [...marker, ...wrapExactly(line, room).map((row) => closeRow(row === '' ? bars.trimEnd() : bars + row))];
  }

  #marksItem(containers: readonly Container[]): boolean {
    return containers.some(({ kind, id }) => kind === 'item' && id > this.#marked);
  }

  /** What stands before the rows of a block: markers before the first, blanks and bars before the rest. */
  #lead(
    containers: readonly Container[],
    task?: string,
  ): { width: number; rows: (rows: string[], width: number) => string[] } {
    const { paints } = this.#options;
    const fresh = new Set<number>();
    for (const { kind, id } of containers) {
      if (kind === 'item' && id > this.#marked) fresh.add(id);
    }
    const first = prefix(containers, paints, fresh, task);
    const rest = prefix(containers, paints, new Set());
    for (const id of fresh) this.#marked = Math.max(this.#marked, id);
    return {
      width: prefixWidth(containers),
      rows: (rows, width) => rows.map((row, index) => clipLead(index === 0 ? first : rest, row, width)).map(closeRow),
    };
  }
}

function commonLength(a: readonly Container[], b: readonly Container[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length]!.id === b[length]!.id) length++;
  return length;
}

function markerOf(container: Container & { kind: 'item' }): string {
  return container.ordered ? `${container.number}${container.delimiter} ` : '• ';
}

function prefix(containers: readonly Container[], paints: Paints, fresh: ReadonlySet<number>, task?: string): string {
  const lastFresh = containers.findLast(({ kind, id }) => kind === 'item' && fresh.has(id));
  return containers
    .map((container) => {
      if (container.kind === 'list') return '';
      if (container.kind === 'quote') return paints.quoteBar(BAR);
      const marker = markerOf(container);
      if (!fresh.has(container.id)) return ' '.repeat(marker.length);
      if (task === undefined || container !== lastFresh) return paints.marker(marker);
      const box = task === ' ' ? '☐ ' : '☑ ';
      return paints.marker(container.ordered ? marker + box : box);
    })
    .join('');
}

function prefixWidth(containers: readonly Container[]): number {
  return containers.reduce((sum, container) => {
    if (container.kind === 'list') return sum;
    return sum + (container.kind === 'quote' ? BAR.length : markerOf(container).length);
  }, 0);
}

/** A window that is narrower than what stands before a row gets the row's end: text matters more than bars. */
function clipLead(lead: string, row: string, width: number): string {
  const text = lead + row;
  return wrapExactly(text, width).length === 1 ? text : (wrapExactly(row, width)[0] ?? '');
}

/** Without blanks at its end, and with everything closed that it opens. */
function closeRow(row: string): string {
  return renderRuns(parseStyled(row));
}

function expandTabs(text: string): string {
  if (!text.includes('\t')) return text;
  let column = 0;
  return text.replace(/[^\t]+|\t/g, (part) => {
    const expanded = part === '\t' ? ' '.repeat(TAB - (column % TAB)) : part;
    column += widthOf(expanded);
    return expanded;
  });
}
