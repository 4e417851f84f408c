import { insert, type EditBuffer } from './edit-buffer.ts';
import { createHistory, visit, type Draft, type History } from './history.ts';
import { fold, type Pastes } from './pastes.ts';

/** Everything the line editor remembers from one key to the next. */
export interface Editor extends Draft {
  /** The long texts that stand as one character each in the text and in the kill ring. */
  readonly pastes: Pastes;
  /** The texts that were killed, newest last. */
  readonly killRing: readonly string[];
  readonly history: History;
  /** What the last key did, if the next key may continue it. */
  readonly lastAction: Action | undefined;
  readonly search: Search | undefined;
  readonly completion: Completion | undefined;
  /** The query of the last search that was not cancelled. */
  readonly lastQuery: string;
}

/** An action that depends on whether the key before did the same. */
export type Action =
  | { readonly type: 'typing' }
  | { readonly type: 'kill' }
  /** The text from `from` to the cursor is the kill with the index `kill`. */
  | { readonly type: 'yank'; readonly from: number; readonly kill: number }
  /** The cursor returns to this column wherever a line is long enough. */
  | { readonly type: 'vertical-move'; readonly column: number }
  /** The text was put there, and no key has touched it: a slash replaces it, because a command follows. */
  | { readonly type: 'offer' }
  /** Ctrl-X: the next key completes the command. */
  | { readonly type: 'prefix' };

/** A search through the history; while it lasts, the text is the item found. */
export interface Search {
  readonly query: string;
  readonly failing: boolean;
  /** The index of the item found. */
  readonly index: number;
  /** The draft that returns if the search is cancelled. */
  readonly origin: Draft;
}

/** The candidates for the text between `from` and the cursor. */
export interface Completion {
  readonly from: number;
  readonly candidates: readonly Candidate[];
  /** Whether they are listed below the text. */
  readonly listed: boolean;
}

/** A text that Tab can complete to. */
export interface Candidate {
  readonly text: string;
  /** Listed instead of the text. */
  readonly label?: string;
  /** Inserted after it if it is the only candidate. */
  readonly trailing?: string;
}

const MAX_UNDO = 1000;

/** An empty editor; `history` is oldest first. */
export function createEditor(history: readonly string[] = []): Editor {
  return {
    text: '',
    cursor: 0,
    undoStack: [],
    pasted: 'nowhere',
    pastes: [],
    killRing: [],
    history: createHistory(history),
    lastAction: undefined,
    search: undefined,
    completion: undefined,
    lastQuery: '',
  };
}

/** An editor for the next text, which keeps the kill ring and the last query; it may start with a text to edit. */
export function resetEditor({ killRing, pastes, lastQuery }: Editor, history: History, initial = ''): Editor {
  const kept = killRing.some((kill) => /\p{Cs}/u.test(kill)) ? pastes : [];
  const loaded = loadText({ ...createEditor(), killRing, pastes: kept, history, lastQuery }, initial);
  return initial === '' ? loaded : { ...loaded, lastAction: { type: 'offer' } };
}

/** Shows a text as if it had always been there: folded if long, and with nothing to undo. */
export function loadText(editor: Editor, text: string): Editor {
  const folded = fold(text, editor.pastes, 'recalled');
  return { ...editor, ...folded, cursor: folded.text.length, undoStack: [], pasted: 'nowhere' };
}

/** Takes over a changed buffer and remembers the old one for undo. Typing is undone a word at a time. */
export function change(editor: Editor, { text, cursor }: EditBuffer, lastAction?: Action): Editor {
  if (text === editor.text) return { ...editor, cursor, lastAction };
  const continues = lastAction?.type === 'typing' && editor.lastAction?.type === 'typing' && !isAfterSpace(editor);
  const before = { text: editor.text, cursor: editor.cursor, pasted: editor.pasted };
  const undoStack = continues ? editor.undoStack : [...editor.undoStack, before].slice(-MAX_UNDO);
  return { ...editor, text, cursor, undoStack, lastAction, pasted: pastedIn(editor, text) };
}

/** Where something is pasted after a change: whatever has become the start may be that. */
function pastedIn({ text: before, pasted }: Draft, text: string): Draft['pasted'] {
  if (text === '') return 'nowhere';
  return pasted === 'inside' && text[0] !== before[0] ? 'at-start' : pasted;
}

const isAfterSpace = ({ text, cursor }: EditBuffer) => /\s/.test(text.charAt(cursor - 1));

/** Reverts the last change, if there is one. */
export function undo(editor: Editor): Editor {
  const before = editor.undoStack.at(-1);
  return { ...editor, ...before, undoStack: editor.undoStack.slice(0, -1), lastAction: undefined };
}

/** Inserts a text as typed. */
export function typeText(editor: Editor, text: string): Editor {
  const before = text === '/' && editor.lastAction?.type === 'offer' ? { text: '', cursor: 0 } : editor;
  const typed = change(editor, insert(before, text), { type: 'typing' });
  return before.cursor === 0 && typed.pasted === 'at-start' ? { ...typed, pasted: 'inside' } : typed;
}

/** The part of an editor that is kept while another history item is shown. */
export function draftOf({ text, cursor, undoStack, pasted }: Draft): Draft {
  return { text, cursor, undoStack, pasted };
}

/** Shows the history item at `index`, or the new text at `items.length`, as it was left. */
export function recall(editor: Editor, index: number): Editor {
  const { history } = editor;
  const draft = history.drafts.get(index);
  const moved = { ...editor, history: visit(history, index, draftOf(editor)) };
  return draft === undefined ? loadText(moved, history.items[index] ?? '') : { ...moved, ...draft };
}
