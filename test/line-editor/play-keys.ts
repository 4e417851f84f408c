import type { EditBuffer } from '../../src/line-editor/edit-buffer.ts';
import { createEditor, type Editor } from '../../src/line-editor/editor.ts';
import { handleKey, type Effect } from '../../src/line-editor/handle-key.ts';
import type { Key } from '../../src/line-editor/keymap.ts';

/** Parses keys: characters stand for themselves, other keys are chords in angle brackets. */
export function keysOf(keys: string): Key[] {
  return [...keys.matchAll(/<((?:alt-[<>]|[^<>])+)>|[^]/gu)].map(([typed, chord]) =>
    chord === undefined ? { chord: typed, text: typed } : { chord, text: '' },
  );
}

export interface Played {
  readonly editor: Editor;
  readonly effects: readonly Effect[];
}

/** Presses keys, and returns the editor and all effects. */
export function play(keys: string, start: Editor = createEditor()): Played {
  let editor = start;
  const effects: Effect[] = [];
  for (const key of keysOf(keys)) {
    const result = handleKey(editor, key);
    editor = result.editor;
    if (result.effect !== undefined) effects.push(result.effect);
  }
  return { editor, effects };
}

/** The text with a bar at the cursor. */
export const marked = ({ text, cursor }: EditBuffer): string => `${text.slice(0, cursor)}|${text.slice(cursor)}`;

/** A buffer from its text with a bar at the cursor. */
export const unmarked = (text: string): EditBuffer => ({ text: text.replace('|', ''), cursor: text.indexOf('|') });

/** The text after keys were pressed in an empty editor, with a bar at the cursor. */
export const after = (keys: string, history: readonly string[] = []): string =>
  marked(play(keys, createEditor(history)).editor);

/** The texts that keys submit. */
export const submitted = (keys: string, start?: Editor): string[] =>
  play(keys, start).effects.flatMap((effect) => (effect.type === 'submit' ? [effect.text] : []));
