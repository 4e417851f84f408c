import type { Sink, View } from '../../core/reply/ports.ts';
import { resultLine, type FailedExtraction, type ResultFormat, type Extract } from '../../core/reply/json-output.ts';
import { sanitize, sanitizeJson } from '../../core/text/sanitize.ts';

export interface ExtractionViewOptions {
  /** Loads the code that extracts: once the reply begins, not while the request is made. */
  readonly load: () => Promise<Extract>;
  readonly format: 'text' | ResultFormat;
  readonly strict: boolean;
  /** A terminal gets no control characters, and a line break at the end. */
  readonly terminal: boolean;
}

export interface ExtractionView extends View {
  /** Why there was nothing to show; known when the reply has ended. `undefined`: there was something. */
  failure(): FailedExtraction | undefined;
}

/** Shows only the part of a reply that was asked for, once the reply is whole. */
export function createExtractionView(
  sink: Sink,
  { load, format, strict, terminal }: ExtractionViewOptions,
): ExtractionView {
  let take: Promise<Extract> | undefined;
  let failed: FailedExtraction | undefined;
  const writeJson = (json: string) => sink.write(`${terminal ? sanitizeJson(json) : json}\n`);
  return {
    async show(event) {
      take ??= load();
      if (event.type === 'wire' && format === 'stream-json') await writeJson(event.json);
      if (event.type !== 'end') return;
      const extraction = await (await take)(event.reply);
      if ('problem' in extraction) failed = extraction;
      if (format !== 'text') await writeJson(resultLine(format, event.reply, extraction, strict));
      else if ('text' in extraction) await sink.write(terminal ? ended(cleaned(extraction)) : extraction.text);
    },
    failure: () => failed,
  };
}

/** JSON stays the same value. */
function cleaned({ text, fields }: { text: string; fields: object }): string {
  return 'json' in fields ? sanitizeJson(text.replaceAll('\r', '')) : sanitize(text);
}

const ended = (text: string) => (text === '' || text.endsWith('\n') ? text : `${text}\n`);
