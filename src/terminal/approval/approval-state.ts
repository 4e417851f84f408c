import type { ApprovalAnswer } from '../../core/reply/tool-types.ts';
import { createEditor, type Editor } from '../../line-editor/editor.ts';
import { handleKey, handlePaste } from '../../line-editor/handle-key.ts';
import type { Input } from '../input/keys.ts';
import type { Span } from './approval-rows.ts';

/** What is remembered while a call is asked about. */
export interface ApprovalState {
  /** What of the content was on the screen: in order, without overlaps. */
  readonly seen: readonly Span[];
  /** The place in the content where the screen begins; `undefined`: its start and its end are shown. */
  readonly from: number | undefined;
  /** Why the last key did nothing. */
  readonly note: 'unseen' | 'paste' | 'key' | undefined;
  /** The reason for a refusal while it is typed. */
  readonly reason: Editor | undefined;
}

export const INITIAL: ApprovalState = { seen: [], from: undefined, note: undefined, reason: undefined };

/** What the keys are about. */
export interface Pages {
  /** The rows of the content. */
  readonly rows: readonly Span[];
  /** How many of them fit on the screen. */
  readonly size: number;
  /** How many are shown of the start, where the end is shown too. */
  readonly head: number;
  /** Whether the call is allowed once it was seen: all of it can be shown, and is now. */
  readonly isAllowable: boolean;
}

/** What a key does outside the state. */
export type ApprovalEffect =
  | { readonly type: 'answer'; readonly answer: ApprovalAnswer }
  | { readonly type: 'interrupt' | 'suspend' };

export interface ApprovalStep {
  readonly state: ApprovalState;
  readonly effect?: ApprovalEffect;
}

type Move = 'page-down' | 'page-up' | 'row-down' | 'row-up' | 'start' | 'end';
type Command = 'once' | 'always' | 'refuse' | 'explain' | 'interrupt' | 'suspend' | Move;

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['y', 'once'],
  ['a', 'always'],
  ['n', 'refuse'],
  ['e', 'explain'],
  ['escape', 'interrupt'],
  ['ctrl-c', 'interrupt'],
  ['ctrl-d', 'interrupt'],
  ['ctrl-z', 'suspend'],
  [' ', 'page-down'],
  ['pagedown', 'page-down'],
  ['b', 'page-up'],
  ['pageup', 'page-up'],
  ['down', 'row-down'],
  ['up', 'row-up'],
  ['home', 'start'],
  ['end', 'end'],
]);

/** Applies an input. Only a key of its own answers; one that allows the call does so once all of it was on the screen. */
export function handleApprovalInput(state: ApprovalState, input: Input, pages: Pages): ApprovalStep {
  if (state.reason !== undefined) return explain(state, state.reason, input);
  if (input.type === 'paste') return { state: { ...state, note: 'paste' } };
  const calm: ApprovalState = { ...state, note: undefined };
  const command = COMMANDS.get(input.key.chord.toLowerCase());
  switch (command) {
    case 'once':
    case 'always':
      if (!pages.isAllowable || !isAllSeen(state, pages)) return { state: { ...state, note: 'unseen' } };
      return { state: calm, effect: { type: 'answer', answer: command } };
    case 'refuse':
      return { state: calm, effect: { type: 'answer', answer: { refused: undefined } } };
    case 'explain':
      return { state: { ...calm, reason: createEditor() } };
    case 'interrupt':
    case 'suspend':
      return { state: calm, effect: { type: command } };
    case undefined:
      return { state: { ...state, note: 'key' } };
    default:
      if (pages.rows.length <= pages.size) return { state: { ...state, note: 'key' } };
      return { state: { ...calm, from: move(state.from, command, pages) } };
  }
}

/** While the reason is typed, keys edit it. */
function explain(state: ApprovalState, reason: Editor, input: Input): ApprovalStep {
  if (input.type === 'paste') return { state: { ...state, reason: handlePaste(reason, input.text) } };
  if (input.key.chord === 'escape') return { state: { ...state, reason: undefined } };
  const { editor, effect } = handleKey(reason, input.key);
  const typed: ApprovalState = { ...state, reason: editor };
  switch (effect?.type) {
    case 'submit':
      if (effect.text.trim() === '') return { state: { ...state, reason: createEditor() } };
      return { state: typed, effect: { type: 'answer', answer: { refused: effect.text.trim() } } };
    case 'interrupt':
    case 'end':
      return { state: typed, effect: { type: 'interrupt' } };
    case 'suspend':
      return { state: typed, effect: { type: 'suspend' } };
    default:
      return { state: typed };
  }
}

/** Where the screen begins after a move. */
function move(from: number | undefined, to: Move, { rows, size, head }: Pages): number {
  const last = rows.length - size;
  const top = from === undefined ? 0 : rowAt(rows, from);
  const tops: Readonly<Record<Move, number>> = {
    'page-down': from === undefined ? head : top + size,
    'page-up': top - size,
    'row-down': top + 1,
    'row-up': top - 1,
    start: 0,
    end: last,
  };
  return rows[Math.max(0, Math.min(tops[to], last))]!.start;
}

/** The row that shows a place in the content. */
export const rowAt = (rows: readonly Span[], place: number): number =>
  Math.max(
    0,
    rows.findLastIndex(({ start }) => start <= place),
  );

/** Remembers that these parts are on the screen. */
export function see(state: ApprovalState, shown: readonly Span[]): ApprovalState {
  const seen: Span[] = [];
  for (const span of [...state.seen, ...shown].toSorted((one, other) => one.start - other.start)) {
    const last = seen.at(-1);
    if (last === undefined || span.start > last.end) seen.push(span);
    else seen[seen.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
  }
  return { ...state, seen };
}

/** Whether all rows were on the screen, however they were wrapped then. */
export function isAllSeen({ seen }: Pick<ApprovalState, 'seen'>, { rows }: Pick<Pages, 'rows'>): boolean {
  const [first, ...others] = seen;
  return first !== undefined && others.length === 0 && first.start === 0 && first.end >= rows.at(-1)!.end;
}
