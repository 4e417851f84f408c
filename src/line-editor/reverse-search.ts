import { sanitizeLine } from '../core/text/sanitize.ts';
import { draftOf, loadText, type Editor, type Search } from './editor.ts';
import { findItem, indexOfQuery, visit } from './history.ts';
import { searchCommandOf, type Key, type SearchCommand } from './keymap.ts';
import { boundaryFrom, splitCharacters } from './text-boundaries.ts';

type Step = -1 | 1;

const MAX_QUERY = 200;

/** Starts a search with an empty query. */
export function startSearch(editor: Editor): Editor {
  const search = { query: '', failing: false, index: editor.history.index, origin: draftOf(editor) };
  return { ...editor, search, lastAction: undefined };
}

/** Appends to the query; the item already found stays if it matches the longer query too. */
export function extendQuery(editor: Editor, search: Search, text: string): Editor {
  const query = toOneLine(search.query + text)
    .slice(0, MAX_QUERY)
    .toWellFormed();
  return searchFrom(editor, { ...search, query }, search.index, -1);
}

/** Handles a key of the search; `undefined` for any other key, which is for the text that was found. */
export function handleSearchKey(editor: Editor, search: Search, key: Key): Editor | undefined {
  if (key.text !== '') return extendQuery(editor, search, key.text);
  const command = searchCommandOf(key);
  return command && SEARCH_HANDLERS[command](editor, search);
}

const SEARCH_HANDLERS: Readonly<Record<SearchCommand, (editor: Editor, search: Search) => Editor>> = {
  older: (editor, search) => findNext(editor, search, -1),
  newer: (editor, search) => findNext(editor, search, 1),
  'delete-left': shortenQuery,
  cancel: (editor, { origin }) => ({ ...editor, ...origin, search: undefined }),
  accept: acceptSearch,
};

function shortenQuery(editor: Editor, search: Search): Editor {
  const query = splitCharacters(search.query).slice(0, -1).join('');
  return searchFrom(editor, { ...search, query }, editor.history.index, -1);
}

/** Ends the search; the text that was found can be edited. */
export function acceptSearch(editor: Editor, { index, origin, query }: Search): Editor {
  const history = index === editor.history.index ? editor.history : visit(editor.history, index, origin);
  return { ...editor, history, search: undefined, lastQuery: query === '' ? editor.lastQuery : query };
}

function findNext(editor: Editor, search: Search, step: Step): Editor {
  if (search.query === '') return searchFrom(editor, { ...search, query: editor.lastQuery }, search.index, step);
  const { items } = editor.history;
  let index: number | undefined = search.index;
  // An item that looks the same as the one shown is skipped.
  do index = findItem(items, search.query, index + step, step);
  while (index !== undefined && items[index] === items[search.index]);
  return showItem(editor, search, index);
}

function searchFrom(editor: Editor, search: Search, from: number, step: Step): Editor {
  if (search.query === '') {
    return { ...editor, ...search.origin, search: { ...search, failing: false, index: editor.history.index } };
  }
  return showItem(editor, search, findItem(editor.history.items, search.query, from, step));
}

function showItem(editor: Editor, search: Search, index: number | undefined): Editor {
  if (index === undefined) return { ...editor, search: { ...search, failing: true } };
  const { drafts, items } = editor.history;
  const draft = drafts.get(index);
  const shown = draft === undefined ? loadText(editor, items[index]!) : { ...editor, ...draft };
  const cursor = boundaryFrom(shown.text, Math.max(0, indexOfQuery(shown.text, search.query)));
  return { ...shown, cursor, search: { ...search, failing: false, index } };
}

const toOneLine = (text: string) => (/[\n\t]/.test(text) ? sanitizeLine(text, MAX_QUERY) : text);
