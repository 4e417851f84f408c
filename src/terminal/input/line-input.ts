import { begin, createEditor, type Candidate } from '../../line-editor/editor.ts';
import { complete as completeLine } from '../../line-editor/completion.ts';
import { layOut, layOutAll, type Row, type Tone } from '../../line-editor/layout.ts';
import { edited, paste, press, type Effect } from '../../line-editor/press.ts';
import { plainText } from '../../markdown/layout/styled.ts';
import type { Input, Keys } from './keys.ts';
import { createPainter, type PainterOptions, type Size } from '../output/painter.ts';

/** What a prompt was answered with. */
export type Answer =
  | { readonly type: 'line'; readonly text: string }
  /** Ctrl-C; `text` is what was given up, nothing if nothing stood there. */
  | { readonly type: 'interrupt'; readonly text: string }
  /** Ctrl-D, or the terminal is gone. */
  | { readonly type: 'end' };

export interface LineInput {
  /** Asks for a line, at the start of a row; `initial` stands in it already. One at a time. */
  read(initial?: string): Promise<Answer>;
  /** The window has another size. */
  resized(size: Size): void;
  /** What to write when the program ends or is stopped in the middle of it: what was shown stays. */
  leave(): string;
}

export interface LineInputOptions extends Omit<PainterOptions, 'widthOf'> {
  readonly keys: Keys;
  readonly write: (text: string) => void;
  /** The columns that a text without escape sequences takes. */
  readonly widthOf: (text: string) => number;
  readonly styles: Styles;
  /** What was said in earlier runs, oldest first; what is said in this one is added here. */
  readonly history?: readonly string[];
  /** Candidates for the text before the cursor, in place of what it holds from `from` on. A long paste is one character. */
  readonly complete?: (before: string) => Offered | Promise<Offered>;
  /** Has the text edited by another program, which has the terminal meanwhile; `undefined`: it stays as it was. */
  readonly editExternally?: (text: string) => Promise<string | undefined>;
  /** Ctrl-Z: stops the program, and resolves when it goes on. */
  readonly onSuspend?: () => void | Promise<void>;
}

/** What Tab offers. */
export interface Offered {
  readonly from: number;
  readonly candidates: readonly Candidate[];
}

export type Styles = Readonly<Record<Tone, (text: string) => string>>;

/** While a window is dragged, sizes come faster than a terminal reflows its rows. */
const RESIZE_SETTLES_MS = 50;

