import type { Sink, View } from '../../core/reply/ports.ts';
import { createProgress } from './progress.ts';
import { sanitize, sanitizeLine } from '../../core/text/sanitize.ts';
import { lengthOf, prefix, truncate } from '../../core/text/truncate.ts';
import { createWordWrap } from '../../core/text/word-wrap.ts';
import { createWaiting, type StartSpinner } from './waiting.ts';
import type { Styles } from '../styles.ts';

/**
 * Where the text goes while it comes: to this screen; into a pipe, whose reader may show it on this screen at any time; or
 * elsewhere, and the spinner stays as a progress line until the end.
 */
export type TextPlace = 'screen' | 'pipe' | 'elsewhere';

export interface ActivityViewOptions {
  readonly model: string;
  /** The MCP servers that the request still has to wait for. */
  readonly starting?: () => readonly string[];
  /** Where it is shown: stderr. */
  readonly sink: Sink;
  readonly styles: Styles;
  /** How wide the terminal is; `undefined`: there is none. */
  readonly columns: () => number | undefined;
  /** Loads the spinner; `undefined`: none is wanted. */
  readonly loadSpinner: (() => Promise<StartSpinner>) | undefined;
  readonly textGoes: TextPlace;
  /** Whether the text of the thinking is shown. */
  readonly thinking: boolean;
  /** Whether calls and their results are shown. */
  readonly calls: boolean;
}

/** More lines of a result are only counted. */
const MAX_RESULT_LINES = 3;
/** Where the width is unknown. */
const DEFAULT_COLUMNS = 120;
const MAX_INPUT = 2_000;

/**
 * Shows what is not text: a spinner while something is waited for, the thinking, the calls and their results. Every event
 * is passed on to `view`. The spinner is never shown while anything else is being written.
 */
export function createActivityView(view: View, options: ActivityViewOptions): View {
  const { sink, styles, textGoes } = options;
  const progress = createProgress(options.model, performance.now(), options.starting);
  // Some terminals say 0.
  const columns = () => options.columns() || undefined;
  const inputs = new Map<string, { readonly name: string; input: string; shown: boolean }>();
  const wrap = createWordWrap(columns);
  const line = () => sanitizeLine(progress.line(performance.now()));
  const { wait, stop, end } = createWaiting(options.loadSpinner, line);
  let isThinking = false;
  /** The call whose line was written last. */
  let lastShown: string | undefined;

  async function endThinking(): Promise<void> {
    if (!isThinking) return;
    isThinking = false;
    // A blank row sets it off from the reply where both are on the screen.
    await sink.write(`${styles.hint(wrap.end())}\n${columns() === undefined || textGoes === 'elsewhere' ? '' : '\n'}`);
  }

  async function showThinking(text: string): Promise<void> {
    if (text === '') return;
    stop();
    isThinking = true;
    await sink.write(styles.hint(wrap.push(sanitize(text))));
  }

  function stopForText(): void {
    if (textGoes === 'screen') stop();
    // Nobody knows where on the screen the text of a pipe ends: the spinner could be drawn over it.
    else if (textGoes === 'pipe') end();
  }

  const clip = (text: string) => truncate(text, (columns() ?? DEFAULT_COLUMNS) - 1);

  /** Gives the call if it was not shown before. */
  function markShown(id: string) {
    const call = inputs.get(id);
    if (call === undefined || call.shown) return undefined;
    call.shown = true;
    lastShown = id;
    return call;
  }

  async function showCall(id: string): Promise<void> {
    const call = markShown(id);
    if (call === undefined) return;
    stop();
    await sink.write(`${styles.call(clip(`● ${sanitizeLine(`${call.name} ${call.input}`, MAX_INPUT)}`))}\n`);
  }

  async function showResult(id: string, name: string, text: string, isError: boolean): Promise<void> {
    if (!options.calls) return;
    await showCall(id);
    stop();
    const rows = sanitize(text)
      .split('\n')
      .filter((row) => row.trim() !== '');
    const more = rows.length - MAX_RESULT_LINES;
    const shown = rows.slice(0, MAX_RESULT_LINES).map((row) => clip(`  ${row.replaceAll('\t', ' ')}`));
    // Its input tells which of several calls it belongs to.
    if (lastShown !== id) shown.unshift(clip(`  ${sanitizeLine(`${name} ${inputs.get(id)?.input ?? ''}`, MAX_INPUT)}`));
    if (rows.length === 0) shown.push('  no output');
    if (more > 0) shown.push(`  … ${more} more ${more === 1 ? 'line' : 'lines'}`);
    lastShown = undefined;
    const tone = isError ? styles.error : styles.hint;
    await sink.write(shown.map((row) => `${tone(row)}\n`).join(''));
  }

  /** Before the view gets the event: the view may write to the same screen. */
  async function before(event: Parameters<View['show']>[0]): Promise<void> {
    switch (event.type) {
      case 'text':
        if (event.text === '') break;
        await endThinking();
        stopForText();
        break;
      case 'wire':
        stopForText();
        break;
      case 'call':
        await endThinking();
        inputs.set(event.id, { name: event.name, input: '', shown: false });
        break;
      case 'input': {
        const call = inputs.get(event.id);
        if (call !== undefined && call.input.length < MAX_INPUT) call.input += prefix(event.json, MAX_INPUT, lengthOf);
        break;
      }
      case 'retry':
        // Everything comes again.
        await endThinking();
        inputs.clear();
        break;
      case 'end':
        await endThinking();
        end();
        break;
      default:
        break;
    }
  }

  /** After the view got the event, and has made room. */
  async function after(event: Parameters<View['show']>[0]): Promise<void> {
    switch (event.type) {
      case 'thinking':
        if (options.thinking) await showThinking(event.text);
        break;
      case 'call':
      case 'retry':
        wait();
        break;
      case 'run':
        if (options.calls) await showCall(event.id);
        wait();
        break;
      case 'approval':
        stop();
        // The question shows it on the terminal.
        if (columns() !== undefined) markShown(event.id);
        break;
      case 'result':
        await showResult(event.id, event.name, event.text, event.isError);
        inputs.delete(event.id);
        wait();
        break;
      case 'end':
        for (const [id, { name }] of inputs) await showResult(id, name, 'not run', true);
        break;
      default:
        break;
    }
  }

  return {
    async show(event) {
      progress.see(event);
      await before(event);
      await view.show(event);
      await after(event);
    },
  };
}
