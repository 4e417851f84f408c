import type { Sink, View } from '../../core/reply/ports.ts';
import { createProgress } from './progress.ts';
import type { CallRow } from '../../core/calls/call-rows.ts';
import { createOpenCalls } from '../../core/calls/open-calls.ts';
import { sanitizeLine } from '../../core/text/sanitize.ts';
import { createWordWrap } from '../../core/text/word-wrap.ts';
import { createWaiting, type StartSpinner } from './waiting.ts';
import { createBlankRows, createRows, endsText, type Block } from '../reply-blocks.ts';
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
  /** Whether the view lists the sources below the text. */
  readonly sources: boolean;
  /** Whether a closing line follows. */
  readonly closes: boolean;
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
  const { wait, stop, waitIfSilent, end } = createWaiting(options.loadSpinner, line);
  const blankRows = createBlankRows();
  const thought = createRows();
  let isCiting = false;

  /** Where the text is not on this screen, it needs no room. */
  async function setApart(block: Block): Promise<void> {
    if (columns() === undefined || (block === 'text' && textGoes === 'elsewhere')) return;
    await sink.write(blankRows.before(block));
  }

  async function endThinking(): Promise<void> {
    await sink.write(styles.hint(wrap.end()) + thought.end());
    blankRows.end('thinking');
  }

  async function showThinking(text: string): Promise<void> {
    const shown = thought.push(text);
    if (shown === '') return;
    stop();
    await setApart('thinking');
    await sink.write(styles.hint(wrap.push(shown)));
    waitIfSilent();
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
    await setApart('calls');
    await sink.write(rows.map(({ tone, text }) => `${styles[tone](text)}\n`).join(''));
  }

  /** Before the view gets the event: the view may write to the same screen. */
  async function before(event: Parameters<View['show']>[0]): Promise<void> {
    if (endsText(event)) blankRows.end('text');
    switch (event.type) {
      case 'text':
        if (event.text === '') break;
        await endThinking();
        stopForText();
        if (event.text.trim() !== '') await setApart('text');
        break;
      case 'wire':
        stopForText();
        break;
      case 'call':
        await endThinking();
        break;
      case 'citation':
        isCiting = options.sources;
        break;
      case 'retry':
        await endThinking();
        blankRows.restart();
        break;
      case 'end':
        await endThinking();
        end();
        if (isCiting) await setApart('text');
        break;
      default:
        break;
    }
  }

  /** After the view got the event, and has made room. */
  async function after(event: Parameters<View['show']>[0]): Promise<void> {
    switch (event.type) {
      case 'text':
        if (event.text === '') break;
        if (textGoes === 'elsewhere') wait();
        else waitIfSilent();
        break;
      case 'wire':
        if (textGoes !== 'elsewhere') waitIfSilent();
        break;
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
        await setApart('calls');
        // The question shows it on the terminal.
        if (columns() !== undefined) calls.markShown(event.id);
        break;
      case 'result':
        if (options.calls) await showRows(calls.result(event, room(), performance.now()));
        wait();
        break;
      case 'end':
        if (options.calls) await showRows(calls.rest(room()));
        if (options.closes && columns() !== undefined) await sink.write(blankRows.beforeClosing(isCiting));
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
