import { createEditor, type Editor } from '../../src/line-editor/editor.ts';
import type { Key } from '../../src/line-editor/keymap.ts';
import { press, type Effect } from '../../src/line-editor/handle-key.ts';

/** Keys as they are written here: characters, and the names of others in angle brackets. */
export function keysOf(keys: string): Key[] {
  return [...keys.matchAll(/<((?:alt-[<>]|[^<>])+)>|[^]/gu)].map(([typed, name]) =>
    name === undefined ? { chord: typed, text: typed } : { chord: name, text: '' },
  );
}

export interface Played {
  readonly editor: Editor;
  readonly effects: readonly Effect[];
}

/** An editor after some keys, and what they asked for. */
export function play(keys: string, start: Editor = createEditor()): Played {
  let editor = start;
  const effects: Effect[] = [];
  for (const key of keysOf(keys)) {
    const pressed = press(editor, key);
    editor = pressed.editor;
    if (pressed.effect !== undefined) effects.push(pressed.effect);
  }
  return { editor, effects };
}

/** The text with a bar where the cursor is. */
export const shown = ({ text, cursor }: Editor): string => `${text.slice(0, cursor)}|${text.slice(cursor)}`;

/** What the keys leave of an empty line. */
export const after = (keys: string, history: readonly string[] = []): string =>
  shown(play(keys, createEditor(history)).editor);

/** The texts that the keys submit. */
export const submitted = (keys: string, start?: Editor): string[] =>
  play(keys, start).effects.flatMap((effect) => (effect.type === 'submit' ? [effect.text] : []));
