import type { EditBuffer } from './edit-buffer.ts';

/** A buffer that knows what of it was not typed. */
export interface Edited extends EditBuffer {
  /** Where something in the text was pasted. */
  readonly pasted: 'nowhere' | 'inside' | 'at-start';
}

/** A buffer and its states before each change, oldest first. */
export interface Draft extends Edited {
  readonly undoStack: readonly Edited[];
}

/** What was submitted before, and which of it is shown. */
export interface History {
  /** Oldest first. */
  readonly items: readonly string[];
  /** The index of the item shown; `items.length` stands for the new text. */
  readonly index: number;
  /** Items and the new text as they were left, by index. */
  readonly drafts: ReadonlyMap<number, Draft>;
}

/** A history that shows the new text. */
export const createHistory = (items: readonly string[]): History => ({ items, index: items.length, drafts: new Map() });

/** Adds a text, unless it is blank or repeats the last item. Drafts are dropped. */
export function remember({ items }: History, text: string): History {
  return createHistory(text.trim() === '' || text === items.at(-1) ? items : [...items, text]);
}

/** Shows another item; `draft` is kept for the return to the current one. */
export function visit({ items, index, drafts }: History, next: number, draft: Draft): History {
  return { items, index: next, drafts: new Map(drafts).set(index, draft) };
}

/** The index of the first item from `from` on that contains the query. Case counts only if the query has capitals. */
export function findItem(items: readonly string[], query: string, from: number, step: -1 | 1): number | undefined {
  const pattern = patternOf(query);
  for (let index = from; index >= 0 && index <= items.length; index += step) {
    if (index < items.length && pattern.test(items[index]!)) return index;
  }
  return undefined;
}

/** Where the query begins in a text; -1 if it does not contain it. */
export const indexOfQuery = (text: string, query: string): number => text.search(patternOf(query));

const patternOf = (query: string) =>
  new RegExp(query.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`), /\p{Lu}/u.test(query) ? 'u' : 'iu');
