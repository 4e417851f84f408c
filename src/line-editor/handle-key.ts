import { begin, change, killsWith, recall, setText, type, undo, type Editor } from './editor.ts';
import { remember } from './history.ts';
import { commandOf, type Command, type Key } from './keymap.ts';
import {
  blankWordLeft,
  capital,
  changeWord,
  columnOf,
  insert,
  left,
  lineLeft,
  lineRight,
  move,
  moveLine,
  reach,
  replace,
  right,
  toLineEnd,
  toLineStart,
  toTextEnd,
  toTextStart,
  transpose,
  wordLeft,
  wordRight,
  type Motion,
} from './edit-buffer.ts';
import { clean, expand, fold, type Folded } from './pastes.ts';
import { accept, extendQuery, pressInSearch, startSearch } from './reverse-search.ts';

/** What a key asks of those who hold the editor. */
export type Effect =
  /** `text` is said; `shown` is what stood in the editor. */
  | { readonly type: 'submit'; readonly text: string; readonly shown: Folded }
  /** `text` is given up; nothing, if there was none. */
  | { readonly type: 'interrupt'; readonly text: string; readonly shown: Folded }
  | { readonly type: 'end' }
  /** Candidates are wanted for what stands before the cursor, to be given to `complete`. */
  | { readonly type: 'complete' }
  | { readonly type: 'edit-in-editor'; readonly text: string }
  | { readonly type: 'suspend' }
  | { readonly type: 'clear-screen' };

export interface Pressed {
  readonly editor: Editor;
  readonly effect?: Effect;
}

/** What becomes of an editor when a key is pressed. */
export function press(editor: Editor, key: Key): Pressed {
  const { search } = editor;
  if (search !== undefined) {
    const searched = pressInSearch(editor, search, key);
    if (searched !== undefined) return { editor: searched };
    const accepted = accept(editor, search);
    return key.chord === 'enter' ? enter({ ...accepted, cursor: accepted.text.length }) : press(accepted, key);
  }
  const prefixed = editor.streak?.type === 'prefix';
  const command = commandOf(key, prefixed);
  if (command !== undefined) return run(command, command === 'complete' ? editor : withoutCandidates(editor));
  if (key.text === '' || prefixed) return { editor: { ...withoutCandidates(editor), streak: undefined } };
  return { editor: type(withoutCandidates(editor), clean(key.text)) };
}

/** What becomes of an editor when a text is pasted into it: nothing in it is a command. */
export function paste(editor: Editor, raw: string): Editor {
  if (editor.search !== undefined) return extendQuery(editor, editor.search, clean(raw));
  const { text, pastes } = fold(raw, editor.pastes, 'pasted');
  return { ...change(withoutCandidates(editor), insert(editor, text)), pastes };
}

/** The text as it was edited elsewhere. */
export function edited(editor: Editor, text: string): Editor {
  const { pastes, ...line } = setText(editor, text.replace(/\r?\n$/, ''));
  return { ...change(editor, line), pastes };
}

const MOTIONS: Partial<Record<Command, Motion>> = {
  left,
  right,
  'word-left': wordLeft,
  'word-right': wordRight,
  'line-start': toLineStart,
  'line-end': toLineEnd,
  'text-start': toTextStart,
  'text-end': toTextEnd,
};

const DELETIONS: Partial<Record<Command, Motion>> = {
  'delete-left': left,
  'delete-right': right,
};

const KILLS: Partial<Record<Command, Motion>> = {
  'kill-line-left': lineLeft,
  'kill-line-right': lineRight,
  'kill-word-left': wordLeft,
  'kill-word-right': wordRight,
  'kill-blank-word-left': blankWordLeft,
};

