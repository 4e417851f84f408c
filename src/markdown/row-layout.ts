import type { Block, Container } from './block-parser.ts';
import { noLinks, splitDefinitions } from './inline/link-definitions.ts';
import { createHighlighter, type Highlighter } from './code/highlight.ts';
import type { Inline, Links } from './inline/inline.ts';
import { decodeText } from './inline/links.ts';
import { parseStyled, plainText, renderRuns, type Run } from './layout/styled.ts';
import { layoutTable } from './layout/table-layout.ts';
import type { Paints } from './layout/theme-styles.ts';
import { widthOf } from './layout/width.ts';
import { wrapExactly, wrapStyled } from './layout/wrap.ts';

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
  #links: Links = noLinks();
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
    return this.#lead(containers.slice(0, shared)).rows(['']);
  }

  #content(block: Block, containers: readonly Container[]): string[] {
    const { paints, inline } = this.#options;
    if (block.type === 'code') return this.#codeRows(block, containers);
    const task = block.type === 'paragraph' && this.#marksItem(containers) ? TASK.exec(block.text) : null;
    const lead = this.#lead(containers, task?.[1]);
    const { room } = lead;
    const prose = this.#options.proseWidth();
    const proseRoom = prose === undefined ? undefined : Math.max(1, Math.min(prose - lead.width, room));
    switch (block.type) {
      case 'paragraph': {
        const { lines, links, text } = splitDefinitions(block.text.slice(task?.[0].length ?? 0), this.#links);
        this.#links = links;
        const definitions = lines.flatMap((line) =>
          wrapStyled(paints.definition(line.replaceAll('\t', ' ')), proseRoom),
        );
        const rows = text.trim() === '' ? [] : wrapStyled(inline.text(text, links), proseRoom);
        return lead.rows([...definitions, ...rows]);
      }
      case 'heading':
        return lead.rows(wrapStyled(inline.heading(block.text, block.depth, this.#links), proseRoom));
      case 'rule':
        return lead.rows([paints.rule('─'.repeat(proseRoom ?? room))]);
      case 'html':
        return lead.rows(wrapExactly(paints.html(expandTabs(block.line).trimEnd()), room));
      case 'table': {
        const styled = (cell: string) => inline.text(cell, this.#links);
        const { header, rows, alignments } = block.table;
        const table = { header: header.map(styled), rows: rows.map((row) => row.map(styled)), alignments };
        return lead.rows(layoutTable(table, room, paints));
      }
      case 'empty-item':
        return lead.rows(['']);
      default:
        return block satisfies never;
    }
  }

  /** Code stands at the left edge, so that it can be copied as it is; only quotes keep their bars. */
  #codeRows(block: Block & { type: 'code' }, containers: readonly Container[]): string[] {
    const { paints } = this.#options;
    const marker = this.#marksItem(containers) ? this.#lead(containers).rows(['']) : [];
    if (this.#code?.fence !== block.fence) {
      this.#code = { fence: block.fence, highlighter: createHighlighter(decodeText(block.language), paints) };
    }
    const line = this.#code.highlighter.line(expandTabs(block.line).trimEnd());
    const bars = this.#lead(containers.filter(({ kind }) => kind === 'quote'));
    return [...marker, ...bars.rows(wrapExactly(line, bars.room))];
  }

  #marksItem(containers: readonly Container[]): boolean {
    return containers.some(({ kind, id }) => kind === 'item' && id > this.#marked);
  }

  /** What stands before the rows of a block: markers before the first, blanks and bars before the rest. */
  #lead(containers: readonly Container[], task?: string): Lead {
    const { paints } = this.#options;
    const windowWidth = this.#options.width();
    const fresh = new Set<number>();
    for (const { kind, id } of containers) {
      if (kind === 'item' && id > this.#marked) fresh.add(id);
    }
    for (const id of fresh) this.#marked = Math.max(this.#marked, id);
    const first = prefix(containers, paints, fresh, task);
    const width = widthOf(plainText(first));
    const blank = prefix(containers, paints, new Set());
    const rest = blank + ' '.repeat(width - widthOf(plainText(blank)));
    // A window that is narrower than what stands before a row gets the row alone: text matters more than bars.
    if (width >= windowWidth)
      return { width: 0, room: windowWidth, rows: (rows) => rows.map((row) => closeRow('', row)) };
    return {
      width,
      room: windowWidth - width,
      rows: (rows) => rows.map((row, index) => closeRow(index === 0 ? first : rest, row)),
    };
  }
}

interface Lead {
  /** Of the columns that it takes, and of those that are left. */
  readonly width: number;
  readonly room: number;
  readonly rows: (rows: readonly string[]) => string[];
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
  let text = '';
  let bars = '';
  for (const container of containers) {
    if (container.kind === 'quote') bars += BAR;
    if (container.kind !== 'item') continue;
    text += paints.quoteBar(bars);
    bars = '';
    const marker = markerOf(container);
    const box = task === ' ' ? '☐ ' : '☑ ';
    if (!fresh.has(container.id)) text += ' '.repeat(marker.length);
    else if (task === undefined || container !== lastFresh) text += paints.marker(marker);
    else text += paints.marker(container.ordered ? marker + box : box);
  }
  return text + paints.quoteBar(bars);
}

/** A row with what stands before it, everything closed that it opens, and no blanks behind a lead that stands alone. */
function closeRow(lead: string, row: string): string {
  return renderRuns(row === '' ? trimEnd(parseStyled(lead)) : parseStyled(lead + row));
}

function trimEnd(runs: readonly Run[]): Run[] {
  const at = runs.findLastIndex(({ text }) => text.trim() !== '');
  const last = runs[at];
  return last === undefined ? [] : [...runs.slice(0, at), { text: last.text.trimEnd(), style: last.style }];
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
