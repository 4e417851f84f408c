import { createEditor, resetEditor, type Candidate, type Editor } from '../../line-editor/editor.ts';
import { complete as completeLine } from '../../line-editor/completion.ts';
import { layOutEditor, type Tone } from '../../line-editor/editor-layout.ts';
import type { Suggestion } from '../../line-editor/suggestions.ts';
import type { FoldedText } from '../../line-editor/pastes.ts';
import { handleKey, handlePaste, replaceText, type Effect } from '../../line-editor/handle-key.ts';
import { createLiveArea } from '../output/live-area.ts';
import { promptRows, styledRow } from './prompt-rows.ts';
import type { Styles } from '../styles.ts';
import type { Terminal } from '../terminal.ts';
import type { Input, Keys } from './keys.ts';

/** The outcome of reading a line. */
export type Answer =
  /** `isPasted`: nobody typed how it begins. */
  | { readonly type: 'line'; readonly text: string; readonly isPasted: boolean }
  /** Ctrl-C; `text` is the abandoned line, which may be empty. */
  | { readonly type: 'interrupt'; readonly text: string }
  /** Ctrl-D, or the terminal is gone. */
  | { readonly type: 'end' };

export interface LineInput {
  /**
   * Reads a line, at the start of a row; `initial` is in it from the start. One at a time. Aborting the signal ends the
   * read and leaves what was typed on the screen.
   */
  read(initial?: string, signal?: AbortSignal): Promise<Answer>;
  /** The editor that the next line will be typed in. */
  nextEditor(): Editor;
  /** Lets something be written above the line, which then stands below it as it was; `false`: no line is on the screen. */
  interject(write: () => Promise<void>): boolean;
}

export interface LineInputOptions {
  readonly terminal: Terminal;
  readonly keys: Keys;
  /** The columns that a text without escape sequences takes. */
  readonly widthOf: (text: string) => number;
  readonly styles: Pick<Styles, Tone>;
  /** Lines of earlier runs, oldest first; those of this run are added here. */
  readonly history?: readonly string[];
  /** Candidates for the text before the cursor, in place of what it holds from `from` on. A long paste is one character. */
  readonly complete?: (before: string) => Offered | Promise<Offered>;
  /** What is listed below the line while it holds this text; Esc takes the list away until the text changes. */
  readonly suggest?: (text: string) => readonly Suggestion[];
  /** Edits the text in another program, which has the terminal meanwhile; `undefined`: the text stays as it was. */
  readonly editExternally?: (text: string) => Promise<string | undefined>;
  /** Ctrl-Z: stops the program, and resolves when it continues. */
  readonly onSuspend?: () => void | Promise<void>;
}

/** What Tab offers. */
export interface Offered {
  readonly from: number;
  readonly candidates: readonly Candidate[];
}

interface State {
  editor: Editor;
  /** The text whose suggestions the user does not want to see. */
  dismissed?: string | undefined;
  /** Resolves the current read. */
  answer?: ((answer: Answer) => void) | undefined;
  /** Set while the keys come here: not while another program has the terminal. */
  releaseKeys?: (() => void) | undefined;
  /** The terminal is gone. */
  isGone: boolean;
}

