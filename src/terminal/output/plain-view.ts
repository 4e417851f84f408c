import type { Sink, View } from '../../core/reply/ports.ts';
import { createFlusher, type FlushUnit, type TextFilter } from '../../core/text/flush.ts';
import { createRows, endsText } from '../reply-blocks.ts';

export interface PlainViewOptions {
  readonly flush: FlushUnit;
  /**
   * A terminal gets no control characters, and each text as a block of rows: with no blank ones around it, and a line break
   * at the end. A pipe or a file gets the text byte for byte.
   */
  readonly terminal: boolean;
}

/** Shows the text of a reply as it comes. */
export function createPlainView(sink: Sink, { flush, terminal }: PlainViewOptions): View {
  const flusher = createFlusher(flush);
  const shown = terminal ? createRows() : BYTES;
  return {
    show(event) {
      if (event.type === 'text') return sink.write(shown.push(flusher.push(event.text)));
      return event.type === 'end' || endsText(event) ? sink.write(shown.push(flusher.end()) + shown.end()) : undefined;
    },
  };
}

const BYTES: TextFilter = { push: (text) => text, end: () => '' };