/** A prompt that is edited like a line of a shell. What was answered stays on the screen and is never touched again. */
export function createLineInput(options: LineInputOptions): LineInput {
  const { keys, write, widthOf, styles } = options;
  const painter = createPainter({ ...options, widthOf: (row) => widthOf(plainText(row)) });
  let { size } = options;
  let editor = createEditor(options.history);
  /** Ends the read that is going on. */
  let answer: ((answer: Answer) => void) | undefined;
  let release: (() => void) | undefined;
  let planned = false;
  let settling: NodeJS.Timeout | undefined;
  let ended = false;
  void endWithKeys();

  // A terminal's last column stays free: a row that fills it leaves the cursor in doubt.
  const measure = () => ({ width: Math.max(1, size.columns - 1), widthOf });
  const styled = (row: Row) => row.map(({ text, tone }) => styles[tone](text)).join('');

  function paint(): void {
    planned = false;
    if (answer === undefined || settling !== undefined) return;
    const { rows, cursor } = layOut(editor, { ...measure(), maxRows: painter.liveRows });
    show(painter.frame([], rows.map(styled), cursor));
  }
  /** Keys that come together are shown together. */
  function planPaint(): void {
    if (!planned) queueMicrotask(paint);
    planned = true;
  }
  function show(frame: string): void {
    if (frame !== '') write(frame);
  }
  function settle(): void {
    if (settling === undefined) return;
    clearTimeout(settling);
    settling = undefined;
    show(painter.resize(size));
  }

  function take(input: Input): void {
    if (input.type === 'paste') editor = paste(editor, input.text);
    else {
      const pressed = press(editor, input.key);
      editor = pressed.editor;
      if (pressed.effect !== undefined) act(pressed.effect);
    }
    planPaint();
  }

  function act(effect: Effect): void {
    switch (effect.type) {
      case 'submit':
        return finish({ type: 'line', text: effect.text }, () => commit(layOutAll(effect.shown, measure())));
      case 'interrupt':
        return finish({ type: 'interrupt', text: effect.text }, () =>
          effect.text === '' ? painter.clear() : commit(layOutAll(effect.shown, measure(), '^C')),
        );
      case 'end':
        return finish({ type: 'end' }, () => painter.clear());
      case 'complete':
        if (options.complete !== undefined) void offer(options.complete);
        return undefined;
      case 'clear-screen':
        return clearScreen();
      case 'suspend':
        if (options.onSuspend !== undefined) void lendTerminal(options.onSuspend);
        return undefined;
      case 'edit-in-editor':
        if (options.editExternally !== undefined) void editElsewhere(effect.text, options.editExternally);
        return undefined;
    }
  }

  /** Candidates may have to be asked for; if the line is another one by then, they are none of its own. */
  async function offer(complete: NonNullable<LineInputOptions['complete']>): Promise<void> {
    const { text, cursor } = editor;
    const offered = complete(text.slice(0, cursor));
    // What is known already counts before the next key.
    const { from, candidates } = 'candidates' in offered ? offered : await offered;
    if (answer === undefined || editor.text !== text || editor.cursor !== cursor) return;
    editor = completeLine(editor, from, candidates);
    planPaint();
  }

  async function endWithKeys(): Promise<void> {
    await keys.ended;
    ended = true;
    finish({ type: 'end' }, () => painter.leave());
  }

  const commit = (rows: readonly Row[]) => painter.frame(rows.map(styled), []);

  /** `last`: the last thing shown of it. */
  function finish(result: Answer, last: () => string): void {
    if (answer === undefined) return;
    settle();
    show(last());
    release?.();
    const resolve = answer;
    answer = undefined;
    resolve(result);
  }

  /** What was on the screen scrolls away, and can be scrolled back to. */
  function clearScreen(): void {
    settle();
    show(`${painter.clear()}${'\n'.repeat(size.rows - 1)}\u001b[H`);
  }

  async function editElsewhere(text: string, edit: (text: string) => Promise<string | undefined>): Promise<void> {
    await lendTerminal(async () => {
      const changed = await edit(text);
      if (changed !== undefined) editor = edited(editor, changed);
    });
  }

  /** Somebody else has the terminal for a while; the prompt goes, and comes back below what they left. */
  async function lendTerminal(use: () => void | Promise<void>): Promise<void> {
    settle();
    release?.();
    show(painter.clear());
    keys.pause();
    const reading = answer;
    answer = undefined;
    try {
      await use();
    } catch {
      // Whoever had it tells of it; the line is as it was.
    }
    keys.resume();
    answer = reading;
    if (ended) finish({ type: 'end' }, () => painter.leave());
    else listen();
  }

  function listen(): void {
    release = keys.take(take);
    paint();
  }

  return {
    read(initial = '') {
      if (answer !== undefined) throw new Error('a line is already being read');
      if (ended) return Promise.resolve({ type: 'end' });
      editor = begin(editor, editor.history, initial);
      return new Promise((resolve) => {
        answer = resolve;
        listen();
      });
    },
    resized(to) {
      size = to;
      clearTimeout(settling);
      settling = undefined;
      // Nothing stands on the screen that could have moved.
      if (answer === undefined) painter.resize(to);
      else {
        settling = setTimeout(() => {
          settle();
          paint();
        }, RESIZE_SETTLES_MS);
      }
    },
    leave() {
      if (answer === undefined) return '';
      clearTimeout(settling);
      settling = undefined;
      return painter.leave();
    },
  };
}
