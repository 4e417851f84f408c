import type { Sink, View } from '../../core/reply/ports.ts';
import { createProgress } from './progress.ts';
import type { CallRow } from '../../core/calls/call-rows.ts';
import { createOpenCalls } from '../../core/calls/open-calls.ts';
import { sanitize, sanitizeLine } from '../../core/text/sanitize.ts';
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
  /** How many calls the conversation has already. */
  readonly callsBefore?: number | undefined;
  /** How to see all of a call, by its number in the conversation. */
  readonly showAll?: ((number: number) => string) | undefined;
}

/** Where the width is unknown. */
const DEFAULT_COLUMNS = 120;

/**
 * Shows what is not text: a spinner while something is waited for, the thinking, the calls and their results. Every event
 * is passed on to `view`. The spinner is never shown while anything else is being written.
 */
export function createActivityView(view: View, options: ActivityViewOptions): View {
  const { sink, styles, textGoes } = options;
  const progress = createProgress(options.model, performance.now(), options.starting);
  // Some terminals say 0.
  const columns = () => options.columns() || undefined;
  const calls = createOpenCalls(options.callsBefore ?? 0);
  const wrap = createWordWrap(columns);
  const line = () => sanitizeLine(progress.line(performance.now()));
  const { wait, stop, end } = createWaiting(options.loadSpinner, line);
  let isThinking = false;

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

  const room = () => ({ columns: (columns() ?? DEFAULT_COLUMNS) - 1, showAll: options.showAll });

  async function showRows(rows: readonly CallRow[]): Promise<void> {
    if (rows.length === 0) return;
    stop();
    await sink.write(rows.map(({ tone, text }) => `${styles[tone](text)}\n`).join(''));
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
      case 'retry':
        await endThinking();
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
        if (options.calls) await showRows(calls.call(event.id, room()));
        wait();
        break;
      case 'approval':
        stop();
        // The question shows it on the terminal.
        if (columns() !== undefined) calls.markShown(event.id);
        break;
      case 'result':
        if (options.calls) await showRows(calls.result(event, room(), performance.now()));
        wait();
        break;
      case 'end':
        if (options.calls) await showRows(calls.rest(room()));
        break;
      default:
        break;
    }
  }

  return {
    async show(event) {
      progress.see(event);
      calls.see(event, performance.now());
      await before(event);
      await view.show(event);
      await after(event);
    },
  };
}