/** A prompt that is edited like a line of a shell. A finished line stays on the screen and is never touched again. */
export function createLineInput(options: LineInputOptions): LineInput {
  const { terminal, keys, widthOf, styles } = options;
  const state: State = { editor: createEditor(options.history), isGone: false };
  const area = createLiveArea({
    terminal,
    widthOf,
    draw() {
      const space = { ...area.measure(), maxRows: area.maxRows, suggestions: suggestions() };
      const { rows, cursor } = layOutEditor(state.editor, space);
      return { rows: rows.map((row) => styledRow(row, styles)), cursor };
    },
  });
  const commit = (text: FoldedText, mark?: string) => area.commit(promptRows(text, area.measure(), styles, mark));

  function suggestions(): readonly Suggestion[] {
    const { text, search } = state.editor;
    if (text !== state.dismissed) state.dismissed = undefined;
    return search === undefined && state.dismissed === undefined ? (options.suggest?.(text) ?? []) : [];
  }

  function take(input: Input): void {
    if (input.type === 'key' && input.key.chord === 'escape') state.dismissed = state.editor.text;
    if (input.type === 'paste') state.editor = handlePaste(state.editor, input.text);
    else {
      const result = handleKey(state.editor, input.key);
      state.editor = result.editor;
      if (result.effect !== undefined) act(result.effect, input.isJoined === true);
    }
    repaint();
  }
  function repaint(): void {
    if (state.releaseKeys !== undefined) area.repaint();
  }

  function act(effect: Effect, isJoined: boolean): void {
    switch (effect.type) {
      case 'submit':
        commit(effect.folded);
        return finish({ type: 'line', text: effect.text, isPasted: effect.isPasted || isJoined });
      case 'interrupt':
        if (effect.text === '') area.clear();
        else commit(effect.folded, '^C');
        return finish({ type: 'interrupt', text: effect.text });
      case 'end':
        area.clear();
        return finish({ type: 'end' });
      case 'complete':
        if (options.complete !== undefined) void offer(options.complete);
        return undefined;
      case 'clear-screen':
        area.clear();
        // What was on the screen scrolls away, and can be scrolled back to.
        return terminal.write(`${'\n'.repeat(terminal.size().rows - 1)}\u001b[H`);
      case 'suspend':
        if (options.onSuspend !== undefined) void lendTerminal(options.onSuspend);
        return undefined;
      case 'edit-externally':
        if (options.editExternally !== undefined) void editElsewhere(effect.text, options.editExternally);
        return undefined;
    }
  }

  /** Candidates may take a while; they are dropped if the line has changed by then. */
  async function offer(complete: NonNullable<LineInputOptions['complete']>): Promise<void> {
    const { text, cursor } = state.editor;
    const offered = complete(text.slice(0, cursor));
    // Candidates known already are used before the next key.
    const { from, candidates } = 'candidates' in offered ? offered : await offered;
    const { editor, releaseKeys } = state;
    if (releaseKeys === undefined || editor.text !== text || editor.cursor !== cursor) return;
    state.editor = completeLine(editor, from, candidates);
    repaint();
  }

  function finish(result: Answer): void {
    stopListening();
    state.answer?.(result);
    state.answer = undefined;
  }
  /** The program ends, or the terminal is gone. */
  function end(): void {
    area.leave();
    finish({ type: 'end' });
  }
  void terminal.gone.then(() => (state.isGone = true)).then(end);

  async function editElsewhere(text: string, edit: (text: string) => Promise<string | undefined>): Promise<void> {
    await lendTerminal(async () => {
      const changed = await edit(text);
      if (changed !== undefined) state.editor = replaceText(state.editor, changed);
    });
  }

  /** Another program has the terminal for a while; the prompt goes, and comes back below what that leaves. */
  async function lendTerminal(use: () => void | Promise<void>): Promise<void> {
    stopListening();
    area.clear();
    keys.pause();
    try {
      await use();
    } catch {
      // Whoever had the terminal reports it; the line stays as it was.
    }
    if (state.answer === undefined) return;
    keys.resume();
    listen();
  }

  function listen(): void {
    state.releaseKeys = keys.take(take);
    area.repaint();
  }
  function stopListening(): void {
    state.releaseKeys?.();
    state.releaseKeys = undefined;
  }

  async function whileAway(write: () => Promise<void>): Promise<void> {
    stopListening();
    area.clear();
    await write();
    if (state.answer !== undefined) listen();
  }

  const editorFor = (initial?: string) => resetEditor(state.editor, state.editor.history, initial);

  return {
    nextEditor: () => editorFor(),
    interject(write) {
      if (state.releaseKeys === undefined) return false;
      void whileAway(write);
      return true;
    },
    read(initial = '', signal) {
      if (state.answer !== undefined) throw new Error('a line is already being read');
      if (state.isGone || signal?.aborted === true) return Promise.resolve({ type: 'end' });
      state.editor = editorFor(initial);
      return new Promise((resolve) => {
        signal?.addEventListener('abort', end);
        state.answer = (answer) => {
          signal?.removeEventListener('abort', end);
          resolve(answer);
        };
        listen();
      });
    },
  };
}
