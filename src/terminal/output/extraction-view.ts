import type { Sink, View } from '../../core/reply/ports.ts';
import { resultLine, type NoExcerpt, type ResultFormat, type TakeExcerpt } from '../../core/reply/json-output.ts';
import { sanitize, sanitizeJson } from '../../core/text/sanitize.ts';

export interface ExcerptViewOptions {
  /** Loads what finds it: once the reply begins, and not while the request is made. */
  readonly load: () => Promise<TakeExcerpt>;
  readonly format: 'text' | ResultFormat;
  readonly strict: boolean;
  /** A terminal gets no control characters, and a last line that is ended. */
  readonly terminal: boolean;
}

export interface ExcerptView extends View {
  /** Why there was nothing to show, if so; known when the reply has ended. */
  verdict(): NoExcerpt | undefined;
}

/** Shows nothing of a reply but the part of it that was asked for, once all of it is there. */
export function createExcerptView(sink: Sink, { load, format, strict, terminal }: ExcerptViewOptions): ExcerptView {
  let take: Promise<TakeExcerpt> | undefined;
  let missing: NoExcerpt | undefined;
  const writeJson = (json: string) => sink.write(`${terminal ? sanitizeJson(json) : json}\n`);
  return {
    async show(event) {
      take ??= load();
      if (event.type === 'wire' && format === 'stream-json') await writeJson(event.json);
      if (event.type !== 'end') return;
      const excerpt = (await take)(event.reply);
      if ('problem' in excerpt) missing = excerpt;
      if (format !== 'text') await writeJson(resultLine(format, event.reply, excerpt, strict));
      else if ('text' in excerpt) await sink.write(terminal ? ended(cleaned(excerpt)) : excerpt.text);
    },
    verdict: () => missing,
  };
}

/** JSON stays the same value. */
function cleaned({ text, fields }: { text: string; fields: object }): string {
  return 'json' in fields ? sanitizeJson(text.replaceAll('\r', '')) : sanitize(text);
}

const ended = (text: string) => (text === '' || text.endsWith('\n') ? text : `${text}\n`);
