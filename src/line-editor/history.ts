import type { Line } from './edit-buffer.ts';

/** A line and what it was before each change. */
export interface Draft extends Line {
  readonly past: readonly Line[];
}

/** What was submitted before, oldest first, and where in it the line stands. */
export interface History {
  readonly items: readonly string[];
  /** The index of the item shown; `items.length`: the new line. */
  readonly at: number;
  /** Items, and the new line, as they were when they were left. */
  readonly drafts: ReadonlyMap<number, Draft>;
}

/** At the new line, without drafts. */
export const createHistory = (items: readonly string[]): History => ({ items, at: items.length, drafts: new Map() });

/** With one more item, unless it is blank or the same as the last. */
export function remember({ items }: History, text: string): History {
  return createHistory(text.trim() === '' || text === items.at(-1) ? items : [...items, text]);
}

/** At another item; the line as it is now is kept for when it is come back to. */
export function moveTo({ items, at, drafts }: History, index: number, left: Draft): History {
  return { items, at: index, drafts: new Map(drafts).set(at, left) };
}

/** The index of the nearest item from `from` on that holds `query`; capitals matter only where the query has some. */
export function find(items: readonly string[], query: string, from: number, step: -1 | 1): number | undefined {
  const wanted = matcher(query);
  for (let index = from; index >= 0 && index <= items.length; index += step) {
    if (index < items.length && wanted.test(items[index]!)) return index;
  }
  return undefined;
}

/** Where in a text the query is. */
export const placeOf = (text: string, query: string): number => text.search(matcher(query));

const matcher = (query: string) =>
  new RegExp(query.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`), /\p{Lu}/u.test(query) ? 'u' : 'iu');
