import { sanitizeLine } from '../core/text/sanitize.ts';
import { draftOf, setText, type Editor, type Search } from './editor.ts';
import { find, moveTo, placeOf } from './history.ts';
import { boundaryFrom, splitGraphemes } from './text-boundaries.ts';
import type { Key } from './keymap.ts';

type Step = -1 | 1;

const MOST_QUERY = 200;

export function startSearch(editor: Editor): Editor {
  const search = { query: '', failing: false, at: editor.history.at, origin: draftOf(editor) };
  return { ...editor, search, streak: undefined };
}

/** More of the query: what is found already may still fit. */
export function extendQuery(editor: Editor, search: Search, text: string): Editor {
  const query = sanitizeBlanks(search.query + text)
    .slice(0, MOST_QUERY)
    .toWellFormed();
  return look(editor, { ...search, query }, search.at, -1);
}

/** What a key does in a search; `undefined`: it is none of the search's own, and comes to the line that was found. */
export function pressInSearch(editor: Editor, search: Search, { chord, text }: Key): Editor | undefined {
  if (text !== '') return extendQuery(editor, search, text);
  switch (chord) {
    case 'ctrl-r':
      return lookOn(editor, search, -1);
    case 'ctrl-s':
      return lookOn(editor, search, 1);
    case 'backspace': {
      const query = splitGraphemes(search.query).slice(0, -1).join('');
      return look(editor, { ...search, query }, editor.history.at, -1);
    }
    case 'ctrl-g':
    case 'ctrl-c':
      return { ...editor, ...search.origin, search: undefined };
    case 'escape':
      return accept(editor, search);
    default:
      return undefined;
  }
}

/** The line that was found is the one to edit. */
export function accept(editor: Editor, { at, origin, query }: Search): Editor {
  const history = at === editor.history.at ? editor.history : moveTo(editor.history, at, origin);
  return { ...editor, history, search: undefined, lastQuery: query === '' ? editor.lastQuery : query };
}

function lookOn(editor: Editor, search: Search, step: Step): Editor {
  if (search.query === '') return look(editor, { ...search, query: editor.lastQuery }, search.at, step);
  const { items } = editor.history;
  let at: number | undefined = search.at;
  // What is shown already is not found again.
  do at = find(items, search.query, at + step, step);
  while (at !== undefined && items[at] === items[search.at]);
  return show(editor, search, at);
}

function look(editor: Editor, search: Search, from: number, step: Step): Editor {
  if (search.query === '') return { ...editor, ...search.origin, search: { ...search, at: editor.history.at } };
  return show(editor, search, find(editor.history.items, search.query, from, step));
}

function show(editor: Editor, search: Search, at: number | undefined): Editor {
  if (at === undefined) return { ...editor, search: { ...search, failing: true } };
  const { drafts, items } = editor.history;
  const found = drafts.get(at);
  const shown = found === undefined ? setText(editor, items[at]!) : { ...editor, ...found };
  const cursor = boundaryFrom(shown.text, Math.max(0, placeOf(shown.text, search.query)));
  return { ...shown, cursor, search: { ...search, failing: false, at } };
}

/** A query is one line. */
const sanitizeBlanks = (text: string) => (/[\n\t]/.test(text) ? sanitizeLine(text, MOST_QUERY) : text);
