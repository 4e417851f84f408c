import {
  acrossLineEnd,
  acrossLineStart,
  capitalize,
  columnOf,
  insert,
  moveLine,
  rangeOf,
  replace,
  rewriteWord,
  textEnd,
  textStart,
  transpose,
  type EditBuffer,
  type Motion,
} from './edit-buffer.ts';
import { change, loadText, recall, resetEditor, typeText, undo, type Editor } from './editor.ts';
import { remember } from './history.ts';
import { commandOf, type Command, type Key } from './keymap.ts';
import { killTo, yank, yankOlder } from './kill-ring.ts';
import { expand, fold, sanitizeInput, type FoldedText } from './pastes.ts';
import { acceptSearch, extendQuery, handleSearchKey, startSearch } from './reverse-search.ts';
import {
  lineEnd,
  lineStart,
  longWordStart,
  nextCharacter,
  previousCharacter,
  wordEnd,
  wordStart,
} from './text-boundaries.ts';

/** What a key asks the owner of the editor to do. */
export type Effect =
  /** Send `text`; `folded` is what was on the screen. `isPasted`: the text begins with what was pasted or is quoted. */
  | { readonly type: 'submit'; readonly text: string; readonly folded: FoldedText; readonly isPasted: boolean }
  /** Ctrl-C: discard `text`, which may be empty. */
  | { readonly type: 'interrupt'; readonly text: string; readonly folded: FoldedText }
  | { readonly type: 'end' }
  /** Find candidates for the text before the cursor and call `complete` with them. */
  | { readonly type: 'complete' }
  /** Open `text` in another program and call `replaceText` with the result. */
  | { readonly type: 'edit-externally'; readonly text: string }
  | { readonly type: 'suspend' }
  | { readonly type: 'clear-screen' };

/** The editor after a key, and what is to be done outside it. */
export interface KeyResult {
  readonly editor: Editor;
  readonly effect?: Effect;
}

/** Applies a key to an editor. */
export function handleKey(editor: Editor, key: Key): KeyResult {
  const { search } = editor;
  if (search !== undefined) {
    const searched = handleSearchKey(editor, search, key);
    if (searched !== undefined) return { editor: searched };
    const accepted = acceptSearch(editor, search);
    return key.chord === 'enter' ? enter({ ...accepted, cursor: accepted.text.length }) : handleKey(accepted, key);
  }
  const prefixed = editor.lastAction?.type === 'prefix';
  const command = commandOf(key, prefixed);
  if (command !== undefined) return HANDLERS[command](command === 'complete' ? editor : withoutCandidates(editor));
  if (key.text === '' || prefixed) return { editor: { ...withoutCandidates(editor), lastAction: undefined } };
  return { editor: typeText(withoutCandidates(editor), sanitizeInput(key.text)) };
}

/** Inserts a pasted text, in which nothing is a command; during a search it extends the query. */
export function handlePaste(editor: Editor, raw: string): Editor {
  if (editor.search !== undefined) return extendQuery(editor, editor.search, sanitizeInput(raw));
  const { text, pastes } = fold(raw, editor.pastes, 'pasted');
  const changed = { ...change(withoutCandidates(editor), insert(editor, text)), pastes };
  if (text === '' || changed.pasted === 'at-start') return changed;
  return { ...changed, pasted: editor.cursor === 0 ? 'at-start' : 'inside' };
}

/** Replaces the whole text, without the final line break that text editors add; can be undone. */
export function replaceText(editor: Editor, text: string): Editor {
  const { pastes, ...buffer } = loadText(editor, text.replace(/\r?\n$/, ''));
  return { ...change(editor, buffer), pastes, pasted: 'nowhere' };
}

type Handler = (editor: Editor) => KeyResult;

const edits =
  (edit: (editor: Editor) => Editor): Handler =>
  (editor) => ({ editor: edit(editor) });
const moves = (motion: Motion) =>
  edits((editor) => ({ ...editor, cursor: motion(editor.text, editor.cursor), lastAction: undefined }));
const changes = (toChanged: (buffer: EditBuffer) => EditBuffer) => edits((editor) => change(editor, toChanged(editor)));
const deletes = (motion: Motion) => changes((buffer) => deleteTo(buffer, motion));
const kills = (motion: Motion) => edits((editor) => killTo(editor, motion));
const rewrites = (rewrite: (word: string) => string) => changes((buffer) => rewriteWord(buffer, rewrite));
const requests =
  (effectOf: (editor: Editor) => Effect): Handler =>
  (editor) => ({ editor: { ...editor, lastAction: undefined }, effect: effectOf(editor) });

