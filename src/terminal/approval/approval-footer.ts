import type { WidthOf } from '../../core/text/rough-width.ts';
import type { Editor } from '../../line-editor/editor.ts';
import { layOutEditor, type Tone } from '../../line-editor/editor-layout.ts';
import type { Place } from '../output/painter.ts';
import { barred, ownRows, type ApprovalRow, type ApprovalTone } from './approval-rows.ts';
import type { ApprovalState } from './approval-state.ts';

/** The rows below what is asked about. */
export interface Footer {
  readonly rows: readonly ApprovalRow[];
  /** The rows to keep free for it: the content must not move when it changes. */
  readonly height: number;
  /** Where something is typed, in its rows. */
  readonly cursor?: Place;
}

/** What the footer is about. */
export interface FooterText {
  /** What "always" allows. */
  readonly always: string;
  /** An input that is too large to be shown cannot be allowed. */
  readonly isShowable: boolean;
}

/** `whole`: all of the content is on the screen; else whether all of it was. */
export type Progress = 'whole' | 'seen' | 'unseen';

interface Room {
  readonly width: number;
  readonly widthOf: WidthOf;
  readonly maxRows: number;
}

/** The keys, why the last one did nothing, or the reason that is being typed. */
export function footerOf(text: FooterText, { note, reason }: ApprovalState, progress: Progress, room: Room): Footer {
  if (reason !== undefined) return reasonFooter(reason, room);
  const possible: readonly Progress[] = progress === 'whole' ? ['whole'] : ['seen', 'unseen'];
  const heights = possible.flatMap((one) => NOTES_AND_NONE.map((other) => keyRows(text, other, one, room).length));
  return { rows: keyRows(text, note, progress, room), height: Math.max(...heights) };
}

type Note = ApprovalState['note'];

function keyRows({ always, isShowable }: FooterText, note: Note, progress: Progress, room: Room): ApprovalRow[] {
  if (!isShowable) return ownRows(`${NOT_SHOWABLE} ${NO_KEYS}`, note === undefined ? 'hint' : 'error', room);
  const allows = progress === 'unseen' ? 'y yes, a always: after all of it was shown' : `a always: ${always}`;
  // Paging on is the answer to it.
  const said = note === 'unseen' && progress !== 'unseen' ? undefined : note;
  const first = said === undefined ? ownRows(KEYS[progress], 'hint', room) : ownRows(NOTES[said], 'error', room);
  return [...first, ...ownRows(allows, 'hint', room)];
}

const NO_KEYS = 'n no · e no, and say why';
const NOT_SHOWABLE = 'The input is too large or too deeply nested to be shown, so it cannot be allowed.';

const KEYS: Readonly<Record<Progress, string>> = {
  whole: `y yes · ${NO_KEYS}`,
  seen: `y yes · ${NO_KEYS} · b goes back`,
  unseen: `space shows more · b goes back · ${NO_KEYS}`,
};

const NOTES = {
  unseen: 'Not all of it has been shown yet: press space for more.',
  paste: 'Pasted text does not answer: press y, n, a or e.',
  key: 'Press y, n, a or e.',
} as const;
const NOTES_AND_NONE: readonly Note[] = [undefined, 'unseen', 'paste', 'key'];

const MAX_REASON_ROWS = 4;

function reasonFooter(reason: Editor, room: Room): Footer {
  const lead = ownRows('Why not? Enter tells the model, Esc goes back.', 'hint', room);
  const maxRows = Math.max(1, Math.min(MAX_REASON_ROWS, room.maxRows - lead.length));
  const measure = { ...room, width: Math.max(1, room.width - 2), maxRows };
  const { rows, cursor } = layOutEditor(reason, measure);
  const typed = rows.map((row) =>
    barred(' ').concat(row.map(({ text, tone }) => ({ text, tone: REASON_TONES[tone] }))),
  );
  const all = [...lead, ...typed];
  return { rows: all, height: all.length, cursor: { row: lead.length + cursor.row, column: cursor.column + 2 } };
}

const REASON_TONES: Readonly<Record<Tone, ApprovalTone>> = {
  prompt: 'title',
  text: 'text',
  paste: 'mark',
  hint: 'hint',
};
