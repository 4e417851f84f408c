import { createHistory, moveTo, type Draft, type History } from './history.ts';
import { insert, type Line } from './edit-buffer.ts';
import { fold, type Pastes } from './pastes.ts';

/** A line that is being edited, and all that its keys have to know. */
export interface Editor extends Draft {
  /** The long texts that stand in it, and in what was killed, as one character each. */
  readonly pastes: Pastes;
  /** What was killed, newest last. */
  readonly kills: readonly string[];
  readonly history: History;
  /** What the last key was part of, for as long as the next goes on with it. */
  readonly streak: Streak | undefined;
  readonly search: Search | undefined;
  readonly completion: Completion | undefined;
  /** What was looked for last. */
  readonly lastQuery: string;
}

export type Streak =
  | { readonly type: 'typing' }
  | { readonly type: 'kill' }
  /** What was yanked begins at `from` and is the kill with this index. */
  | { readonly type: 'yank'; readonly from: number; readonly kill: number }
  /** The cursor wants to stay in this column. */
  | { readonly type: 'lines'; readonly column: number }
  /** Ctrl-X, and a key that belongs to it comes. */
  | { readonly type: 'prefix' };

/** A search through history; while it lasts the line is what it has found. */
export interface Search {
  readonly query: string;
  readonly failing: boolean;
  /** The index of the item found. */
  readonly at: number;
  /** The line before, which comes back when the search is given up. */
  readonly origin: Draft;
}

export interface Completion {
  /** Where in the text that begins which a candidate completes. */
  readonly from: number;
  readonly candidates: readonly Candidate[];
  /** Whether the candidates are shown below the line. */
  readonly shown: boolean;
}

export interface Candidate {
  readonly text: string;
  /** What to show in place of it. */
  readonly label?: string;
  /** What follows once it is the only one. */
  readonly trailing?: string;
}

const MOST_KILLS = 60;
const MOST_UNDO = 1000;

export function createEditor(history: readonly string[] = []): Editor {
  return {
    text: '',
    cursor: 0,
    past: [],
    pastes: [],
    kills: [],
    history: createHistory(history),
    streak: undefined,
    search: undefined,
    completion: undefined,
    lastQuery: '',
  };
}

/** A new line, with what was killed in those before. */
export function begin({ kills, pastes, lastQuery }: Editor, history: History, initial = ''): Editor {
  const kept = kills.some((kill) => /\p{Cs}/u.test(kill)) ? pastes : [];
  return setText({ ...createEditor(), kills, pastes: kept, history, lastQuery }, initial);
}

/** Another text, as if it had stood there from the start. */
export function setText(editor: Editor, text: string): Editor {
  const folded = fold(text, editor.pastes, 'recalled');
  return { ...editor, ...folded, cursor: folded.text.length, past: [] };
}

/** The line after a change, which can be undone; of a streak of typing only the start of each word can be gone back to. */
export function change(editor: Editor, { text, cursor }: Line, streak?: Streak): Editor {
  if (text === editor.text) return { ...editor, cursor, streak };
  const goesOn = streak?.type === 'typing' && editor.streak?.type === 'typing' && !beginsWord(editor);
  const past = goesOn ? editor.past : [...editor.past.slice(-MOST_UNDO), { text: editor.text, cursor: editor.cursor }];
  return { ...editor, text, cursor, past, streak };
}

const beginsWord = ({ text, cursor }: Line) => /\s/.test(text.charAt(cursor - 1));

export function undo(editor: Editor): Editor {
  const before = editor.past.at(-1);
  if (before === undefined) return { ...editor, streak: undefined };
  return { ...editor, ...before, past: editor.past.slice(0, -1), streak: undefined };
}

/** Typed, or pasted but short. */
export const type = (editor: Editor, text: string): Editor => change(editor, insert(editor, text), { type: 'typing' });

/** What was killed, and a part more: one kill right after another is one with it. */
export function killsWith(editor: Editor, killed: string, side: 'left' | 'right'): readonly string[] {
  const { kills, streak } = editor;
  if (killed === '') return kills;
  if (streak?.type !== 'kill') return [...kills.slice(1 - MOST_KILLS), killed];
  const last = kills.at(-1) ?? '';
  return [...kills.slice(0, -1), side === 'left' ? killed + last : last + killed];
}

export const draftOf = ({ text, cursor, past }: Draft): Draft => ({ text, cursor, past });

/** The line is now an item of the history, as it was left; its index may be that of the new line. */
export function recall(editor: Editor, index: number): Editor {
  const { history } = editor;
  const draft = history.drafts.get(index);
  const moved = { ...editor, history: moveTo(history, index, draftOf(editor)) };
  return draft === undefined ? setText(moved, history.items[index] ?? '') : { ...moved, ...draft };
}
