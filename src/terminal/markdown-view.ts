import type { Sink, TextWriter, View } from '../core/edges.ts';
import type { MarkdownStream } from '../markdown/markdown-stream.ts';
import type { Painter, Size } from './painter.ts';
import { createScheduler } from './scheduler.ts';

const HIDE_CURSOR = '\u001b[?25l';
/** Autowrap, the cursor and the styles as they were. */
export const RESTORE_SCREEN = '\u001b[?7h\u001b[?25h\u001b[0m';

/** Writes rows once they are final, and nothing else: for pipes, and for terminals that cannot paint over. */
export function createRowWriter(markdown: MarkdownStream, sink: Sink): TextWriter {
  const write = (rows: readonly string[]) => sink.write(rows.map((row) => `${row}\n`).join(''));
  return {
    write: (text) => write(markdown.push(text)),
    end: async () => write(markdown.end()),
  };
}

export interface LiveWriter extends TextWriter {
  /** The window has another size. */
  resized(size: Size): void;
  /** The program was stopped and goes on: the live rows stand somewhere above, the cursor at the start of a row. */
  resumed(): void;
  /** What to write before the program is stopped, so that what others write stands below. */
  readonly leave: string;
}

/** While a window is dragged, sizes come faster than a terminal reflows its rows. */
const RESIZE_SETTLES_MS = 50;

/** Shows every piece of text within a frame: rows that are final, and below them those that may still change. */
export function createLiveWriter(markdown: MarkdownStream, sink: Sink, painter: Painter): LiveWriter {
  let commits: string[] = [];
  let ended = false;
  let begun = false;
  let size: Size | undefined;
  let settling: NodeJS.Timeout | undefined;

  const scheduler = createScheduler(() => {
    if (settling !== undefined && !ended) return undefined;
    const cleared = size === undefined ? '' : painter.resize(size);
    size = undefined;
    const commit = commits;
    commits = [];
    const frame = cleared + painter.frame(commit, ended ? [] : markdown.live(painter.liveRows));
    if (frame === '') return undefined;
    const lead = begun ? '' : HIDE_CURSOR;
    begun = true;
    return sink.write(lead + frame);
  });

  return {
    write(text) {
      commits.push(...markdown.push(text));
      scheduler.request();
    },
    resized(to) {
      size = to;
      clearTimeout(settling);
      settling = setTimeout(() => {
        settling = undefined;
        scheduler.request();
      }, RESIZE_SETTLES_MS);
    },
    resumed() {
      painter.reset();
      begun = false;
      scheduler.request();
    },
    get leave() {
      return begun ? `\r\n${RESTORE_SCREEN}` : '';
    },
    async end() {
      ended = true;
      clearTimeout(settling);
      commits.push(...markdown.end());
      await scheduler.finish();
      if (begun) await sink.write(RESTORE_SCREEN);
    },
  };
}

/** Shows the text of a reply as Markdown. */
export function createMarkdownView(writer: TextWriter): View {
  return {
    show(event) {
      if (event.type === 'text') return writer.write(event.text);
      if (event.type === 'end') return writer.end();
      return undefined;
    },
  };
}

/** A view that is loaded while the request is on its way. `load` is called after `delayMs`, or by the first event that needs it. */
export function createLazyView(load: () => Promise<View>, delayMs: number): View {
  let loading: Promise<View> | undefined;
  let view: View | undefined;
  const start = () => (loading ??= load());
  const timer = setTimeout(() => void start(), delayMs);
  return {
    async show(event) {
      if (event.type !== 'text' && event.type !== 'end') return;
      clearTimeout(timer);
      view ??= await start();
      await view.show(event);
    },
  };
}
