import { rangeOf, replace, type Motion } from './edit-buffer.ts';
import { change, type Editor } from './editor.ts';

const MAX_KILLS = 60;

/** Kills from the cursor to the target of a motion. Kills in a row become one text. */
export function killTo(editor: Editor, motion: Motion): Editor {
  const { from, to } = rangeOf(editor, motion);
  const killRing = ringWith(editor, editor.text.slice(from, to), from < editor.cursor ? 'left' : 'right');
  return { ...change(editor, replace(editor, from, to, ''), { type: 'kill' }), killRing };
}

function ringWith({ killRing, lastAction }: Editor, killed: string, side: 'left' | 'right'): readonly string[] {
  if (killed === '') return killRing;
  if (lastAction?.type !== 'kill') return [...killRing, killed].slice(-MAX_KILLS);
  const last = killRing.at(-1) ?? '';
  return [...killRing.slice(0, -1), side === 'left' ? killed + last : last + killed];
}

/** Inserts the last text that was killed. */
export const yank = (editor: Editor): Editor => yankAt(editor, editor.killRing.length - 1, editor.cursor);

/** Right after a yank, replaces the yanked text with the kill before it; after the oldest comes the newest again. */
export function yankOlder(editor: Editor): Editor {
  const { lastAction, killRing } = editor;
  if (lastAction?.type !== 'yank') return { ...editor, lastAction: undefined };
  return yankAt(editor, (lastAction.kill + killRing.length - 1) % killRing.length, lastAction.from);
}

function yankAt(editor: Editor, kill: number, from: number): Editor {
  const text = editor.killRing[kill];
  if (text === undefined) return { ...editor, lastAction: undefined };
  return change(editor, replace(editor, from, editor.cursor, text), { type: 'yank', from, kill });
}
