import type { ReplyEvent, Sink, View } from '../../core/reply/ports.ts';
import { createFlusher, type FlushUnit } from '../../core/text/flush.ts';
import { sanitize } from '../../core/text/sanitize.ts';

export interface PlainViewOptions {
  readonly flush: FlushUnit;
  /** A terminal gets no control characters, and a line break at the end. A pipe or a file gets the text byte for byte. */
  readonly terminal: boolean;
}

/** What is shown below the text, on rows of its own. */
const MAKES_ROOM = new Set<ReplyEvent['type']>(['thinking', 'call', 'approval', 'run', 'result']);

/** Shows the text of a reply as it comes. */
export function createPlainView(sink: Sink, { flush, terminal }: PlainViewOptions): View {
  const flusher = createFlusher(flush);
  let atLineStart = true;
  const write = (text: string) => {
    const clean = terminal ? sanitize(text) : text;
    if (clean !== '') atLineStart = clean.endsWith('\n');
    return sink.write(clean);
  };
  return {
    show(event) {
      if (event.type === 'text') return write(flusher.push(event.text));
      if (terminal && MAKES_ROOM.has(event.type) && !atLineStart) return write('\n');
      if (event.type !== 'end') return;
      const rest = flusher.end();
      return write(rest + (terminal && !(rest === '' ? atLineStart : rest.endsWith('\n')) ? '\n' : ''));
    },
  };
}