/** Every command has a handler, or this does not compile. */
const HANDLERS: Readonly<Record<Command, Handler>> = {
  left: moves(previousCharacter),
  right: moves(nextCharacter),
  'word-left': moves(wordStart),
  'word-right': moves(wordEnd),
  'line-start': moves(lineStart),
  'line-end': moves(lineEnd),
  'text-start': moves(textStart),
  'text-end': moves(textEnd),
  up: edits((editor) => moveVertically(editor, -1)),
  down: edits((editor) => moveVertically(editor, 1)),

  'delete-left': deletes(previousCharacter),
  'delete-right': deletes(nextCharacter),
  'delete-right-or-end': (editor) =>
    editor.text === '' ? { editor, effect: { type: 'end' } } : HANDLERS['delete-right'](editor),
  'kill-line-left': kills(acrossLineStart),
  'kill-line-right': kills(acrossLineEnd),
  'kill-word-left': kills(wordStart),
  'kill-word-right': kills(wordEnd),
  'kill-long-word-left': kills(longWordStart),
  yank: edits(yank),
  'yank-older': edits(yankOlder),

  transpose: changes(transpose),
  'upper-case': rewrites((word) => word.toUpperCase()),
  'lower-case': rewrites((word) => word.toLowerCase()),
  capitalize: rewrites(capitalize),
  undo: edits(undo),

  enter,
  newline: changes((buffer) => insert(buffer, '\n')),
  complete: completeOrList,
  search: edits(startSearch),

  interrupt: (editor) => finish(editor, { type: 'interrupt', text: expand(editor), folded: foldedOf(editor) }),
  suspend: requests(() => ({ type: 'suspend' })),
  'clear-screen': requests(() => ({ type: 'clear-screen' })),
  prefix: edits((editor) => ({ ...editor, lastAction: { type: 'prefix' } })),
  'edit-externally': requests((editor) => ({ type: 'edit-externally', text: expand(editor) })),
};

const foldedOf = ({ text, pastes }: Editor): FoldedText => ({ text, pastes });

const withoutCandidates = (editor: Editor): Editor =>
  editor.completion === undefined ? editor : { ...editor, completion: undefined };

function deleteTo(buffer: EditBuffer, motion: Motion): EditBuffer {
  const { from, to } = rangeOf(buffer, motion);
  return replace(buffer, from, to, '');
}

/** Moves from line to line, and from the first or last line to another item of the history. */
function moveVertically(editor: Editor, step: -1 | 1): Editor {
  const { history, lastAction } = editor;
  const column = lastAction?.type === 'vertical-move' ? lastAction.column : columnOf(editor);
  const moved = moveLine(editor, step, column);
  if (moved !== undefined) return { ...editor, ...moved, lastAction: { type: 'vertical-move', column } };
  const index = history.index + step;
  if (index < 0 || index > history.items.length) return { ...editor, lastAction: undefined };
  return { ...recall(editor, index), lastAction: undefined };
}

const QUOTES = '"""';

/** Submits the text; inside open triple quotes and after a backslash, breaks the line instead. */
function enter(editor: Editor): KeyResult {
  const { text, cursor } = editor;
  if (isOpenBlock(text)) return HANDLERS.newline(editor);
  const backslashes = /\\*$/.exec(text.slice(0, cursor))![0].length;
  // As in a shell, a backslash can escape another.
  if (backslashes % 2 === 1) return { editor: change(editor, replace(editor, cursor - 1, cursor, '\n')) };
  const submitted = expand({ text: withoutQuotes(text), pastes: editor.pastes });
  const isPasted = editor.pasted === 'at-start' || text.startsWith(QUOTES);
  return finish(editor, { type: 'submit', text: submitted, folded: foldedOf(editor), isPasted });
}

function isOpenBlock(text: string): boolean {
  const end = text.trimEnd();
  return text.startsWith(QUOTES) && !(end.length >= 2 * QUOTES.length && end.endsWith(QUOTES));
}

function withoutQuotes(text: string): string {
  if (!text.startsWith(QUOTES)) return text;
  return text.slice(QUOTES.length, text.lastIndexOf(QUOTES)).replace(/^\n/, '').replace(/\n$/, '');
}

/** Moves the text to the history and empties the editor. */
function finish(editor: Editor, effect: Effect & { readonly text: string }): KeyResult {
  return { editor: resetEditor(editor, remember(editor.history, effect.text)), effect };
}

/** The first Tab asks for candidates, the next one lists them. */
function completeOrList(editor: Editor): KeyResult {
  const { completion } = editor;
  if (completion !== undefined) return { editor: { ...editor, completion: { ...completion, listed: true } } };
  return { editor: { ...editor, lastAction: undefined }, effect: { type: 'complete' } };
}