function run(command: Command, editor: Editor): Pressed {
  const motion = MOTIONS[command];
  if (motion !== undefined) return { editor: { ...editor, ...move(editor, motion), streak: undefined } };
  const deletion = DELETIONS[command];
  if (deletion !== undefined) return { editor: remove(editor, deletion) };
  const kill = KILLS[command];
  if (kill !== undefined) return { editor: killTo(editor, kill) };
  switch (command) {
    case 'delete-right-or-end':
      return editor.text === '' ? { editor, effect: { type: 'end' } } : { editor: remove(editor, right) };
    case 'up':
      return { editor: moveVertically(editor, -1) };
    case 'down':
      return { editor: moveVertically(editor, 1) };
    case 'yank':
      return { editor: yank(editor, editor.kills.length - 1, editor.cursor) };
    case 'yank-older':
      return { editor: yankOlder(editor) };
    case 'transpose':
      return { editor: change(editor, transpose(editor)) };
    case 'upper-case':
      return {
        editor: change(
          editor,
          changeWord(editor, (word) => word.toUpperCase()),
        ),
      };
    case 'lower-case':
      return {
        editor: change(
          editor,
          changeWord(editor, (word) => word.toLowerCase()),
        ),
      };
    case 'capital':
      return { editor: change(editor, changeWord(editor, capital)) };
    case 'undo':
      return { editor: undo(editor) };
    case 'newline':
      return { editor: change(editor, insert(editor, '\n')) };
    case 'enter':
      return enter(editor);
    case 'search-back':
    case 'search-forward':
      return { editor: startSearch(editor) };
    case 'prefix':
      return { editor: { ...editor, streak: { type: 'prefix' } } };
    case 'complete':
      return completeOrShow(editor);
    case 'interrupt':
      return leave(editor, { type: 'interrupt', text: expand(editor), shown: shownOf(editor) });
    case 'edit-in-editor':
      return { editor: { ...editor, streak: undefined }, effect: { type: command, text: expand(editor) } };
    case 'suspend':
    case 'clear-screen':
      return { editor: { ...editor, streak: undefined }, effect: { type: command } };
    default:
      return { editor };
  }
}

const shownOf = ({ text, pastes }: Editor): Folded => ({ text, pastes });

const withoutCandidates = (editor: Editor): Editor =>
  editor.completion === undefined ? editor : { ...editor, completion: undefined };

function remove(editor: Editor, motion: Motion): Editor {
  const { from, to } = reach(editor, motion);
  return change(editor, replace(editor, from, to, ''));
}

function killTo(editor: Editor, motion: Motion): Editor {
  const { from, to } = reach(editor, motion);
  const kills = killsWith(editor, editor.text.slice(from, to), from < editor.cursor ? 'left' : 'right');
  return { ...change(editor, replace(editor, from, to, ''), { type: 'kill' }), kills };
}

function yank(editor: Editor, kill: number, from: number): Editor {
  const text = editor.kills[kill];
  if (text === undefined) return { ...editor, streak: undefined };
  return change(editor, replace(editor, from, editor.cursor, text), { type: 'yank', from, kill });
}

function yankOlder(editor: Editor): Editor {
  const { streak, kills } = editor;
  if (streak?.type !== 'yank') return { ...editor, streak: undefined };
  return yank(editor, (streak.kill + kills.length - 1) % kills.length, streak.from);
}

/** From line to line, and at the first and the last through history. */
function moveVertically(editor: Editor, step: -1 | 1): Editor {
  const { history, streak } = editor;
  const column = streak?.type === 'lines' ? streak.column : columnOf(editor);
  const moved = moveLine(editor, step, column);
  if (moved !== undefined) return { ...editor, ...moved, streak: { type: 'lines', column } };
  const at = history.at + step;
  if (at < 0 || at > history.items.length) return { ...editor, streak: undefined };
  return { ...recall(editor, at), streak: undefined };
}

const BLOCK = '"""';

/** Enter is a line break in a block that is not closed and behind a backslash; else all is said. */
function enter(editor: Editor): Pressed {
  const { text, cursor } = editor;
  if (isOpenBlock(text)) return { editor: change(editor, insert(editor, '\n')) };
  const backslashes = /\\*$/.exec(text.slice(0, cursor))![0].length;
  // Two are meant as they stand, as in a shell.
  if (backslashes % 2 === 1) return { editor: change(editor, replace(editor, cursor - 1, cursor, '\n')) };
  const said = expand({ text: withoutMarkers(text), pastes: editor.pastes });
  return leave(editor, { type: 'submit', text: said, shown: shownOf(editor) });
}

function isOpenBlock(text: string): boolean {
  const end = text.trimEnd();
  return text.startsWith(BLOCK) && !(end.length >= 2 * BLOCK.length && end.endsWith(BLOCK));
}

function withoutMarkers(text: string): string {
  if (!text.startsWith(BLOCK)) return text;
  return text.slice(BLOCK.length, text.lastIndexOf(BLOCK)).replace(/^\n/, '').replace(/\n$/, '');
}

/** The line is done with; the next begins empty, and finds it in history. */
function leave(editor: Editor, effect: Effect & { readonly text: string }): Pressed {
  return { editor: begin(editor, remember(editor.history, effect.text)), effect };
}

/** The first Tab asks for candidates, the next shows them. */
function completeOrShow(editor: Editor): Pressed {
  const { completion } = editor;
  if (completion !== undefined) return { editor: { ...editor, completion: { ...completion, shown: true } } };
  return { editor: { ...editor, streak: undefined }, effect: { type: 'complete' } };
}
