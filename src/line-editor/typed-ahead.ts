import type { WidthOf } from '../core/text/rough-width.ts';
import type { Editor } from './editor.ts';
import type { Measure, Tone } from './editor-layout.ts';
import { handleKey, handlePaste } from './handle-key.ts';
import type { Key } from './keymap.ts';
import { pasteOf, type FoldedText } from './pastes.ts';
import { splitCharacters } from './text-boundaries.ts';

/** What was typed while nobody reads a line: what the editor will make of it once somebody does. */
export interface TypedAhead {
  readonly editor: Editor;
  /** The lines that were ended with Enter, as they are shown. */
  readonly lines: readonly FoldedText[];
}

export type TypedInput =
  | { readonly type: 'key'; readonly key: Key }
  | { readonly type: 'paste'; readonly text: string };

/** Adds an input. What an editor can only ask for, such as candidates, has to wait. */
export function typeAhead({ editor, lines }: TypedAhead, input: TypedInput): TypedAhead {
  if (input.type === 'paste') return { editor: handlePaste(editor, input.text), lines };
  const { editor: next, effect } = handleKey(editor, input.key);
  const isLine = effect?.type === 'submit' && effect.text.trim() !== '';
  return { editor: next, lines: isLine ? [...lines, effect.folded] : lines };
}

export const isNothing = ({ editor, lines }: TypedAhead): boolean => editor.text === '' && lines.length === 0;

/** Part of the row, by how it is styled; `chosen`: where the cursor would stand. */
export interface TypedSegment {
  readonly text: string;
  readonly tone: Tone | 'chosen';
}

const PROMPT = '> ';
/** With less room for the text, nothing else stands in the row. */
const MIN_ROOM = 10;

/**
 * Lays it out in one row: the text around the cursor, and how many lines are before it. With no text yet, the last of
 * these.
 */
export function layOutTypedAhead({ editor, lines }: TypedAhead, { width, widthOf }: Measure): readonly TypedSegment[] {
  const last = editor.text === '' ? lines.at(-1) : undefined;
  const count = lines.length === 1 ? '' : `${lines.length} `;
  const note = lines.length === 0 ? '' : ` · ${count}queued`;
  const prompt = width > MIN_ROOM ? PROMPT : '';
  const isNoted = width - prompt.length - widthOf(note) > MIN_ROOM;
  const room = width - prompt.length - (isNoted ? widthOf(note) : 0);
  const shown =
    last === undefined
      ? aroundCursor(editor, room, widthOf)
      : fitting(cellsOf(last), room, widthOf).map(({ text }): TypedSegment => ({ text, tone: 'hint' }));
  return joined([{ text: prompt, tone: 'prompt' }, ...shown, { text: isNoted ? note : '', tone: 'hint' }]);
}

/** The end of what is before the cursor, and as much of what follows as there is room for. */
function aroundCursor({ text, pastes, cursor }: Editor, room: number, widthOf: WidthOf): TypedSegment[] {
  const before = cellsOf({ text: text.slice(0, cursor), pastes });
  const [at, ...after] = cellsOf({ text: text.slice(cursor), pastes });
  const marked: TypedSegment = { text: at?.text ?? ' ', tone: 'chosen' };
  const spare = room - widthOf(marked.text);
  const fromEnd = before.toReversed();
  const isWhole = fitting(fromEnd, spare, widthOf).length === before.length;
  const cut = fitting([ELLIPSIS, ...fromEnd], spare, widthOf);
  const left = isWhole ? before : [...cut.slice(0, 1), ...cut.slice(1).toReversed()];
  return [...left, marked, ...fitting(after, spare - widthOf(left.map((cell) => cell.text).join('')), widthOf)];
}

const ELLIPSIS: TypedSegment = { text: '…', tone: 'hint' };

/** As many from the start as fit. */
function fitting(cells: readonly TypedSegment[], max: number, widthOf: WidthOf): readonly TypedSegment[] {
  let width = 0;
  const end = cells.findIndex(({ text }) => (width += widthOf(text)) > max);
  return end === -1 ? cells : cells.slice(0, end);
}

function cellsOf({ text, pastes }: FoldedText): TypedSegment[] {
  return splitCharacters(text).flatMap((character): TypedSegment | TypedSegment[] => {
    const paste = pasteOf(character, pastes);
    if (paste !== undefined) return splitCharacters(paste.label).map((part) => ({ text: part, tone: 'paste' }));
    if (character === '\n') return { text: '↵', tone: 'hint' };
    return { text: character === '\t' ? ' ' : character, tone: 'text' };
  });
}

function joined(segments: readonly TypedSegment[]): readonly TypedSegment[] {
  const row: TypedSegment[] = [];
  for (const { text, tone } of segments) {
    const last = row.at(-1);
    if (last?.tone === tone) row[row.length - 1] = { text: last.text + text, tone };
    else if (text !== '') row.push({ text, tone });
  }
  return row;
}
