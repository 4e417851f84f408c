import type { Sink, TextWriter, View } from '../../core/reply/ports.ts';
import { createCitationMarks } from '../../core/reply/sources.ts';
import type { MarkdownStream } from '../../markdown/markdown-stream.ts';
import type { Painter, Size } from './painter.ts';
import { createScheduler } from './scheduler.ts';
import { endsText } from '../reply-blocks.ts';

const HIDE_CURSOR = '\u001b[?25l';
/** Turns autowrap and the cursor back on, and styles off. */
const RESTORE_SCREEN = '\u001b[?7h\u001b[?25h\u001b[0m';

/** Writes each row once it is final, and nothing else: for pipes, and for terminals that cannot paint over rows. */
export function createRowWriter(markdown: MarkdownStream, sink: Sink): TextWriter {
  const write = (rows: readonly string[]) => sink.write(rows.map((row) => `${row}\n`).join(''));
  return {
    write: (text) => write(markdown.push(text)),
    end: async () => write(markdown.end()),
  };
}

export interface LiveWriter extends TextWriter {
  /** Shows the rows as they are now. */
  repaint(): void;
  /** The window has another size. */
  resized(size: Size): void;
  /** What to write before the program is stopped: removes the live rows, which are shown again when it continues. */
  pause(): string;
  /** The program was stopped and continues; the cursor is at the start of a row. */
  resume(): void;
  /** What to write when the program ends halfway: everything shown stays. */
  leave(): string;
}

/** More final rows than this do not wait for the next frame: a fast source must not fill the memory. */
const MAX_HELD_ROWS = 1000;

/**
 * Shows every piece of text within a frame: rows that are final, and below them those that may still change. `rowsBelow`:
 * at most `max` rows that are not the reply's, to show below these.
 */
export function createLiveWriter(
  markdown: MarkdownStream,
  sink: Sink,
  painter: Painter,
  rowsBelow: (max: number) => readonly string[] = () => [],
): LiveWriter {
  let commits: string[] = [];
  let ended = false;
  let begun = false;
  let size: Size | undefined;

  const scheduler = createScheduler(() => {
    const cleared = size === undefined ? '' : painter.resize(size);
    size = undefined;
    const commit = commits;
    commits = [];
    const below = ended ? [] : rowsBelow(painter.liveRows - 1);
    const tail = ended ? [] : markdown.live(painter.liveRows - below.length);
    const frame = cleared + painter.frame(commit, [...tail, ...below]);
    if (frame === '') return undefined;
    const lead = begun ? '' : HIDE_CURSOR;
    begun = true;
    return sink.write(lead + frame);
  });

  return {
    write(text) {
      commits.push(...markdown.push(text));
      if (commits.length > MAX_HELD_ROWS) return scheduler.flush();
      scheduler.request();
      return undefined;
    },
    repaint: () => scheduler.request(),
    resized(to) {
      size = to;
      scheduler.request();
    },
    pause() {
      if (!begun) return '';
      begun = false;
      return painter.clear() + RESTORE_SCREEN;
    },
    resume() {
      scheduler.request();
    },
    leave() {
      if (!begun) return '';
      begun = false;
      return painter.frame([], markdown.live(painter.liveRows)) + painter.leave() + RESTORE_SCREEN;
    },
    async end() {
      ended = true;
      commits.push(...markdown.end());
      await scheduler.finish();
      if (begun) await sink.write(RESTORE_SCREEN);
      begun = false;
    },
  };
}

/** Shows the text of a reply as Markdown. */
export function createMarkdownView(createWriter: () => TextWriter): View {
  const marks = createCitationMarks();
  let writer: TextWriter | undefined;
  const write = (text: string) => {
    writer ??= createWriter();
    return writer.write(text);
  };
  /** Ends the text: whatever else is shown has the terminal for itself. */
  const makeRoom = async () => {
    await writer?.end();
    writer = undefined;
  };
  return {
    show(event) {
      if (endsText(event)) return makeRoom();
      switch (event.type) {
        case 'text':
          marks.text(event.text);
          return event.text === '' ? undefined : write(event.text);
        case 'citation': {
          const mark = marks.mark(event.citation);
          return mark === '' ? undefined : write(mark);
        }
        case 'end':
          if (marks.list() !== '') void write(marks.list());
          return makeRoom();
        default:
          return undefined;
      }
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
      // Until there is text, there is nothing that could be in the way.
      if (view === undefined && event.type !== 'text' && event.type !== 'end') return;
      clearTimeout(timer);
      // Nothing was shown, and nothing is loaded to say so.
      if (event.type === 'end' && loading === undefined) return;
      view ??= await start();
      await view.show(event);
    },
  };
}
