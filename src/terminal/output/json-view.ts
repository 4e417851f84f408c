import type { Sink, View } from '../../core/reply/ports.ts';
import { resultLine } from '../../core/reply/json-output.ts';
import { sanitizeJson } from '../../core/text/sanitize.ts';

/** Shows one JSON object when the reply has ended. `clean`: for a terminal, which must not see control characters. */
export function createJsonView(sink: Sink, clean: boolean): View {
  return {
    show(event) {
      if (event.type !== 'end') return;
      const json = resultLine('json', event.reply);
      return sink.write(`${clean ? sanitizeJson(json) : json}\n`);
    },
  };
}

/** Shows every API event as it came, one per line, and the result as the last line. */
export function createStreamJsonView(sink: Sink, clean: boolean): View {
  const write = (json: string) => sink.write(`${clean ? sanitizeJson(json) : json}\n`);
  return {
    show(event) {
      if (event.type === 'wire') return write(event.json);
      if (event.type === 'end') return write(resultLine('stream-json', event.reply));
    },
  };
}
