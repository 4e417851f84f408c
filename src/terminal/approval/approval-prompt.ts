import type { ApprovalAnswer, ApprovalRequest } from '../../core/reply/tool-types.ts';
import type { WidthOf } from '../../core/text/rough-width.ts';
import type { Input, Keys } from '../input/keys.ts';
import { createLiveArea } from '../output/live-area.ts';
import type { Styles } from '../styles.ts';
import type { Terminal } from '../terminal.ts';
import { contentRows, type ApprovalRow, type ApprovalTone, type ContentRow } from './approval-rows.ts';
import { handleApprovalInput, INITIAL, isAllSeen, see, type ApprovalState } from './approval-state.ts';
import { answeredRows, layOutApproval, questionOf, type ApprovalView } from './approval-view.ts';

export interface ApprovalPromptOptions {
  readonly terminal: Terminal;
  readonly keys: Keys;
  /** The columns that a text without escape sequences takes. */
  readonly widthOf: WidthOf;
  readonly styles: Styles;
  /** Gets what was typed before the prompt was on the screen. */
  readonly onTypedAhead: (input: Input) => void;
  /** Ctrl-Z. */
  readonly onSuspend: () => void;
}

/** Most terminals answer at once. One that has not by now never will, and all that was typed before it has come. */
const ANSWER_MS = 2000;

/** The first style is nowhere else on the terminal. */
const STYLES: Readonly<Record<ApprovalTone, keyof Styles>> = {
  bar: 'approval',
  title: 'approval',
  key: 'call',
  text: 'text',
  mark: 'paste',
  hint: 'hint',
  error: 'error',
};

/**
 * Shows a call below what is on the screen, and reads the key that says whether it may run. What was typed before the call
 * was on the screen does not answer. `undefined`: the user interrupted, the terminal is gone, or the signal was aborted.
 */
export function askApproval(
  request: ApprovalRequest,
  { terminal, keys, widthOf, styles, onTypedAhead, onSuspend }: ApprovalPromptOptions,
  signal: AbortSignal,
): Promise<ApprovalAnswer | undefined> {
  const question = questionOf(request);
  let state: ApprovalState = INITIAL;
  let view: ApprovalView | undefined;
  let laidOut: { readonly width: number; readonly rows: readonly ContentRow[] } | undefined;
  /** Whether a key answers; before that, what has to come first. */
  let isListening = false;
  let awaited: object | undefined;
  let patience: NodeJS.Timeout | undefined;

  const area = createLiveArea({
    terminal: { ...terminal, write: (text) => terminal.writeApproval(text) },
    widthOf,
    fillsScreen: true,
    draw() {
      view = layOutApproval(question, content(), state, room());
      return { rows: view.rows.map(styled), cursor: view.cursor };
    },
    onPainted() {
      if (view === undefined) return;
      const before = state;
      state = see(state, view.shown);
      // The keys that are offered change.
      if (isAllSeen(state, view.pages) !== isAllSeen(before, view.pages)) area.repaint();
      if (awaited === undefined) listenOnceShown();
    },
  });
  const room = () => ({ ...area.measure(), maxRows: area.maxRows });
  const styled = (row: ApprovalRow) => row.map(({ text, tone }) => styles[STYLES[tone]](text)).join('');

  function content(): readonly ContentRow[] {
    const { width } = area.measure();
    if (laidOut?.width !== width) {
      laidOut = { width, rows: contentRows(question.title, question.lines, { width, widthOf }) };
    }
    return laidOut.rows;
  }

  function listenOnceShown(): void {
    const mine = {};
    awaited = mine;
    const listen = () => {
      if (awaited === mine) isListening = true;
    };
    keys.afterOutput(listen);
    patience = setTimeout(listen, ANSWER_MS);
  }
  function stopListening(): void {
    clearTimeout(patience);
    isListening = false;
    awaited = undefined;
  }

  keys.dropRest('');
  return new Promise((resolve) => {
    const over = new AbortController();
    const releaseKeys = keys.take((input) => {
      if (isListening && view !== undefined) take(input, view);
      else if (input.type === 'key' && input.key.chord === 'ctrl-c') finish();
      else onTypedAhead(input);
    });
    // What is typed while the program is stopped, and it cannot be seen that it was not, does not answer.
    const release = terminal.take({ onSuspend: stopListening });

    function take(input: Input, { pages }: ApprovalView): void {
      const { state: next, effect } = handleApprovalInput(state, input, pages);
      state = next;
      if (effect === undefined) area.repaint();
      else if (effect.type === 'suspend') onSuspend();
      else finish(effect.type === 'answer' ? effect.answer : undefined);
    }
    function finish(answer?: ApprovalAnswer): void {
      over.abort();
      stopListening();
      releaseKeys();
      release();
      area.commit(answeredRows(question, content(), answer, room()).map(styled));
      if (answer !== undefined) keys.dropRest(restOf(answer));
      resolve(answer);
    }
    signal.addEventListener('abort', () => finish(), { signal: over.signal });
    void terminal.gone.then(() => over.signal.aborted || finish());
    if (signal.aborted) finish();
    else area.repaint();
  });
}

/** What people type after the letter that answers, if they are used to words. */
function restOf(answer: ApprovalAnswer): string {
  if (typeof answer === 'string') return answer === 'once' ? 'es' : 'lways';
  return answer.refused === undefined ? 'o' : '';
}
